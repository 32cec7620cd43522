"""Sections cut into chunks: pieces small enough for the encoder that, joined, are the document."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import (
    MAX_TOKENS,
    Block,
    Chunk,
    Document,
    Kind,
    Section,
    Span,
    count_tokens,
    sentence_spans,
)

CHUNKING_VERSION = 2
"""Raised whenever the same document would be cut differently."""

TARGET_TOKENS = 180
"""Paragraphs are gathered up to this size; a longer one that fits the encoder stays whole."""

LIMIT_TOKENS = MAX_TOKENS - 2
"""Most tokens a chunk has with its title and headings; the encoder adds two of its own."""

_CONTEXT_TOKENS = 96
_FEWEST_TOKENS = 64


@dataclass(frozen=True, slots=True)
class _Cut:
    """A chunk to be: where it starts, and what it is."""

    start: int
    kind: Kind
    heading: tuple[str, ...]
    block: Block | None = None
    units: tuple[Span, ...] = ()


def split(document: Document, sections: Sequence[Section]) -> tuple[Chunk, ...]:
    """The chunks of a document in order.

    `chunk.in_context(document.title)` of a searchable chunk has at most `LIMIT_TOKENS` tokens.
    Headings that leave too little room are dropped, the outermost first. A title of more than 190
    tokens breaks the limit, for no chunk is cut below 64; `load` shortens titles to 48.
    """
    cuts = [cut for section in sections for cut in _Splitter(document, section).cuts()]
    if not cuts and document.text:
        cuts = [_Cut(0, Kind.BOILERPLATE, ())]
    starts = [0, *(cut.start for cut in cuts[1:]), len(document.text)]
    return tuple(
        Chunk(
            id=f"{document.id}#{ordinal}",
            document_id=document.id,
            ordinal=ordinal,
            span=Span(starts[ordinal], starts[ordinal + 1]),
            text=document.text[starts[ordinal] : starts[ordinal + 1]],
            kind=cut.kind,
            heading=cut.heading,
            block=cut.block.span if cut.block else None,
            lead=cut.block.lead if cut.block else None,
            units=cut.units,
        )
        for ordinal, cut in enumerate(cuts)
    )


class _Splitter:
    """Cuts one section."""

    def __init__(self, document: Document, section: Section) -> None:
        self._text = document.text
        self._blocks = section.blocks
        self._heading, room = _fit_heading(document.title, section.heading)
        self._room = room
        self._target = min(room, TARGET_TOKENS)

    def cuts(self) -> Iterator[_Cut]:
        paragraphs: list[Block] = []
        for block in self._blocks:
            if block.kind is Kind.TEXT:
                paragraphs.append(block)
                continue
            yield from self._gather(paragraphs)
            paragraphs = []
            if block.kind.searchable:
                yield from self._structured(block)
            else:
                yield _Cut(block.span.start, block.kind, self._heading)
        yield from self._gather(paragraphs)

    def _gather(self, paragraphs: Sequence[Block]) -> Iterator[_Cut]:
        """Chunks of running text: whole paragraphs together while they fit."""
        group: list[Block] = []
        size = 0
        for block in paragraphs:
            tokens = self._count(block.span)
            if group and size + tokens > self._target:
                yield self._running(group[0].span.start, group)
                group, size = [], 0
            if tokens > self._room:
                for part in self._parts(block, tokens):
                    yield _Cut(part.start, Kind.TEXT, self._heading, None, _within(block, part))
                continue
            group.append(block)
            size += tokens
        if group:
            yield self._running(group[0].span.start, group)

    def _running(self, start: int, blocks: Sequence[Block]) -> _Cut:
        units = tuple(unit for block in blocks for unit in block.units)
        return _Cut(start, Kind.TEXT, self._heading, None, units)

    def _structured(self, block: Block) -> Iterator[_Cut]:
        tokens = self._count(block.span)
        parts = [block.span] if tokens <= self._room else self._parts(block, tokens)
        for part in parts:
            yield _Cut(part.start, block.kind, self._heading, block, _within(block, part))

    def _parts(self, block: Block, tokens: int) -> list[Span]:
        """A block that is too long, cut between its units into parts of about the same size."""
        share = math.ceil(tokens / math.ceil(tokens / self._room))
        parts: list[Span] = []
        size = 0
        for atom in self._atoms(block):
            tokens = self._count(atom)
            if not parts or size >= share or size + tokens > self._room:
                parts.append(atom)
                size = tokens
            else:
                parts[-1] = Span(parts[-1].start, atom.end)
                size += tokens
        # A line cut within a word can take a token or two more than its pieces did.
        return [piece for part in parts for piece in self._halves(part)]

    def _atoms(self, block: Block) -> Iterator[Span]:
        """The block's units with what stands around them, each at most as long as a chunk."""
        starts = [block.span.start]
        for above, unit in zip(block.units, block.units[1:], strict=False):
            starts.append(_line_start(self._text, above.end, unit.start))
        if block.lead and block.units and block.kind is not Kind.TABLE:
            lead_end = min(block.lead.end, block.units[0].start)
            first = _line_start(self._text, lead_end, block.units[0].start)
            starts.insert(1, first)
        starts = sorted(set(starts))
        for start, end in zip(starts, [*starts[1:], block.span.end], strict=True):
            yield from self._halves(Span(start, end))

    def _halves(self, span: Span) -> Iterator[Span]:
        """`span` itself if it fits, else its halves, cut at a sentence, a word or a character."""
        trimmed = _trimmed(self._text, span)
        if len(trimmed) < 2 or self._count(trimmed) <= self._room:
            yield span
            return
        middle = _middle(self._text, trimmed)
        yield from self._halves(Span(span.start, middle))
        yield from self._halves(Span(middle, span.end))

    def _count(self, span: Span) -> int:
        return count_tokens(span.of(self._text))


def _fit_heading(title: str, path: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """The headings there is room for, and the tokens left for a chunk's own words."""
    own = count_tokens(title)
    sizes = [count_tokens(name) + 1 for name in path]
    while sizes and own + sum(sizes) > _CONTEXT_TOKENS:
        sizes.pop(0)
    kept = path[len(path) - len(sizes) :]
    return kept, max(_FEWEST_TOKENS, LIMIT_TOKENS - own - sum(sizes))


def _line_start(text: str, start: int, end: int) -> int:
    """Where the line of the next unit starts, its bullet or bar included."""
    line = text.rfind("\n", start, end) + 1
    if not line:
        return end
    while line < end and text[line].isspace():
        line += 1
    return line


def _middle(text: str, span: Span) -> int:
    """The best place near the middle of `span` to cut at; never at its ends."""
    middle = (span.start + span.end) // 2
    third = len(span) // 3
    sentences = [s.start for s in sentence_spans(text, span) if s.start > span.start]
    best = min(sentences, key=lambda at: abs(at - middle), default=-1)
    if best >= 0 and abs(best - middle) <= third:
        return best
    for step in range(third):
        for at in (middle - step, middle + step):
            if span.start < at < span.end and text[at - 1].isspace() and not text[at].isspace():
                return at
    return middle


def _within(block: Block, part: Span) -> tuple[Span, ...]:
    """The block's units as far as they lie in `part`."""
    clipped = (
        Span(max(unit.start, part.start), min(unit.end, part.end))
        for unit in block.units
        if unit.start < part.end and part.start < unit.end
    )
    return tuple(clipped)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
