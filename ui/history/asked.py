"""A line of the owner's log: a question and what came of it."""

from dataclasses import dataclass
from enum import StrEnum

from assistant import Answer, Mode, Reason
from ui.exchange import Exchange, Vote


class Status(StrEnum):
    """What came of a question."""

    ANSWERED = "answered"
    ABSTAINED = "abstained"
    TALK = "talk"
    """It was none to the documents, or leaned on something that was not said before."""
    STOPPED = "stopped"
    """It was stopped before anything was shown."""


_TALK = frozenset({Reason.NOT_A_QUESTION, Reason.NEEDS_CONTEXT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of the log."""

    id: int
    asked: float
    """When, in seconds since 1970."""
    question: str
    status: Status
    reason: Reason | None = None
    """Why there is no answer."""
    confidence: float | None = None
    """Of the answer, or of the best rejected one; `None` where nothing was looked for."""
    mode: Mode | None = None
    seconds: float | None = None
    vote: Vote | None = None
    comment: str = ""
    documents: tuple[str, ...] = ()
    """Ids of the documents cited, in order."""


def status_of(exchange: Exchange) -> Status:
    """What came of an exchange's question."""
    reply = exchange.reply
    if reply is None:
        return Status.STOPPED
    if isinstance(reply, Answer):
        return Status.ANSWERED
    return Status.TALK if reply.reason in _TALK else Status.ABSTAINED
