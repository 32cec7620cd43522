"""What happens while a question is answered: one event a stage, the last of them the reply."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assistant.evidence import Reading
from assistant.omission import LeftOut
from assistant.reply import Reply
from assistant.types import Claim, DropReason, Reason, place_to_dict
from corpus import Passage


@dataclass(frozen=True, slots=True)
class Understood:
    """Event: what a message is taken to mean; always the first."""

    question: str
    """The message, without what cannot be seen."""
    standalone: str
    """The question on its own."""
    carried: tuple[str, ...] = ()
    """Phrases taken from the conversation, the most likely first."""
    beside: str = ""
    """Earlier questions with this one; passages found for them count half. Empty without any."""
    parts: tuple[str, ...] = ()
    """The questions in it, where they are several."""
    reason: Reason | None = None
    """Why nothing will be looked for; `None` if something will."""
    text: str = ""
    """What is said then."""
    seconds: float = 0.0

    @property
    def is_rewritten(self) -> bool:
        """Whether something was taken from the conversation."""
        return bool(self.carried)

    def to_dict(self) -> dict[str, Any]:
        """This event as JSON-ready values."""
        return {
            "event": "rewritten",
            "question": self.question,
            "standalone_question": self.standalone,
            "carried": list(self.carried),
            "beside": self.beside,
            "parts": list(self.parts),
            "reason": None if self.reason is None else self.reason.value,
            "text": self.text,
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Event: the passages found for a question, of which the first will be read."""

    passages: tuple[Passage, ...]
    question: str = ""
    """The question or the part of it that they were found for."""
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """This event as JSON-ready values."""
        return {
            "event": "retrieved",
            "question": self.question,
            "passages": [_candidate(passage) for passage in self.passages],
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True)
class Read:
    """Event: what the evidence reader makes of the passages it read."""

    question: str
    readings: tuple[Reading, ...]
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """This event as JSON-ready values."""
        return {
            "event": "read",
            "question": self.question,
            "readings": [
                {
                    "document_id": one.passage.document_id,
                    "start": one.passage.start,
                    "score": one.score,
                    "answers": one.answers,
                    "says": one.says,
                    "units": list(one.units),
                    "same_question": one.same_question,
                }
                for one in self.readings
            ],
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True)
class Decided:
    """Event: whether a question is answered from what was read for it."""

    question: str
    confidence: float
    threshold: float
    """Confidence from which there is an answer."""
    reason: Reason | None
    """Why there is none; `None` if there is one."""
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """This event as JSON-ready values."""
        return {
            "event": "decided",
            "question": self.question,
            "confidence": self.confidence,
            "threshold": self.threshold,
            "reason": None if self.reason is None else self.reason.value,
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True)
class Composed:
    """Event: how the answer was put together, and what was left out of it."""

    claims: tuple[Claim, ...]
    left_out: tuple[LeftOut, ...] = ()
    """The most likely of those read and left out, the best first."""
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """This event as JSON-ready values."""
        return {
            "event": "composed",
            "claims": [claim.text_with_markers for claim in self.claims],
            "left_out": [
                {
                    "text": one.evidence.text,
                    "document_id": one.evidence.chunk.document_id,
                    "start": one.evidence.unit.start,
                    "score": one.evidence.score,
                    "why": one.why.value,
                }
                for one in self.left_out
            ],
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True)
class Claimed:
    """Event: one verified claim; it is never withdrawn."""

    claim: Claim

    def to_dict(self) -> dict[str, Any]:
        """This event as JSON-ready values."""
        return {
            "event": "claim",
            "claim": {"text": self.claim.text, "markers": list(self.claim.markers)},
            "citations": [citation.to_dict() for citation in self.claim.citations],
        }


@dataclass(frozen=True, slots=True)
class Dropped:
    """Event: a sentence that a model drafted and that is not shown, with the reason."""

    text: str
    reason: DropReason
    detail: str = ""
    """What is wrong with it, in words."""
    quotes: tuple[str, ...] = ()
    """What it was said to rest on, as the model wrote it."""
    support: float | None = None
    """How far its quotes support it, 0 to 1; `None` where that was not looked at."""

    def to_dict(self) -> dict[str, Any]:
        """This event as JSON-ready values."""
        return {
            "event": "dropped",
            "text": self.text,
            "reason": self.reason.value,
            "detail": self.detail,
            "quotes": list(self.quotes),
            "support": self.support,
        }


@dataclass(frozen=True, slots=True)
class Generated:
    """Event: what came of asking a chat model one question."""

    question: str
    model: str
    passages: int
    """How many were sent."""
    attempts: int
    """How often it was asked: twice where nothing of its first reply could be shown."""
    claims: int
    dropped: int
    declined: bool = False
    """Whether it said that the passages do not answer."""
    failure: str = ""
    """Why it gave no whole reply; empty if it did."""
    seconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:
        """This event as JSON-ready values."""
        return {
            "event": "generated",
            "question": self.question,
            "model": self.model,
            "passages": self.passages,
            "attempts": self.attempts,
            "claims": self.claims,
            "dropped": self.dropped,
            "declined": self.declined,
            "failure": self.failure,
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True)
class Replied:
    """Event: the whole reply; always the last."""

    reply: Reply

    def to_dict(self) -> dict[str, Any]:
        """This event as JSON-ready values."""
        return {"event": "reply", "reply": self.reply.to_dict()}


Event = Understood | Retrieved | Read | Decided | Generated | Composed | Claimed | Dropped | Replied


def explanation(events: Iterable[Event]) -> list[dict[str, Any]]:
    """The events by which a reply came about, as JSON-ready values, without the reply itself."""
    return [event.to_dict() for event in events if not isinstance(event, Claimed | Replied)]


def _candidate(passage: Passage) -> dict[str, Any]:
    return {
        "document_id": passage.document_id,
        "title": passage.title,
        "heading": list(passage.heading),
        "start": passage.start,
        "end": passage.end,
        "score": passage.score,
        "dense": passage.dense,
        "lexical": passage.lexical,
        "also": [place_to_dict(place) for place in passage.duplicates],
    }
