"""What a chat model drafted, as stages: what came of it, and the sentences that were dropped."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant import Claim, Claimed, Composed, Dropped, DropReason, Event, Generated
from ui.scores import DROPPED_COLUMNS, dropped_row
from ui.stage import Stage, milliseconds, short
from ui.text import counted, one_line

_REASONS = {
    DropReason.NO_QUOTE: "they name no passage or quote nothing",
    DropReason.FOREIGN_PASSAGE: "they name a passage that was not sent",
    DropReason.QUOTE_NOT_FOUND: "their quotes do not stand in the passages they name",
    DropReason.NOT_SUPPORTED: "their quotes do not say what they say",
    DropReason.NOT_ASKED: "their quotes do not answer the question",
    DropReason.REPEATED: "a sentence that is shown says the same",
    DropReason.NO_ROOM: "there were enough sentences, or they are too long for one",
    DropReason.UNCHECKED: "an error kept them from being checked",
}
"""Why sentences were dropped."""


@dataclass(frozen=True, slots=True)
class _Drafted:
    """What came of asking a model one question."""

    generated: Generated | None
    """`None` where it was stopped."""
    dropped: tuple[Dropped, ...]


def worded(events: Iterable[Event]) -> tuple[Claim, ...]:
    """The claims that a model worded; the others are the documents' own sentences."""
    found: list[Claim] = []
    own: set[Claim] = set()
    for event in events:
        if isinstance(event, Composed):
            own.update(event.claims)
        elif isinstance(event, Claimed) and event.claim not in own:
            found.append(event.claim)
    return tuple(found)


def is_drafted(events: Iterable[Event]) -> bool:
    """Whether a chat model was asked for this reply."""
    seen = tuple(events)
    return any(isinstance(event, Generated | Dropped) for event in seen) or bool(worded(seen))


def model_of(events: Iterable[Event]) -> str:
    """The name of the chat model that was asked, on one line."""
    asked = (event.model for event in events if isinstance(event, Generated))
    return one_line(next(asked, "")) or "a chat model"


def wording_line(events: Sequence[Event]) -> str:
    """Who worded an answer, with how much was checked and dropped; empty if the documents did."""
    checked = len(worded(events))
    if not checked:
        return ""
    shown = sum(isinstance(event, Claimed) for event in events)
    dropped = sum(isinstance(event, Dropped) for event in events)
    sentences = counted(checked, "sentence")
    quotes = "quotes" if checked > 1 else "quote"
    if shown > checked:
        parts = [
            f"{checked:,} of {counted(shown, 'sentence')} worded by {model_of(events)} and "
            f"checked against the {quotes}",
            "the rest word for word",
        ]
    else:
        whose = "their" if checked > 1 else "its"
        parts = [f"Worded by {model_of(events)}", f"{sentences} checked against {whose} {quotes}"]
    return " · ".join([*parts, *[f"{dropped:,} dropped"] * bool(dropped)])


def drafting(events: Sequence[Event]) -> Iterator[Stage]:
    """A stage for each question that a model was asked, and one for each reason to drop."""
    drafted = _drafted(events)
    for one in drafted:
        took = "" if one.generated is None else milliseconds(one.generated.seconds)
        yield Stage("Drafted", took, _lines(one.generated, has_question=len(drafted) > 1))
        for why in DropReason:
            rows = tuple(dropped_row(each) for each in one.dropped if each.reason is why)
            if rows:
                yield Stage(f"Dropped, as {_REASONS[why]}", columns=DROPPED_COLUMNS, rows=rows)


def _drafted(events: Sequence[Event]) -> list[_Drafted]:
    found: list[_Drafted] = []
    dropped: list[Dropped] = []
    by_model = set(worded(events))
    is_writing = False
    for event in events:
        match event:
            case Dropped():
                dropped.append(event)
                is_writing = True
            case Claimed(claim=claim) if claim in by_model:
                is_writing = True
            case Generated():
                found.append(_Drafted(event, tuple(dropped)))
                dropped, is_writing = [], False
    return [*found, _Drafted(None, tuple(dropped))] if is_writing else found


def _lines(event: Generated | None, *, has_question: bool) -> tuple[str, ...]:
    if event is None:
        return ("Stopped while the model was writing.",)
    twice = ", twice as nothing of its first reply could be shown" * (event.attempts > 1)
    lines = [
        f"{counted(event.passages, 'passage')} sent to {short(event.model)}{twice}.",
        f"{counted(event.claims, 'sentence')} verified against the words cited, "
        f"{event.dropped:,} dropped.",
    ]
    if event.declined:
        lines.append("The model says that the passages do not answer.")
    if event.failure:
        lines.append(f"Its reply is not whole: {short(event.failure)}")
    return (short(event.question), *lines) if has_question else tuple(lines)
