"""What the page of a run tells of each case."""

from collections.abc import Mapping
from typing import Any

from evals.case import Case
from evals.metrics import Result
from evals.report.report import Report

SHOWN_CHARS = 3000
"""Most characters of a reply; a rival's may be whole passages."""
_FOOTNOTE = ("marker", "quote", "title", "document_id", "heading", "line", "page")


def case_data(report: Report, position: int) -> dict[str, Any]:
    """One case with its verdict, its reply, and what the others made of it, ready for JSON."""
    own, always = report.own[position], report.always[position]
    case = own.case
    return {
        "id": case.id,
        "question": case.question,
        "group": case.group,
        "outcome": own.verdict.outcome.value,
        "why": own.verdict.why,
        "confidence": round(own.confidence, 4),
        "history": [[turn.question, turn.answer] for turn in case.history],
        "reply": _reply(own),
        "rejected": _told(always) if always.answered and not own.answered else None,
        "accepted": list(case.answers),
        "answerable": case.answerable,
        "documents": list(case.holders),
        "searched": _searched(case),
        "rivals": [
            {"name": name, **_told(results[position])} for name, results in report.rivals.items()
        ],
    }


def _told(result: Result) -> dict[str, Any]:
    return {
        "outcome": result.verdict.outcome.value,
        "why": result.verdict.why,
        "answered": result.answered,
        "confidence": round(result.confidence, 4),
        "reply": _reply(result),
    }


def _reply(result: Result) -> dict[str, Any] | None:
    """The text and its footnotes; `None` where the run did not keep them."""
    text = result.reply.get("text")
    if text is None:
        return None
    return {
        "text": text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS].rstrip()} ...",
        "footnotes": [_footnote(one) for one in result.reply.get("citations", ())],
    }


def _footnote(citation: Mapping[str, Any]) -> dict[str, Any]:
    return {name: citation.get(name) for name in _FOOTNOTE}


def _searched(case: Case) -> str:
    """What the case limits the search to, in words; empty if all documents were searched."""
    parts = []
    if case.within is not None:
        parts.append(f"only {', '.join(sorted(case.within)) or 'nothing'}")
    if left_out := [*sorted(case.withheld), *(f"{kind} chunks" for kind in sorted(case.without))]:
        parts.append(f"without {', '.join(left_out)}")
    return "; ".join(parts)
