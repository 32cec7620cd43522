"""What goes into the assistant, and what replies are made of: turns, claims, citations."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus import Place


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of a conversation."""

    question: str
    answer: str = ""
    sections: tuple[str, ...] = ()
    """Titles and headings under which the words stand that the answer cited."""


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
    also: tuple[Place, ...] = ()
    """Where the same words stand, to the letter, in documents that say the same around them."""

    @property
    def place(self) -> str:
        """Where a reader finds the quote in the file: `p. 12`, or `line 40` without pages."""
        return f"line {self.line}" if self.page is None else f"p. {self.page}"

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
            "also": [place_to_dict(place) for place in self.also],
        }


def place_to_dict(place: Place) -> dict[str, Any]:
    """A place as JSON-ready values."""
    return {
        "document_id": place.document_id,
        "title": place.title,
        "start": place.start,
        "end": place.end,
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
class Part:
    """One of several questions in a message, with the claims that answer it."""

    question: str
    claims: tuple[int, ...]
    """Positions in `Answer.claims`; empty where the documents do not say."""


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


class DropReason(StrEnum):
    """Why a sentence that a model drafted is not shown."""

    NO_QUOTE = "no_quote"
    """It names no passage, or quotes nothing."""
    FOREIGN_PASSAGE = "foreign_passage"
    """It names a passage that was not issued."""
    QUOTE_NOT_FOUND = "quote_not_found"
    """Its quote does not stand in the passage."""
    NOT_SUPPORTED = "not_supported"
    """Its quote does not say what it says."""
    NOT_ASKED = "not_asked"
    """Its quote does not answer the question."""
    REPEATED = "repeated"
    """A claim that was shown says the same."""
    NO_ROOM = "no_room"
    """There are as many claims as were asked for, or it is too long for one sentence."""
    UNCHECKED = "unchecked"
    """An error kept it from being checked."""


class Mode(StrEnum):
    """Whether claims are verbatim sentences, or a model's sentences checked against quotes."""

    EXTRACTIVE = "extractive"
    GENERATIVE = "generative"
