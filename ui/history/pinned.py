"""What became of the documents that an exchange cites."""

from collections.abc import Iterable
from enum import StrEnum

from corpus import Source
from ui.exchange import Exchange, Footnote


class Pin(StrEnum):
    """What became of a cited document since."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    """Its text is another now, so the quote may no longer stand in it."""
    REMOVED = "removed"


def pins_of(exchange: Exchange, sources: Iterable[Source]) -> dict[int, Pin]:
    """What became of the document of each footnote, by marker.

    Args:
        exchange: What cites them.
        sources: The documents of the index as it is now.
    """
    digests = {source.document_id: source.digest for source in sources}
    return {note.citation.marker: _pin(note, digests) for note in exchange.footnotes}


def _pin(footnote: Footnote, digests: dict[str, str]) -> Pin:
    digest = digests.get(footnote.citation.document_id)
    if footnote.removed or digest is None:
        return Pin.REMOVED
    return Pin.UNCHANGED if digest == footnote.citation.digest else Pin.CHANGED
