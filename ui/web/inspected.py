"""One document: what ingest made of it, and its text."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from corpus import Chunk, Document
from ui.render import counted, one_line, path, visible
from ui.web.library import show_pages
from ui.web.site import Site
from ui.web.source import show_document

if TYPE_CHECKING:
    from ingest import Inspection

_LINES = 50
_ENTRY_CHARS = 300
_INDENT = "\u2003"


@st.cache_data(show_spinner="Looking into the document", max_entries=16)
def inspected(document_id: str, digest: str, _document: Document) -> "Inspection":
    """What ingest makes of a document, looked for once for all visitors."""
    from ingest import inspect_text

    return inspect_text(_document)


def show_inspection(site: Site, document: Document, found: "Inspection") -> None:
    """The text of a document, and its headings, FAQs, lists, tables, boilerplate and chunks."""
    parts: dict[str, Sequence[str]] = {
        counted(len(found.headings), "heading"): heading_lines(found),
        counted(len(found.faqs), "FAQ"): faq_lines(found),
        counted(len(found.lists), "list"): [entry_line(entries) for entries in found.lists],
        counted(len(found.tables), "table"): [entry_line(rows) for rows in found.tables],
        f"{len(found.boilerplate):,} boilerplate": [one_line(text) for text in found.boilerplate],
    }
    parts = {name: lines for name, lines in parts.items() if lines}
    tabs = st.tabs(["Text", *parts, counted(len(found.chunks), "chunk")])
    with tabs[0]:
        show_document(site, document.id, key="document")
    for (name, lines), tab in zip(parts.items(), tabs[1:], strict=False):
        with tab:
            if name.endswith("boilerplate"):
                st.caption("Kept, but never retrieved.")
            for line in show_pages(lines, key=name, per_page=_LINES):
                st.text(line)
    with tabs[-1]:
        _show_chunks(found.chunks)


def heading_lines(found: "Inspection") -> list[str]:
    """The headings in order, each set in by its depth."""
    return [_INDENT * (len(names) - 1) + one_line(names[-1]) for names in found.headings]


def faq_lines(found: "Inspection") -> list[str]:
    """The questions that the document answers itself, each with the size of its answer."""
    return [f"{one_line(faq.question)} ({faq.sentences:,} to quote)" for faq in found.faqs]


def entry_line(entries: Sequence[str]) -> str:
    """A list or table in one line: how many entries, and the first of them."""
    return f"{len(entries):,}: {one_line(' / '.join(entries), _ENTRY_CHARS)}"


def kinds_line(chunks: Sequence[Chunk]) -> str:
    """How many chunks of each kind there are, e.g. `12 text, 8 heading, 2 table`."""
    kinds = Counter(chunk.kind.value for chunk in chunks)
    return ", ".join(f"{number:,} {kind}" for kind, number in kinds.most_common())


def _show_chunks(chunks: Sequence[Chunk]) -> None:
    st.caption(kinds_line(chunks))
    for chunk in show_pages(chunks, key="chunks"):
        with st.container(key=f"chunk-{chunk.ordinal}", gap="xxsmall"):
            st.text(" · ".join(filter(None, (chunk.kind.value, path(chunk.heading)))))
            st.code(visible(chunk.text.strip()), language=None, wrap_lines=True)
