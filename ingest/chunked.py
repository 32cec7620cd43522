"""A document read and cut, as if orders to a model had never been written into it."""

from dataclasses import dataclass, replace

from corpus import Chunk, Document, Kind, Section, Unordered
from ingest.split import split
from ingest.structure import read_sections


@dataclass(frozen=True, slots=True)
class Chunked:
    """What a document is made of."""

    text: str
    """Its text without orders; what the sections' spans point into."""
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    """Of the whole document; each names the orders that stand in it."""

    @property
    def headings(self) -> int:
        """How many headings there are."""
        return sum(b.kind is Kind.HEADING for section in self.sections for b in section.blocks)


def chunked(document: Document) -> Chunked:
    """The sections and chunks of a document.

    An order can stand in the same chunk as other sentences, and takes nothing from them: places to
    cut, vectors and words that are searched are those of the text without it.
    """
    plain = Unordered(document.text)
    if not plain.text.strip():
        return Chunked("", (), split(document, ()))
    sections = read_sections(plain.text)
    chunks = split(replace(document, text=plain.text), sections)
    return Chunked(plain.text, sections, plain.restored(chunks))
