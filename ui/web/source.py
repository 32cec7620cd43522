"""The source of a footnote, beside the answer: the document as a page, opened at the quote."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from secrets import token_hex

import streamlit as st

from assistant import Assistant
from corpus import DocumentNotFound, Generation, Span
from ui.exchange import Exchange
from ui.render import one_line
from ui.web.components import component
from ui.web.quoted import source_data
from ui.web.reading import page_data
from ui.web.site import Site
from ui.web.stretches import WINDOW, Text, gathered

_WANTED = "source"
_PANEL = "source-panel"
_NAME = re.compile(r"answer-(\d{1,6})")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a visitor looks at beside the answers."""

    visit: str = ""
    """Which stretch of turns; another one begins when all that a visitor did is forgotten."""
    turn: int = 0
    """How often something was asked for; tells an answer that comes too late."""
    name: str = ""
    """Of the answer that has the footnote; empty while nothing is looked at."""
    marker: int = 0
    asked: float | None = None
    """When the answer's question was asked, once that is known; tells another in its place."""
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
    wanted: Wanted = st.session_state.setdefault(_WANTED, Wanted(token_hex(4)))
    wanted = st.session_state[_WANTED] = still_there(wanted, exchanges)
    number = wanted.number
    answers = exchanges[number : number + 1] if number is not None else ()
    footnotes = answers[0].footnotes if answers else ()
    found = next((one for one in footnotes if one.citation.marker == wanted.marker), None)
    source = None
    if found is not None:
        text = read_text(site, found.citation.document_id)
        worded = any(wanted.marker in claim.markers for claim in answers[0].worded_claims)
        source = source_data(footnotes, found, text, wanted.above, wanted.below, worded=worded)
    opened = {name: getattr(wanted, name) for name in ("visit", "turn", "name", "marker")}
    with st.container(key="source"):
        component("source", shared=("document",))(
            key=_PANEL, data={"opened": opened, "source": source}, on_asked_change=_ask
        )


def still_there(wanted: Wanted, exchanges: Sequence[Exchange]) -> Wanted:
    """What is looked at; nothing, where its answer has gone or another is in its place."""
    number = wanted.number
    if number is None:
        return wanted
    asked = exchanges[number].asked if number < len(exchanges) else None
    if wanted.asked is None:
        return replace(wanted, asked=asked)
    return wanted if wanted.asked == asked else Wanted(wanted.visit, wanted.turn)


def close_source() -> None:
    """Closes the source, as another conversation is shown."""
    wanted: Wanted | None = st.session_state.get(_WANTED)
    if wanted is not None:
        st.session_state[_WANTED] = Wanted(wanted.visit, wanted.turn)


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
            return Wanted(wanted.visit, turn, name, marker)
        case {"turn": int(turn), "more": "above"}:
            return replace(wanted, turn=turn, above=wanted.above + WINDOW)
        case {"turn": int(turn), "more": "below"}:
            return replace(wanted, turn=turn, below=wanted.below + WINDOW)
        case {"turn": int(turn), "closed": True}:
            return Wanted(wanted.visit, turn)
    return wanted
