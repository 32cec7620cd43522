"""What a quote stands in: the sentences and items of a document, as the assistant sees them."""

from collections.abc import Iterator
from dataclasses import dataclass

from assistant import texts_of
from corpus import CaseError, Document, Kind, Passage, Span
from ingest import read_sections, split


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence, list item or table row of a document."""

    span: Span
    text: str
    """As plain words."""
    around: str
    """The same, after the words that introduce its list."""
    above: str
    """Title and headings, and the sentence before where this one points back to it."""
    passage: int
    """The chunk it is from."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class Place:
    """What stands around a quote and above it."""

    around: str
    above: str


@dataclass(frozen=True, slots=True)
class Sources:
    """A document with all that can be quoted from it, in order."""

    document: Document
    units: tuple[Unit, ...]

    def place(self, quote: str) -> Place:
        """What a quote stands in.

        Raises:
            CaseError: It does not stand in the document.
        """
        start = self.document.text.find(quote)
        end = start + len(quote)
        touched = [one for one in self.units if one.span.start < end and start < one.span.end]
        if start < 0 or not touched:
            raise CaseError(f"Document {self.document.id!r} does not hold the quote {quote!r}.")
        return Place(" ".join(one.around for one in touched), touched[0].above)


def sources_of(document: Document) -> Sources:
    """The sentences, list items and table rows of a document."""
    return Sources(document, tuple(_units(document)))


def _units(document: Document) -> Iterator[Unit]:
    for chunk in split(document, read_sections(document.text)):
        if not chunk.kind.searchable:
            continue
        lead = chunk.lead.of(document.text) if chunk.lead else ""
        texts = texts_of(Passage(chunk, document.title, 0.0, lead=lead))
        for span, text, told in zip(chunk.units, texts.units, texts.told, strict=True):
            before = told.removesuffix(text).strip()
            yield Unit(
                span=span,
                text=text,
                around=f"{lead} {text}".strip() if chunk.kind is Kind.LIST else text,
                above="\n".join(part for part in (texts.path, before) if part),
                passage=chunk.ordinal,
                kind=chunk.kind,
            )
