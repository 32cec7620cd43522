"""From a drafted sentence to a claim: its quote must stand in an issued passage, and support it.

Whatever cannot be checked is dropped: a sentence is shown because it was proven, never because
nothing was found against it.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.cite import Citing, Evidence
from assistant.drafting import DraftClaim, DraftSource
from assistant.events import Dropped
from assistant.evidence import Reading, leans, texts_of
from assistant.grounding import lacks, located, ordered
from assistant.plain import cells, plain_words
from assistant.sentences import LEAST_CHANCE, asks
from assistant.types import Citation, Claim, DropReason
from corpus import (
    Chunk,
    Kind,
    Passage,
    Span,
    clean,
    content_words,
    is_addressed_to_a_model,
    sentence_spans,
    words,
)

_LONGEST = 600
"""Characters of a claim; what is longer is not one sentence."""
_FEWEST_WORDS = 3
"""Words of a claim; fewer say nothing by themselves."""
_MOST_SENTENCES = 3
"""Sentences of a claim; each of them must be supported."""

_log = logging.getLogger(__name__)


class Support(Protocol):
    """Judges how far evidence supports a claim."""

    def score(self, claim: str, evidence: str, above: str = "") -> float:
        """The chance that it does, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """A claim that was proven, and what it rests on."""

    claim: Claim
    evidence: tuple[Evidence, ...]
    """The units that its quotes are from."""
    support: float


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A quote at its true place, with what stands around and above it."""

    chunk: Chunk
    span: Span
    """In the document."""
    quote: str
    around: str
    """The sentences, items or rows that it is from, as plain words."""
    above: str
    """Title, headings and lead; and the sentence before, where the quote's points back to it."""
    units: tuple[Evidence, ...]


class _Refused(Exception):
    def __init__(self, reason: DropReason, detail: str, support: float | None = None) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.support = reason, detail, support


class Grounding:
    """Checks the sentences drafted for one question.

    Args:
        issued: The passages sent to the model, by the ids they had in its prompt.
        readings: What the evidence reader makes of them for the question.
        support: Judges how far a quote supports a sentence.
        least: Support from which a sentence is shown.
        citing: Numbers the citations of the whole answer.
    """

    def __init__(
        self,
        issued: Mapping[str, Passage],
        readings: Sequence[Reading],
        support: Support,
        least: float,
        citing: Citing,
    ) -> None:
        self._issued = {code.lower(): passage for code, passage in issued.items()}
        self._units = {reading.passage.chunk.id: reading.units for reading in readings}
        self._support = support
        self._least = least
        self._citing = citing
        self._shown: list[frozenset[str]] = []

    def check(self, draft: DraftClaim) -> Grounded | Dropped:
        """The claim if it is proven; else why it is not shown. Never raises."""
        quotes = tuple(source.quote for source in draft.sources)
        try:
            return self._checked(draft)
        except _Refused as refused:
            return Dropped(draft.text, refused.reason, refused.detail, quotes, refused.support)
        except Exception as error:
            # Not proven is not shown, whatever went wrong.
            _log.exception("A drafted sentence could not be checked.")
            return Dropped(draft.text, DropReason.UNCHECKED, type(error).__name__, quotes)

    def _checked(self, draft: DraftClaim) -> Grounded:
        text = plain_words(clean(draft.text))
        if len(words(text)) < _FEWEST_WORDS:
            raise _Refused(DropReason.NOT_SUPPORTED, "it is no sentence")
        if len(text) > _LONGEST:
            raise _Refused(DropReason.NO_ROOM, f"it has {len(text):,} characters")
        quoted = self._quoted(draft.sources)
        support = self._supported(text, quoted)
        said = frozenset(content_words(text))
        if any(said <= known for known in self._shown):
            raise _Refused(DropReason.REPEATED, "a claim before says the same", support)
        self._shown.append(said)
        citations = dict.fromkeys(
            citation for one in quoted for citation in self._citing.citations(one.chunk, one.span)
        )
        units = {unit.place: unit for one in quoted for unit in one.units}
        return Grounded(_claim(text, tuple(citations)), tuple(units.values()), support)

    def _quoted(self, sources: Sequence[DraftSource]) -> list[_Quoted]:
        """The quotes that were found, each once; one that is found makes up for one that is not."""
        found: dict[tuple[str, Span], _Quoted] = {}
        refused: list[_Refused] = []
        for source in sources:
            try:
                one = self._quote(source)
            except _Refused as why:
                refused.append(why)
            else:
                found.setdefault((one.chunk.document_id, one.span), one)
        if not found:
            raise next(iter(refused), _Refused(DropReason.NO_QUOTE, "it names no passage"))
        return list(found.values())

    def _quote(self, source: DraftSource) -> _Quoted:
        if not source.quote or not source.passage_id:
            raise _Refused(DropReason.NO_QUOTE, "it has no quote from a passage")
        passage = self._issued.get(source.passage_id.lower())
        if passage is None:
            raise _Refused(DropReason.FOREIGN_PASSAGE, f"no passage is {source.passage_id!r}")
        place = located(source.quote, passage.text)
        if place is None:
            raise _Refused(DropReason.QUOTE_NOT_FOUND, "its quote is not in the passage it names")
        return self._answering(passage, place.span)

    def _answering(self, passage: Passage, place: Span) -> _Quoted:
        """A quote in its place, if the evidence reader takes it for an answer to the question."""
        span = Span(passage.start + place.start, passage.start + place.end)
        quote = self._citing.document(passage.document_id).text[span.start : span.end]
        if quote != place.of(passage.text):
            raise _Refused(DropReason.UNCHECKED, "the passage is not at its place in the document")
        one = self._in_place(passage, span, quote)
        ordered_to = any(o.start < span.end and span.start < o.end for o in passage.chunk.orders)
        if ordered_to or is_addressed_to_a_model(f"{quote}\n{one.around}"):
            raise _Refused(DropReason.NOT_ASKED, "its quote tells a model what to do")
        if asks(one.around):
            raise _Refused(DropReason.NOT_ASKED, "its quote asks, and says nothing")
        if max((unit.score for unit in one.units), default=0.0) < LEAST_CHANCE:
            raise _Refused(DropReason.NOT_ASKED, "its quote does not answer the question")
        return one

    def _in_place(self, passage: Passage, span: Span, quote: str) -> _Quoted:
        chunk, texts = passage.chunk, texts_of(passage)
        scores = self._units.get(chunk.id, ())
        touched = [
            at
            for at, unit in enumerate(chunk.units)
            if unit.start < span.end and span.start < unit.end
        ]
        around = [_told(passage, at, quote, texts.units[at]) for at in touched]
        if not around:
            around = [plain_words(one) for one in _sentences(passage.text, span, chunk.span.start)]
        if chunk.kind is Kind.LIST and passage.lead:
            around.insert(0, plain_words(passage.lead))
        above = [texts.path]
        if touched and touched[0] and leans(texts.units[touched[0]]):
            above.append(texts.units[touched[0] - 1])
        units = (
            Evidence(chunk, chunk.units[at], scores[at] if at < len(scores) else 0.0)
            for at in touched
        )
        return _Quoted(chunk, span, quote, " ".join(around), "\n".join(above), tuple(units))

    def _supported(self, text: str, quoted: Sequence[_Quoted]) -> float:
        """How far the quotes support every sentence of a claim; raises where it is not enough."""
        sentences = [span.of(text) for span in sentence_spans(text)]
        if len(sentences) > _MOST_SENTENCES:
            raise _Refused(DropReason.NO_ROOM, f"it has {len(sentences)} sentences")
        quote = "\n".join(plain_words(one.quote) for one in quoted)
        around = "\n".join(one.around for one in quoted)
        above = "\n".join(dict.fromkeys(one.above for one in quoted))
        return min(self._support_of(sentence, quote, around, above) for sentence in sentences)

    def _support_of(self, sentence: str, quote: str, around: str, above: str) -> float:
        if _words(sentence) in map(_words, around.split("\n")):
            return 1.0  # word for word, as the document has it
        if order := ordered(sentence, around or quote):
            raise _Refused(DropReason.NOT_SUPPORTED, f"its quote only asks for it: {order[:80]}")
        lacking = lacks(sentence, quote, around, above)
        if lacking:
            what = "; ".join(f"{one.kind.value}: {one.words}" for one in lacking)
            raise _Refused(DropReason.NOT_SUPPORTED, f"not in its quote: {what}")
        support = self._support.score(sentence, around or quote, above)
        if not support >= self._least:  # also where it is no number
            detail = "its quote does not say so"
            raise _Refused(DropReason.NOT_SUPPORTED, detail, support)
        return support


def _told(passage: Passage, at: int, quote: str, unit: str) -> str:
    """What a unit says as far as it is quoted: of a table row, no other cell."""
    chunk = passage.chunk
    if chunk.kind is not Kind.TABLE or "|" in quote.strip().strip("|"):
        return unit
    start, end = chunk.units[at].start - chunk.span.start, chunk.units[at].end - chunk.span.start
    row, names = cells(chunk.text[start:end]), cells(passage.lead)
    quoted = plain_words(quote.strip().strip("|"))
    for place, cell in enumerate(row):
        if quoted in cell and place:
            return ": ".join((row[0], *names[place : place + 1], cell))
    return unit


def _words(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".!")


def _claim(text: str, citations: tuple[Citation, ...]) -> Claim:
    return Claim(text, tuple(sorted(citations, key=lambda one: one.marker)))


def _sentences(text: str, span: Span, offset: int) -> list[str]:
    """The sentences of a passage that a span of its document touches."""
    start, end = span.start - offset, span.end - offset
    return [one.of(text) for one in sentence_spans(text) if one.start < end and start < one.end]
