"""The list of documents: filtered, a page at a time, each a way to the document itself."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TypeVar

import streamlit as st

from corpus import Source
from ui.render import counted, one_line
from ui.web.labels import as_label

T = TypeVar("T")

PER_PAGE = 20
"""Documents, and whatever else there may be thousands of, on one page."""
_FILTERED_FROM = 8
"""Documents from which there is something to filter."""


def show_documents(sources: Sequence[Source]) -> None:
    """The documents, each with what it holds; a click opens it."""
    if not sources:
        st.caption("The index holds no document yet.")
        return
    found = sources
    if len(sources) >= _FILTERED_FROM:
        words = st.text_input(
            "Filter by title or file", key="filter", placeholder="Words of a title or a file name"
        )
        found = filtered(sources, words)
        if len(found) < len(sources):
            st.caption(f"{len(found):,} of {counted(len(sources), 'document')}")
    for number, source in enumerate(show_pages(found, key="documents")):
        _show_row(number, source)


def filtered(sources: Sequence[Source], words: str) -> Sequence[Source]:
    """The documents whose title or id holds every one of the words, in any case."""
    wanted = words.casefold().split()
    if not wanted:
        return sources
    named = ((source, f"{source.title} {source.document_id}".casefold()) for source in sources)
    return [source for source, name in named if all(word in name for word in wanted)]


def figures(source: Source) -> str:
    """What a document holds and since when, e.g. `5,441 characters · 4 FAQs · 12 chunks`."""
    counts = (
        (source.characters, "character"),
        (source.sections, "section"),
        (source.faqs, "FAQ"),
        (source.chunks, "chunk"),
    )
    said = [counted(number, noun) for number, noun in counts if number]
    if source.ingested is not None:
        said.append(f"ingested {datetime.fromtimestamp(source.ingested, UTC):%Y-%m-%d %H:%M} UTC")
    return " · ".join(said)


def show_pages(items: Sequence[T], *, key: str, per_page: int = PER_PAGE) -> Sequence[T]:
    """The items of the page that is chosen, and where there are several pages, the choice."""
    pages = -(-len(items) // per_page)
    if pages < 2:
        return items
    at = min(int(st.session_state.get(f"page-of-{key}", 1)), pages)
    with st.container(key=f"pages-of-{key}", horizontal=True, vertical_alignment="center"):
        first, last = (at - 1) * per_page + 1, min(at * per_page, len(items))
        st.caption(f"{first:,} to {last:,} of {len(items):,}")
        for name, icon, to in (
            ("Previous", "chevron_left", at - 1),
            ("Next", "chevron_right", at + 1),
        ):
            st.button(
                name,
                key=f"{name.lower()}-of-{key}",
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=not 1 <= to <= pages,
                on_click=_turn,
                args=(key, to),
            )
    return items[first - 1 : last]


def open_document(document_id: str | None) -> None:
    """Goes to a document's page, or with `None` back to the list."""
    if document_id is None:
        st.query_params.clear()
    else:
        st.query_params["document"] = document_id


def _turn(key: str, page: int) -> None:
    st.session_state[f"page-of-{key}"] = page


def _show_row(number: int, source: Source) -> None:
    with st.container(key=f"document-{number}", gap=None):
        st.button(
            as_label(source.title),
            key=f"open-{source.document_id}",
            type="tertiary",
            on_click=open_document,
            args=(source.document_id,),
        )
        st.text(one_line(source.document_id))
        st.text(figures(source))
