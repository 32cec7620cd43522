"""From a place in a document to a claim with its citations."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.elsewhere import Elsewhere
from assistant.plain import plain_words, row_words
from assistant.types import Citation, Claim, Form
from corpus import Chunk, Document, Kind, Passage, Place, Span

_BULLET_BEFORE = re.compile(r"^[ \t]*(?:[-*+•◦▪]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \t]+$")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One unit of a chunk, chosen for an answer."""

    chunk: Chunk
    unit: Span
    score: float
    """The reader's score of the unit, 0 to 1."""

    @property
    def place(self) -> tuple[str, Span]:
        """What tells it from every other piece of evidence."""
        return self.chunk.id, self.unit

    @property
    def words(self) -> int:
        """Words in the unit, markup included."""
        return len(self.text.split())

    @property
    def text(self) -> str:
        """The unit exactly as the document has it."""
        offset = self.chunk.span.start
        return self.chunk.text[self.unit.start - offset : self.unit.end - offset]


class Citing:
    """Cites for one answer: markers are numbered from 1, and words quoted twice share one.

    Args:
        document_of: A document by its id.
        passages: What was retrieved; a quote names the duplicates in which it stands, too.
    """

    def __init__(
        self, document_of: Callable[[str], Document], passages: Iterable[Passage] = ()
    ) -> None:
        self._document_of = document_of
        self._elsewhere = Elsewhere(passages)
        self._documents: dict[str, Document] = {}
        self._markers: dict[tuple[str, Span], int] = {}

    def claims(self, chosen: Iterable[Evidence]) -> tuple[Claim, ...]:
        """One claim for each piece of evidence, in its own words."""
        return tuple(map(self._claim, chosen))

    def citations(self, chunk: Chunk, span: Span) -> tuple[Citation, ...]:
        """What shows that the words at `span` stand there; for a table row its header row too."""
        spans = [span]
        if chunk.kind is Kind.TABLE and chunk.lead is not None and chunk.lead != span:
            spans.append(chunk.lead)
        document = self.document(chunk.document_id)
        return tuple(
            _citation(
                document,
                chunk,
                one,
                self._marker(document.id, one),
                self._elsewhere.places(chunk, one, self.document),
            )
            for one in spans
        )

    def document(self, document_id: str) -> Document:
        """A document of the generation that is cited."""
        known = self._documents.get(document_id) or self._document_of(document_id)
        self._documents[document_id] = known
        return known

    def _claim(self, evidence: Evidence) -> Claim:
        document = self.document(evidence.chunk.document_id)
        citations = self.citations(evidence.chunk, evidence.unit)
        return Claim(_words(evidence, document), citations, _form(evidence, document.text))

    def _marker(self, document_id: str, span: Span) -> int:
        return self._markers.setdefault((document_id, span), len(self._markers) + 1)


def _citation(
    document: Document, chunk: Chunk, span: Span, marker: int, also: tuple[Place, ...]
) -> Citation:
    return Citation(
        marker=marker,
        document_id=document.id,
        title=document.title,
        source=document.source,
        heading=chunk.heading,
        quote=span.of(document.text),
        start=span.start,
        end=span.end,
        line=document.text.count("\n", 0, span.start) + 1,
        page=document.page_at(span.start),
        digest=document.digest,
        also=also,
    )


def _words(evidence: Evidence, document: Document) -> str:
    quote = evidence.unit.of(document.text)
    if evidence.chunk.kind is Kind.TABLE and evidence.chunk.lead is not None:
        return row_words(quote, evidence.chunk.lead.of(document.text))
    return plain_words(quote)


def _form(evidence: Evidence, text: str) -> Form:
    if evidence.chunk.kind is Kind.TABLE:
        return Form.ITEM
    line_start = text.rfind("\n", 0, evidence.unit.start) + 1
    before = text[line_start : evidence.unit.start]
    return Form.ITEM if _BULLET_BEFORE.match(before) else Form.SENTENCE


def in_reading_order(chosen: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Evidence grouped by document, best document first, each in the document's order."""
    best: dict[str, float] = {}
    for evidence in chosen:
        document_id = evidence.chunk.document_id
        best[document_id] = max(best.get(document_id, 0.0), evidence.score)
    return tuple(
        sorted(
            chosen,
            key=lambda e: (-best[e.chunk.document_id], e.chunk.document_id, e.unit.start),
        )
    )
