"""What `footnote ask` prints of a reply: its words or its JSON, with how it came about if asked."""

from collections.abc import Sequence

from assistant import Event, Replied, Reply, explanation
from ui.drafted import wording_line
from ui.replies import reply_text
from ui.scores import Row
from ui.stage import Stage
from ui.stages import stages
from ui.text import ELLIPSIS, WIDTH, json_text, one_line, wrapped

_INDENT = "  "
_BETWEEN = " · "
_LEAST_ROOM = 16


def reply_of(events: Sequence[Event]) -> Reply:
    """The reply that all events of a question end with."""
    last = events[-1]
    if not isinstance(last, Replied):
        raise AssertionError("A stream of events ends with its reply.")
    return last.reply


def shown(
    events: Sequence[Event], *, as_json: bool = False, explain: bool = False, indent: int | None = 2
) -> str:
    """A reply as it is printed.

    Args:
        events: All events of the reply.
        as_json: Whether as JSON instead of text.
        explain: Whether with how it came about.
        indent: Of the JSON; `None` for one line.
    """
    reply = reply_of(events)
    if as_json:
        explained = {"explanation": explanation(events)} if explain else {}
        return json_text(reply.to_dict() | explained, indent)
    said = reply_text(reply, wording_line(events))
    return f"{said}\n\n{explanation_text(events)}" if explain else said


def explanation_text(events: Sequence[Event]) -> str:
    """How a reply came about, for a terminal."""
    lines = ["How this reply came about"]
    for stage in stages(events):
        lines += ["", stage.title + (f" ({stage.took})" if stage.took else "")]
        lines += [line for text in stage.lines for line in wrapped(text, _INDENT)]
        lines += _table(stage)
    return "\n".join(lines)


def _table(stage: Stage) -> list[str]:
    """The rows aligned below the names of their columns."""
    if not stage.rows:
        return []
    rows = [stage.columns, *(row.numbers for row in stage.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    starts = [
        _INDENT + "".join(f"{cell:>{width}}  " for cell, width in zip(cells, widths, strict=True))
        for cells in rows
    ]
    lines = [starts[0].rstrip()]
    for start, row in zip(starts[1:], stage.rows, strict=True):
        lines += _row_lines(start, row, is_brief=stage.is_aside)
    return lines


def _row_lines(start: str, row: Row, *, is_brief: bool) -> list[str]:
    """Numbers and words, with the place behind or else below them; cut where there is no room."""
    room = max(WIDTH - len(start), _LEAST_ROOM)
    words = one_line(row.words, room - 2) if len(row.words) > room else row.words
    behind = room - len(words) - len(_BETWEEN)
    if len(row.place) <= behind or (is_brief and behind >= _LEAST_ROOM):
        return [f"{start}{words}{_BETWEEN}{_cut(row.place, behind)}"]
    return [start + words] + ([] if is_brief else [" " * len(start) + _cut(row.place, room)])


def _cut(name: str, room: int) -> str:
    return name if len(name) <= room else name[: room - 1] + ELLIPSIS
