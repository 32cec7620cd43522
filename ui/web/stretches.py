"""A document's chunks gathered into stretches: what reads as one, such as a whole table."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus import Chunk, Document, Kind, Span

WINDOW = 30_000
"""Characters of a document shown on either side of a quote, and how many more at a time."""
_LITTLE = 5_000
"""No more than this is left out at either end."""
_LONGEST = 8_000
"""From this length on, a stretch ends with its chunk."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring chunks of one kind."""

    kind: Kind
    span: Span
    heading: tuple[str, ...]
    lead: Span | None
    """As `Chunk.lead`; it may stand in an earlier stretch."""
    units: tuple[Span, ...]
    """Items of a list; nothing else has any."""
    orders: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A document with its stretches, which joined are its text."""

    document: Document
    stretches: tuple[Stretch, ...]

    def around(self, span: Span, above: int, below: int) -> tuple[Stretch, ...]:
        """The stretches from so many characters above a span to so many below it."""
        first = bisect_right(self.stretches, span.start - above, key=lambda one: one.span.end)
        last = bisect_left(self.stretches, span.end + below, key=lambda one: one.span.start)
        shown = self.stretches[first : max(last, first + 1)]
        if shown and shown[0].span.start <= min(_LITTLE, above):
            first = 0
        if shown and len(self.document.text) - shown[-1].span.end <= min(_LITTLE, below):
            last = len(self.stretches)
        return self.stretches[first : max(last, first + 1)]


def gathered(document: Document, chunks: Iterable[Chunk]) -> Text:
    """The stretches of a document with these chunks."""
    groups: list[list[Chunk]] = []
    for chunk in chunks:
        if groups and _goes_on(groups[-1], chunk):
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    return Text(document, tuple(map(_stretch, groups)))


def _goes_on(group: Sequence[Chunk], chunk: Chunk) -> bool:
    """Whether a chunk belongs to those before it."""
    first = group[0]
    if chunk.kind is Kind.HEADING or (chunk.kind, chunk.block) != (first.kind, first.block):
        return False
    return chunk.span.start - first.span.start < _LONGEST


def _stretch(group: Sequence[Chunk]) -> Stretch:
    first, last = group[0], group[-1]
    units = (unit for chunk in group for unit in chunk.units) if first.kind is Kind.LIST else ()
    return Stretch(
        first.kind,
        Span(first.span.start, last.span.end),
        first.heading,
        first.lead,
        tuple(units),
        tuple(order for chunk in group for order in chunk.orders),
    )
