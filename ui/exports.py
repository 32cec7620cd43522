"""Questions of the owner's log as files: CSV for a spreadsheet, cases for `footnote eval`."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from typing import Any

from ui.exchange import Vote
from ui.history import Asked, Unanswered
from ui.text import one_line

_FORMULA = "=+-@＝＋－＠"  # spreadsheets in some languages take the wide ones, too
_TO_DO = (
    "Nobody has said yet what is right, so it is asked and not scored. If the documents should "
    "answer, put the answers and the document's id in, and set answerable to true. Delete this "
    "line in any case."
)


def unanswered_csv(groups: Iterable[Unanswered]) -> str:
    """A row for each question that the documents do not answer."""
    head = (
        "question",
        "times asked",
        "last asked",
        "best confidence",
        "voted down",
        "also asked as",
    )
    return _csv(
        head,
        (
            (
                group.question,
                str(group.count),
                moment(group.last_asked),
                f"{group.best_confidence:.2f}",
                str(group.votes(Vote.DOWN)),
                " | ".join(one for one in group.wordings if one != group.question),
            )
            for group in groups
        ),
    )


def down_voted_csv(asked: Iterable[Asked]) -> str:
    """A row for each reply that was voted down."""
    head = ("question", "asked", "came of it", "reason", "confidence", "comment", "cited")
    return _csv(
        head,
        (
            (
                one.question,
                moment(one.asked),
                one.status.value,
                one.reason.value if one.reason else "",
                "" if one.confidence is None else f"{one.confidence:.2f}",
                one.comment,
                " | ".join(one.documents),
            )
            for one in asked
        ),
    )


def case_file(unanswered: Iterable[Unanswered], down_voted: Iterable[Asked]) -> str:
    """Both as cases for `footnote eval run --cases`, a line each, for the owner to complete.

    As they are, they are asked and not scored; `meta.undecided` says what to do. What people said
    of a question stands beside it in `meta`.
    """
    cases = [*map(_unanswered_case, unanswered), *map(_down_voted_case, down_voted)]
    lines = "".join(f"{json.dumps(case, ensure_ascii=False)}\n" for case in cases)
    return lines.encode("utf-8", "replace").decode("utf-8")


def moment(seconds: float) -> str:
    """A time as `2026-11-22 14:05`, in universal time."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M")


def harmless(cell: str) -> str:
    """Text on one line, for a cell of a spreadsheet that must not take it for a formula."""
    text = one_line(cell)
    return f"'{text}" if text.startswith(tuple(_FORMULA)) else text


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    written = StringIO()
    # Marked as UTF-8, or spreadsheets take it for something else.
    written.write("\ufeff")
    into = csv.writer(written, quoting=csv.QUOTE_ALL)
    into.writerow(head)
    into.writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def _unanswered_case(group: Unanswered) -> dict[str, Any]:
    others = [one for one in group.wordings if one != group.question]
    about = {"times_asked": group.count, "last_asked": moment(group.last_asked)}
    about["confidence"] = round(group.best_confidence, 4)
    name = sha256(group.question.encode("utf-8", "replace")).hexdigest()[:12]
    return _case(f"unanswered-{name}", "unanswered", group.question, "", about | {"also": others})


def _down_voted_case(one: Asked) -> dict[str, Any]:
    about = {"asked": moment(one.asked), "status": one.status.value}
    about["comment"] = one.comment
    cited = next(iter(one.documents), "")
    return _case(f"down-voted-{one.id}-{int(one.asked)}", "down_voted", one.question, cited, about)


def _case(
    name: str, group: str, question: str, document: str, about: dict[str, Any]
) -> dict[str, Any]:
    return {
        "id": name,
        "question": question,
        "answers": [],
        "doc_id": document,
        "answerable": False,
        "group": group,
        "meta": {"undecided": _TO_DO, **{key: value for key, value in about.items() if value}},
    }
