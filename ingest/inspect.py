"""What ingest makes of one document, for the person who wants to know."""

from dataclasses import dataclass

from corpus import Chunk, Document, Kind
from ingest.chunked import chunked
from ingest.wording import plain


@dataclass(frozen=True, slots=True)
class Faq:
    """A question that the document answers itself."""

    question: str
    sentences: int
    """Sentences, list items and table rows of its answer."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """The structure found in one document."""

    title: str
    headings: tuple[tuple[str, ...], ...]
    """Heading paths in order, outermost heading first, without the title."""
    faqs: tuple[Faq, ...]
    lists: tuple[tuple[str, ...], ...]
    """The items of each list."""
    tables: tuple[tuple[str, ...], ...]
    """The rows of each table, its header first."""
    boilerplate: tuple[str, ...]
    """Text that is kept but never retrieved."""
    chunks: tuple[Chunk, ...]


def inspect_text(document: Document) -> Inspection:
    """Headings, FAQ pairs, lists, tables, boilerplate and chunks of `document`."""
    made = chunked(document)
    sections, text = made.sections, made.text
    blocks = [block for section in sections for block in section.blocks]
    return Inspection(
        title=document.title,
        headings=tuple(
            section.heading
            for section in sections
            if section.heading and section.blocks[0].kind is Kind.HEADING
        ),
        faqs=tuple(
            Faq(plain(block.lead.of(text)), len(block.units))
            for block in blocks
            if block.kind is Kind.FAQ and block.lead
        ),
        lists=tuple(
            tuple(unit.of(text) for unit in block.units)
            for block in blocks
            if block.kind is Kind.LIST
        ),
        tables=tuple(
            tuple(row.of(text) for row in (block.lead, *block.units) if row)
            for block in blocks
            if block.kind is Kind.TABLE
        ),
        boilerplate=tuple(
            block.span.of(text) for block in blocks if block.kind is Kind.BOILERPLATE
        ),
        chunks=made.chunks,
    )
