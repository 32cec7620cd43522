"""Where else quoted words stand: in other documents that were found to say them, too."""

from collections.abc import Callable, Iterable, Iterator

from assistant.twins import headed, place_of
from corpus import Chunk, Document, Passage, Place, Span

_MOST = 50
"""Documents named for one quote at most; each of them is read for it."""


class Elsewhere:
    """Finds the words of a quote again, to the letter, in what was retrieved.

    Args:
        passages: What was retrieved, with their duplicates.
    """

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        self._passages = {passage.chunk.id: passage for passage in passages}

    def places(
        self, chunk: Chunk, span: Span, document_of: Callable[[str], Document]
    ) -> tuple[Place, ...]:
        """Where the words at `span` stand in other documents, at most once in each.

        Looked at are the duplicates of the passages of the chunk's document, then the passages
        under the same title and headings that have the words as a unit of their own.
        """
        document = document_of(chunk.document_id)
        quote = span.of(document.text)
        same = headed(document.title, chunk.heading)
        found: dict[str, Place] = {}
        for passage, other, at in (*self._beside(chunk, span), *self._alike(chunk, quote, same)):
            if other.document_id in (chunk.document_id, *found) or len(found) >= _MOST:
                continue
            start = _start(quote, at, passage, other, document_of(other.document_id).text)
            if start is not None:
                end = start + len(quote)
                found[other.document_id] = Place(other.document_id, other.title, start, end)
        return tuple(found.values())

    def _beside(self, chunk: Chunk, span: Span) -> Iterator[tuple[Passage, Place, Span]]:
        """The passages of the chunk's document with each of their duplicates, nearest first."""
        own = (one for one in self._passages.values() if one.document_id == chunk.document_id)
        for passage in sorted(own, key=lambda one: abs(one.chunk.ordinal - chunk.ordinal)):
            yield from ((passage, other, span) for other in passage.duplicates)

    def _alike(
        self, chunk: Chunk, quote: str, same: tuple[str, ...]
    ) -> Iterator[tuple[Passage, Place, Span]]:
        """Passages of other documents with the quote as a unit, and each of their duplicates."""
        for one in self._passages.values():
            if one.document_id == chunk.document_id or quote not in one.text:
                continue
            units = (unit for unit in one.chunk.units if _unit(one, unit) == quote)
            if headed(one.title, one.heading) == same and (unit := next(units, None)):
                for other in (place_of(one), *one.duplicates):
                    yield one, other, unit


def _start(quote: str, span: Span, passage: Passage, other: Place, text: str) -> int | None:
    """Where a quote begins in another text: as far from the duplicate as it is from the passage.

    Where the passages are not the same to the letter, it is the same occurrence within both.
    """
    start = other.start + span.start - passage.start
    if start >= 0 and text[start : start + len(quote)] == quote:
        return start
    if not passage.chunk.span.contains(span):
        return None
    before = passage.text.count(quote, 0, span.start - passage.start)
    start = other.start - 1
    for _ in range(before + 1):
        start = text.find(quote, start + 1, other.end)
        if start < 0:
            return None
    return start


def _unit(passage: Passage, unit: Span) -> str:
    return passage.text[unit.start - passage.start : unit.end - passage.start]
