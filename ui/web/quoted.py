"""What the source of a footnote shows, as JSON-ready values."""

from collections.abc import Sequence
from typing import Any

from corpus import Document, Span
from ui.exchange import Footnote
from ui.render import also_in, one_line, visible
from ui.web.reading import page_data
from ui.web.runs import Quote
from ui.web.stretches import WINDOW, Text


def source_data(
    footnotes: Sequence[Footnote],
    chosen: Footnote,
    text: Text | None,
    above: int = WINDOW,
    below: int = WINDOW,
    *,
    worded: bool = False,
) -> dict[str, Any]:
    """What the source of a footnote shows, as JSON-ready values.

    Args:
        footnotes: All of the answer, by marker.
        chosen: The one that is opened.
        text: Its document as it is now; `None` if it was removed.
        above: Characters of the document shown above the quote, at least.
        below: Characters shown below it, at least.
        worded: Whether a model worded a sentence that the footnote belongs to.
    """
    citation = chosen.citation
    shown: dict[str, Any] = {
        "state": _state(chosen, text),
        "file": one_line(citation.document_id),
        "all": [_listed(one) for one in footnotes],
    }
    if text is None or chosen.removed:
        return shown
    shown |= {
        "title": one_line(citation.title),
        "heading": [one_line(part) for part in citation.heading],
        "place": citation.place,
        "also": also_in(citation.also),
        "quote": visible(citation.quote),
        "worded": worded,
    }
    if shown["state"] == "changed":
        context = chosen.context
        around = {"before": visible(context.before), "after": visible(context.after)}
        return shown | {"quotes": [citation.marker]} | around
    here = _quotes_in(footnotes, text.document)
    span = Span(citation.start, citation.end)
    return shown | {
        "quotes": [one.marker for one in here],
        **page_data(text, here, span, above, below),
    }


def _state(footnote: Footnote, text: Text | None) -> str:
    if text is None or footnote.removed:
        return "removed"
    return "same" if text.document.digest == footnote.citation.digest else "changed"


def _listed(footnote: Footnote) -> dict[str, Any]:
    citation = footnote.citation
    return {
        "marker": citation.marker,
        "title": one_line(citation.document_id if footnote.removed else citation.title),
        "file": one_line(citation.document_id),
    }


def _quotes_in(footnotes: Sequence[Footnote], document: Document) -> list[Quote]:
    """The quotes of this very text, in its order."""
    cited = [one.citation for one in footnotes if not one.removed]
    here = [
        Quote(one.start, one.end, one.marker)
        for one in cited
        if (one.document_id, one.digest) == (document.id, document.digest)
    ]
    return sorted(here, key=lambda one: (one.start, one.end))
