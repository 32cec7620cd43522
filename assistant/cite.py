"""From a place in a document to a claim with its citations."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.plain import plain_words, row_words
from assistant.types import Citation, Claim, Form
from corpus import Chunk, Document, Kind, Span

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


def claims_of(
    chosen: Iterable[Evidence], document_of: Callable[[str], Document]
) -> tuple[Claim, ...]:
    """One claim for each piece of evidence, markers numbered in order from 1.

    A table row cites its header row too. Words quoted twice share one marker.
    """
    markers: dict[tuple[str, Span], int] = {}
    documents: dict[str, Document] = {}
    claims = []
    for evidence in chosen:
        document_id = evidence.chunk.document_id
        document = documents.get(document_id) or document_of(document_id)
        documents[document_id] = document
        spans = [evidence.unit]
        header = evidence.chunk.lead if evidence.chunk.kind is Kind.TABLE else None
        if header is not None and header != evidence.unit:
            spans.append(header)
        citations = tuple(
            _citation(document, evidence.chunk, span, _marker(markers, document.id, span))
            for span in spans
        )
        claims.append(Claim(_words(evidence, document), citations, _form(evidence, document.text)))
    return tuple(claims)


def _marker(markers: dict[tuple[str, Span], int], document_id: str, span: Span) -> int:
    return markers.setdefault((document_id, span), len(markers) + 1)


def _citation(document: Document, chunk: Chunk, span: Span, marker: int) -> Citation:
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
        page=None,
        digest=document.digest,
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
