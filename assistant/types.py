"""What goes into the assistant and what comes out: turns, claims, citations, replies, events."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus import Passage


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The exact words of a document that a claim rests on.

    `document(document_id).text[start:end] == quote` holds for every citation.
    """

    marker: int
    """Number shown in the answer, from 1."""
    document_id: str
    title: str
    source: str
    """Absolute path of the file."""
    heading: tuple[str, ...]
    """Headings above the quote, outermost first."""
    quote: str
    start: int
    end: int
    line: int
    """Line of the document on which the quote starts, from 1."""
    page: int | None
    """Page on which the quote starts, from 1, where the format has pages."""
    digest: str
    """SHA-256 of the document's text when it was quoted."""

    def to_dict(self) -> dict[str, Any]:
        """This citation as JSON-ready values."""
        return {
            "marker": self.marker,
            "document_id": self.document_id,
            "title": self.title,
            "source": self.source,
            "heading": list(self.heading),
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "line": self.line,
            "page": self.page,
            "digest": self.digest,
        }


class Form(StrEnum):
    """How a claim is laid out: running text, or an entry of a list or table."""

    SENTENCE = "sentence"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer with the citations that carry it; at least one."""

    text: str
    """Plain words: markup removed, white space folded, table cells named by their column."""
    citations: tuple[Citation, ...]
    form: Form = Form.SENTENCE

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"A claim needs at least one citation: {self.text!r} has none.")

    @property
    def markers(self) -> tuple[int, ...]:
        """Numbers of the citations, in order."""
        return tuple(citation.marker for citation in self.citations)

    @property
    def text_with_markers(self) -> str:
        """The claim as it is shown, e.g. `It helps. [1][2]`."""
        return f"{self.text} " + "".join(f"[{marker}]" for marker in self.markers)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Claims of one answer that answer the question differently."""

    claims: tuple[int, ...]
    """Positions in `Answer.claims`."""
    values: tuple[str, ...]
    """What each of them says, in the same order."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader of a reply should know, e.g. that a list was shortened."""

    code: str
    text: str


class Reason(StrEnum):
    """Why there is no answer."""

    NOTHING_FOUND = "nothing_found"
    NOT_ANSWERED = "not_answered"
    NOT_SUPPORTED = "not_supported"
    NEEDS_CONTEXT = "needs_context"
    MODEL_DECLINED = "model_declined"
    NOT_A_QUESTION = "not_a_question"
    UNSUPPORTED_LANGUAGE = "unsupported_language"


class Mode(StrEnum):
    """Whether claims are verbatim sentences, or a model's sentences checked against quotes."""

    EXTRACTIVE = "extractive"
    GENERATIVE = "generative"


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
    notices: tuple[Notice, ...] = ()

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueError("An answer needs at least one claim; without one, abstain.")

    @property
    def text(self) -> str:
        """The claims with their markers; entries of a list stand on lines of their own."""
        return _join(self.claims)

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
            "claims": [{"text": c.text, "markers": list(c.markers)} for c in self.claims],
            "citations": [citation.to_dict() for citation in self.citations],
            "disagreements": [
                {"claims": list(d.claims), "values": list(d.values)} for d in self.disagreements
            ],
            "reason": None,
            "nearest": [],
            "confidence": self.confidence,
            "mode": self.mode.value,
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

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Always empty: nothing is claimed."""
        return ()

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Always empty: nothing is cited."""
        return ()

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
            "reason": self.reason.value,
            "nearest": [passage_to_dict(passage) for passage in self.nearest],
            "confidence": self.confidence,
            "mode": self.mode.value,
            "notices": [{"code": n.code, "text": n.text} for n in self.notices],
            "generation": self.generation,
            "seconds": self.seconds,
        }


Reply = Answer | Abstention


def passage_to_dict(passage: Passage) -> dict[str, Any]:
    """A passage as JSON-ready values: where it stands, its words and its score."""
    return {
        "document_id": passage.document_id,
        "title": passage.title,
        "heading": list(passage.heading),
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "score": passage.score,
    }


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Event: the passages that will be read."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """Event: one verified claim; it is never withdrawn."""

    claim: Claim


@dataclass(frozen=True, slots=True)
class Replied:
    """Event: the whole reply; always the last."""

    reply: Reply


Event = Retrieved | Claimed | Replied


def _join(claims: Iterable[Claim]) -> str:
    text = ""
    for claim in claims:
        if claim.form is Form.ITEM:
            text += f"\n- {claim.text_with_markers}"
        else:
            text += ("\n" if "\n- " in text else " ") + claim.text_with_markers
    return text.strip()
