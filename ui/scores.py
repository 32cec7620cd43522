"""Passages and sentences as rows of their scores."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp

from assistant import Citation, Dropped, LeftOut, Reading, plain_words, row_words
from corpus import Kind, Passage, Span
from ui.text import one_line

FOUND_COLUMNS = ("#", "fused", "dense", "BM25")
READ_COLUMNS = (*FOUND_COLUMNS, "answers", "best", "cited")
LEFT_OUT_COLUMNS = ("score",)
DROPPED_COLUMNS = ("support",)
LEGEND = (
    "fused: both rankings joined; the candidates stand in this order.",
    "dense: nearness of meaning. BM25: fit of words. A dash: not found that way.",
    "answers: chance that the passage answers, as the reader's network alone sees it.",
    "best: chance that its best sentence says the answer, which is the passage's score.",
)
"""What the columns mean."""

_BEGINNING_CHARS = 100
_SENTENCE_CHARS = 160
_ABSENT = "-"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: numbers, and what they are of."""

    numbers: tuple[str, ...]
    words: str
    place: str
    """Where the words stand."""


def found_row(rank: int, passage: Passage, *more: str) -> Row:
    """A candidate with its scores in `FOUND_COLUMNS`, and with what else is known of it."""
    scores = (f"{passage.score:.4f}", _score(passage.dense), _score(passage.lexical, 1))
    section = passage.heading[-1] if passage.heading else passage.title
    place = f"{one_line(section)}, {one_line(passage.document_id)}"
    return Row((str(rank), *scores, *more), _beginning(passage), place)


def read_row(rank: int, reading: Reading, cited: Iterable[Citation]) -> Row:
    """A passage that was read, with its scores in `READ_COLUMNS`."""
    passage = reading.passage
    best = _score(max(reading.units, default=None))
    markers = "".join(f"[{one.marker}]" for one in cited if _is_from(one, passage))
    return found_row(rank, passage, _score(_answers(reading)), best, markers)


def left_out_row(one: LeftOut) -> Row:
    """A sentence that was read and left out, with its score in `LEFT_OUT_COLUMNS`."""
    evidence = one.evidence
    is_row = evidence.chunk.kind is Kind.TABLE
    said = row_words(evidence.text, "") if is_row else plain_words(evidence.text)
    place = one_line(evidence.chunk.document_id)
    return Row((_score(evidence.score),), one_line(said, _SENTENCE_CHARS), place)


def dropped_row(one: Dropped) -> Row:
    """A model's sentence that is not shown, with its score in `DROPPED_COLUMNS`.

    In place of a place stand what is wrong with it and the words that it was said to rest on.
    """
    quotes = [f"“{one_line(quote, _SENTENCE_CHARS)}”" for quote in one.quotes if quote.strip()]
    why = ": ".join(part for part in (one_line(one.detail), " ".join(quotes)) if part)
    return Row((_score(one.support),), one_line(one.text, _SENTENCE_CHARS), why)


def _answers(reading: Reading) -> float | None:
    """The chance that the passage answers; `None` where no network was asked."""
    was_asked = reading.units and (reading.answers or reading.says)
    return 1 / (1 + exp(-reading.answers)) if was_asked else None


def _beginning(passage: Passage) -> str:
    """How the passage begins; of a table, its first row."""
    chunk = passage.chunk
    if chunk.kind is Kind.TABLE and chunk.units:
        first, offset = chunk.units[0], chunk.span.start
        row = Span(first.start - offset, first.end - offset).of(chunk.text)
        return one_line(row_words(row, passage.lead), _BEGINNING_CHARS)
    return one_line(plain_words(chunk.text), _BEGINNING_CHARS)


def _is_from(citation: Citation, passage: Passage) -> bool:
    is_inside = passage.start <= citation.start and citation.end <= passage.end
    return is_inside and citation.document_id == passage.document_id


def _score(value: float | None, digits: int = 2) -> str:
    if value is None:
        return _ABSENT
    return f"{round(value, digits) + 0.0:.{digits}f}"  # no minus before zero
