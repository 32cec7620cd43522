"""The source of a footnote, beside the answer: the document as a page, opened at the quote."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from assistant import Assistant
from corpus import Document, DocumentNotFound, Generation, Span
from ui.exchange import Exchange, Footnote
from ui.render import also_in, one_line, visible
from ui.web.components import component
from ui.web.reading import page_data
from ui.web.runs import Quote
from ui.web.site import Site
from ui.web.stretches import WINDOW, Text, gathered

_WANTED = "source"
_PANEL = "source-panel"
_NAME = re.compile(r"answer-(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor looks at beside the answers."""

    turn: int = 0
    """How often something was asked for; tells an answer that comes too late."""
    name: str = ""
    """Of the answer that has the footnote; empty while nothing is looked at."""
    marker: int = 0
    above: int = WINDOW
    below: int = WINDOW

    @property
    def number(self) -> int | None:
        """Position of the exchange in its conversation; `None` while nothing is looked at."""
        found = _NAME.fullmatch(self.name)
        return int(found[1]) if found else None


@st.fragment
def show_source(site: Site, exchanges: Sequence[Exchange]) -> None:
    """Draws the source of the footnote that was opened last, unless it was closed.

    What is clicked draws this alone anew, not the whole page.

    Args:
        site: What the documents are read from.
        exchanges: Of the conversation that is shown; the n-th one's answer has key `answer-n`.
    """
    wanted: Wanted = st.session_state.get(_WANTED, Wanted())
    number = wanted.number
    footnotes = (
        exchanges[number].footnotes if number is not None and number < len(exchanges) else ()
    )
    found = next((one for one in footnotes if one.citation.marker == wanted.marker), None)
    source = None
    if found is not None:
        text = read_text(site, found.citation.document_id)
        source = source_data(footnotes, found, text, wanted.above, wanted.below)
    opened = {"turn": wanted.turn, "name": wanted.name, "marker": wanted.marker}
    with st.container(key="source"):
        component("source", shared=("document",))(
            key=_PANEL, data={"opened": opened, "source": source}, on_asked_change=_ask
        )


def close_source() -> None:
    """Closes the source, as another conversation is shown."""
    wanted: Wanted | None = st.session_state.get(_WANTED)
    if wanted is not None:
        st.session_state[_WANTED] = Wanted(wanted.turn)


def show_document(site: Site, document_id: str, *, key: str) -> None:
    """Draws a document as a readable page from its beginning; `key` is unique on the page.

    Raises:
        DocumentNotFound: The index holds no such document.
    """
    _show_page(site, document_id, key)


@st.fragment
def _show_page(site: Site, document_id: str, key: str) -> None:
    text = read_text(site, document_id)
    if text is None:
        raise DocumentNotFound(f"The index holds no document {document_id!r}.")
    place = f"{key}-{document_id}-below"
    below = st.session_state.setdefault(place, 2 * WINDOW)
    more: Callable[[], None] = partial(st.session_state.update, {place: below + 2 * WINDOW})
    page = page_data(text, (), Span(0, 0), 0, below)
    title = one_line(text.document.title)
    component("reader", shared=("document",))(
        key=key, data={"title": title, **page}, on_asked_change=more
    )


def source_data(
    footnotes: Sequence[Footnote],
    chosen: Footnote,
    text: Text | None,
    above: int = WINDOW,
    below: int = WINDOW,
) -> dict[str, Any]:
    """What the source of a footnote shows, as JSON-ready values.

    Args:
        footnotes: All of the answer, by marker.
        chosen: The one that is opened.
        text: Its document as it is now; `None` if it was removed.
        above: Characters of the document shown above the quote, at least.
        below: Characters shown below it, at least.
    """
    citation = chosen.citation
    shown: dict[str, Any] = {
        "state": _state(chosen, text),
        "file": one_line(citation.document_id),
        "all": [_listed(one) for one in footnotes],
    }
    if text is None:
        return shown
    shown |= {
        "title": one_line(citation.title),
        "heading": [one_line(part) for part in citation.heading],
        "place": citation.place,
        "also": also_in(citation.also),
        "quote": visible(citation.quote),
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


def read_text(site: Site, document_id: str) -> Text | None:
    """A document as it is now; `None` if there is none."""
    assistant = site.assistant
    return _read_text(site.index, assistant.generation, document_id, assistant)


@st.cache_resource(show_spinner=False, max_entries=12)
def _read_text(index: str, generation: str, document_id: str, _assistant: Assistant) -> Text | None:
    """Read once for all visitors, and never changed."""

    def text(current: Generation) -> Text:
        return gathered(current.document(document_id), current.chunks(document_id))

    try:
        return _assistant.read(text)
    except DocumentNotFound:
        return None


def _state(footnote: Footnote, text: Text | None) -> str:
    if text is None:
        return "removed"
    return "same" if text.document.digest == footnote.citation.digest else "changed"


def _listed(footnote: Footnote) -> dict[str, Any]:
    citation = footnote.citation
    return {
        "marker": citation.marker,
        "title": one_line(citation.title),
        "file": one_line(citation.document_id),
    }


def _quotes_in(footnotes: Sequence[Footnote], document: Document) -> list[Quote]:
    """The quotes of this very text, in its order."""
    cited = [one.citation for one in footnotes]
    here = [
        Quote(one.start, one.end, one.marker)
        for one in cited
        if (one.document_id, one.digest) == (document.id, document.digest)
    ]
    return sorted(here, key=lambda one: (one.start, one.end))


def _ask() -> None:
    """Takes up what was clicked."""
    wanted = st.session_state.get(_WANTED, Wanted())
    asked = getattr(st.session_state.get(_PANEL), "asked", None)
    st.session_state[_WANTED] = wanted_next(wanted, asked)


def wanted_next(wanted: Wanted, asked: object) -> Wanted:
    """What is looked at after a click; the same where it cannot be understood.

    Args:
        wanted: What is looked at.
        asked: What the browser sent: the turn, and a footnote, or more of the text, or neither.
    """
    match asked:
        case {"turn": int(turn), "name": str(name), "marker": int(marker)}:
            return Wanted(turn, name, marker)
        case {"turn": int(turn), "more": "above"}:
            return replace(wanted, turn=turn, above=wanted.above + WINDOW)
        case {"turn": int(turn), "more": "below"}:
            return replace(wanted, turn=turn, below=wanted.below + WINDOW)
        case {"turn": int(turn), "closed": True}:
            return Wanted(turn)
    return wanted
