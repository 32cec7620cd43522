"""The shapes every room shares: spans, documents, sections, chunks and passages.

All offsets count Unicode code points of `Document.text` and are half open.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `start` included and `end` not."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"A span needs 0 <= start <= end, not {self.start} and {self.end}.")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]

    def contains(self, other: Self) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


class Kind(StrEnum):
    """What a piece of a document is; headings and boilerplate are kept but never searched."""

    TEXT = "text"
    HEADING = "heading"
    FAQ = "faq"
    LIST = "list"
    TABLE = "table"
    BOILERPLATE = "boilerplate"

    @property
    def searchable(self) -> bool:
        """Whether chunks of this kind can be retrieved."""
        return self not in (Kind.HEADING, Kind.BOILERPLATE)


@dataclass(frozen=True, slots=True)
class Document:
    """One source as the index keeps it."""

    id: str
    """POSIX path relative to the root it was ingested from."""
    title: str
    """Front matter title, else a heading before the first paragraph, else the tidied file name."""
    source: str
    """Absolute path of the file."""
    text: str
    """The decoded text: byte order mark dropped, newlines as `\\n`; what every span points into."""
    digest: str
    """SHA-256 of `text` in UTF-8, in hexadecimal."""
    pages: tuple[int, ...] = ()
    """Where each page starts in `text`, the first one first; empty without pages."""

    def page_at(self, offset: int) -> int | None:
        """Number of the page that holds the character, from 1; `None` without pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, FAQ pair, list, table, or run of boilerplate."""

    kind: Kind
    span: Span
    """From its first to its last visible character."""
    lead: Span | None = None
    """A FAQ pair's question, a list's introducing sentence, a table's header row."""
    units: tuple[Span, ...] = ()
    """What can be quoted, in order: sentences, list items (without their bullet), table rows."""


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a document under one heading, the heading itself included as its first block."""

    heading: tuple[str, ...]
    """Headings from the outermost to this one, without markup and without the document's title."""
    span: Span
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """One indexed piece; the chunks of a document, joined in order, are its text."""

    id: str
    """`document_id#ordinal`."""
    document_id: str
    ordinal: int
    span: Span
    text: str
    """`span` of the document, exactly."""
    kind: Kind
    heading: tuple[str, ...] = ()
    block: Span | None = None
    """The whole FAQ pair, list or table this chunk belongs to."""
    lead: Span | None = None
    """As `Block.lead`; it may lie in an earlier chunk of the same block."""
    units: tuple[Span, ...] = ()
    """What can be quoted from this chunk, in order, in document offsets."""
    orders: tuple[Span, ...] = ()
    """Words for a machine that reads the document, with the white space that sets them off, in
    document offsets: kept and shown, never searched, read or quoted."""

    @property
    def searched(self) -> str:
        """The chunk's text without its orders, as if they had never been written."""
        return left_of(self.text, self.orders, self.span.start)

    def in_context(self, title: str) -> str:
        """The text that is encoded: title and heading path, then the chunk's own words.

        A title without a word in it, made from a file name such as `000_188aca`, says nothing
        and is left out.
        """
        named = title if any(part.isalpha() for part in title.split()) else ""
        above = " > ".join(part for part in (named, *self.heading) if part)
        own = self.searched.strip()
        return f"{above}\n{own}" if above else own


def left_of(text: str, orders: tuple[Span, ...], start: int, mark: str = "") -> str:
    """What is left of a text that begins at `start`, a mark in place of spans of its document."""
    kept: list[str] = []
    at = start
    for order in orders:
        kept += (text[at - start : order.start - start], mark)
        at = order.end
    return "".join((*kept, text[at - start :]))


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: a stretch of a document."""

    document_id: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A chunk retrieved for a question."""

    chunk: Chunk
    title: str
    score: float
    """Rank score, higher is better; comparable within one result only."""
    dense: float | None = None
    """Cosine similarity of question and chunk, -1 to 1."""
    lexical: float | None = None
    """BM25 score, positive; `None` where no word of the question occurs."""
    lead: str = ""
    """The words of the chunk's lead: a FAQ pair's question, a table's header row."""
    duplicates: tuple[Place, ...] = ()
    """Where other chunks found for the question say the same; this one stands for them."""

    @property
    def document_id(self) -> str:
        """Id of the document the passage stands in."""
        return self.chunk.document_id

    @property
    def heading(self) -> tuple[str, ...]:
        """Headings above the passage, outermost first."""
        return self.chunk.heading

    @property
    def text(self) -> str:
        """The passage's words, exactly as the document has them."""
        return self.chunk.text

    @property
    def start(self) -> int:
        """Where the passage starts in its document."""
        return self.chunk.span.start

    @property
    def end(self) -> int:
        """Where the passage ends in its document."""
        return self.chunk.span.end


@dataclass(frozen=True, slots=True)
class Source:
    """One line of the list of documents."""

    document_id: str
    title: str
    source: str
    digest: str
    characters: int
    sections: int
    """Headings in the document."""
    chunks: int
    """Searchable chunks."""
    faqs: int
    """Question and answer pairs recognised."""
    ingested: float | None = field(default=None, compare=False)
    """When this text went in, in seconds since 1970; `None` in an index of format 1."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What part of an index a search looks at; everything searchable unless narrowed."""

    documents: frozenset[str] | None = None
    """Ids of the documents to search; `None` for all."""
    without: frozenset[Kind] = frozenset()
    """Kinds of chunks left out."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk found by one search."""

    chunk_id: str
    score: float
    """Higher is better: cosine similarity, or a positive BM25 score."""
