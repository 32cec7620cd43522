"""What comes out of the assistant: an answer with its footnotes, or an abstention."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assistant.types import (
    Citation,
    Claim,
    Disagreement,
    Form,
    Mode,
    Notice,
    Part,
    Reason,
    Turn,
    place_to_dict,
)
from corpus import Chunk, Passage, Span

NOT_SAID = "The documents do not say."
"""What stands in place of an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Claims that answer the question, each with its footnotes."""

    question: str
    standalone_question: str
    claims: tuple[Claim, ...]
    confidence: float
    """Calibrated chance of being right, 0 to 1."""
    generation: str
    """Name of the index generation that was asked."""
    seconds: float
    mode: Mode = Mode.EXTRACTIVE
    disagreements: tuple[Disagreement, ...] = ()
    parts: tuple[Part, ...] = ()
    """The questions of a message that has several, each with its claims."""
    notices: tuple[Notice, ...] = ()
    dropped: int = 0
    """Sentences that a model wrote and that could not be proven, or were too many."""

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueError("An answer needs at least one claim; without one, abstain.")

    @property
    def text(self) -> str:
        """The claims with their markers; entries of a list stand on lines of their own.

        Where there are several questions, each stands above its claims.
        """
        if not self.parts:
            return _join(self.claims)
        return "\n\n".join(f"{part.question}\n{self._text_of(part)}" for part in self.parts)

    def claims_of(self, part: Part) -> tuple[Claim, ...]:
        """The claims that answer a part; none where the documents do not say."""
        return tuple(self.claims[at] for at in part.claims)

    def _text_of(self, part: Part) -> str:
        return _join(self.claims_of(part)) or NOT_SAID

    @property
    def turn(self) -> Turn:
        """This reply as history for the next question."""
        sections = (part for one in self.citations for part in (one.title, *one.heading))
        return Turn(self.question, self.text, tuple(dict.fromkeys(sections)))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, ordered by marker."""
        found = {citation.marker: citation for claim in self.claims for citation in claim.citations}
        return tuple(found[marker] for marker in sorted(found))

    def to_dict(self) -> dict[str, Any]:
        """This reply in the JSON form all edges share."""
        return {
            "status": "answered",
            "question": self.question,
            "standalone_question": self.standalone_question,
            "text": self.text,
            "claims": [
                {"text": c.text, "markers": list(c.markers), "form": c.form.value}
                for c in self.claims
            ],
            "citations": [citation.to_dict() for citation in self.citations],
            "disagreements": [
                {"claims": list(d.claims), "values": list(d.values)} for d in self.disagreements
            ],
            "parts": [{"question": p.question, "claims": list(p.claims)} for p in self.parts],
            "reason": None,
            "nearest": [],
            "confidence": self.confidence,
            "mode": self.mode.value,
            "dropped": self.dropped,
            "notices": [{"code": n.code, "text": n.text} for n in self.notices],
            "generation": self.generation,
            "seconds": self.seconds,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """No answer, with the reason and the nearest passages."""

    question: str
    standalone_question: str
    reason: Reason
    text: str
    """What is said to the person who asked."""
    nearest: tuple[Passage, ...]
    confidence: float
    """Of the best rejected answer, 0 to 1."""
    generation: str
    seconds: float
    mode: Mode = Mode.EXTRACTIVE
    notices: tuple[Notice, ...] = ()
    dropped: int = 0
    """Sentences that a model wrote and that could not be proven."""

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Always empty: nothing is claimed."""
        return ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Always empty: nothing is cited."""
        return ()

    @property
    def turn(self) -> Turn:
        """This reply as history for the next question."""
        return Turn(self.question, self.text)

    def to_dict(self) -> dict[str, Any]:
        """This reply in the JSON form all edges share."""
        return {
            "status": "abstained",
            "question": self.question,
            "standalone_question": self.standalone_question,
            "text": self.text,
            "claims": [],
            "citations": [],
            "disagreements": [],
            "parts": [],
            "reason": self.reason.value,
            "nearest": [passage_to_dict(passage) for passage in self.nearest],
            "confidence": self.confidence,
            "mode": self.mode.value,
            "dropped": self.dropped,
            "notices": [{"code": n.code, "text": n.text} for n in self.notices],
            "generation": self.generation,
            "seconds": self.seconds,
        }


Reply = Answer | Abstention


def passage_to_dict(passage: Passage) -> dict[str, Any]:
    """A passage as JSON-ready values: where it and its duplicates stand, its words, its scores."""
    return {
        "document_id": passage.document_id,
        "title": passage.title,
        "heading": list(passage.heading),
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "score": passage.score,
        "also": [place_to_dict(place) for place in passage.duplicates],
        "dense": passage.dense,
        "lexical": passage.lexical,
        "lead": passage.lead,
        "chunk": _chunk_to_dict(passage.chunk),
    }


def _chunk_to_dict(chunk: Chunk) -> dict[str, Any]:
    """What a chunk is beside its words and where they stand; spans as pairs of offsets."""
    return {
        "id": chunk.id,
        "ordinal": chunk.ordinal,
        "kind": chunk.kind.value,
        "block": _pair(chunk.block),
        "lead": _pair(chunk.lead),
        "units": [_pair(unit) for unit in chunk.units],
        "orders": [_pair(order) for order in chunk.orders],
    }


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _join(claims: Iterable[Claim]) -> str:
    text = ""
    for claim in claims:
        if claim.form is Form.ITEM:
            text += f"\n- {claim.text_with_markers}"
        else:
            text += ("\n" if "\n- " in text else " ") + claim.text_with_markers
    return text.strip()
