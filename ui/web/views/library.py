"""The documents: which there are, what ingest made of each, and what a search finds in them."""

from pathlib import Path

import streamlit as st

from corpus import DocumentNotFound
from ui.render import corpus_line, counted, one_line
from ui.web.inspected import inspected, show_inspection
from ui.web.labels import as_label
from ui.web.library import figures, open_document, show_documents
from ui.web.passages import show_search
from ui.web.site import Site, show_problem

_STYLE = Path(__file__).parent.parent / "library.css"


def show(site: Site) -> None:
    """Draws the library, or the document of it that is looked at."""
    st.html(f"<style>{_STYLE.read_text('utf-8')}</style>")
    document_id = st.query_params.get("document")
    if document_id:
        _show_document(site, document_id)
    else:
        _show_library(site)


def _show_library(site: Site) -> None:
    sources = site.overview.sources
    with st.container(key="header", gap="xxsmall"):
        st.title("Library", anchor=False)
        st.caption(corpus_line(sources))
    _show_task(site)
    tabs = st.tabs(["Documents", "Search", *["Add"] * site.is_owner])
    with tabs[0]:
        show_documents(sources)
    with tabs[1]:
        show_search(site.assistant)
    if site.is_owner:
        from ui.web.owning import show_adding

        with tabs[2]:
            show_adding(site)


def _show_task(site: Site) -> None:
    with st.container(key="task-place"):  # there also while it is empty, so that tabs stay chosen
        if site.is_owner:
            from ui.web.owning import show_task

            show_task(site)


def _show_document(site: Site, document_id: str) -> None:
    with st.container(key="document-tools", horizontal=True):
        st.button(
            "All documents",
            key="back",
            icon=":material/arrow_back:",
            on_click=open_document,
            args=(None,),
        )
        source = next((s for s in site.overview.sources if s.document_id == document_id), None)
        if source and site.is_owner:
            from ui.web.owning import show_removing

            show_removing(site, document_id)
    _show_task(site)
    try:
        document = site.assistant.document(document_id)
    except DocumentNotFound:
        source = None
    if source is None:
        show_problem(
            "There is no such document",
            f"The documents hold none that is called {one_line(document_id)!r}; it may have been "
            "removed.",
        )
        return
    with st.container(key="document-title"):
        st.title(as_label(source.title), anchor=False)
    with st.container(key="document-figures", gap=None):
        pages = f" · {counted(len(document.pages), 'page')}" if document.pages else ""
        st.text(one_line(document_id))
        st.text(figures(source) + pages)
        if site.is_owner:
            st.text(one_line(source.source))
    show_inspection(site, document, inspected(document_id, document.digest, document))
