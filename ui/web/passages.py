"""A search over passages with their scores, to see why something is found or not."""

import streamlit as st

from assistant import Assistant
from corpus import FootnoteError, Passage
from ui.render import also_in, one_line, path, visible
from ui.web.labels import as_label
from ui.web.library import open_document
from ui.web.site import show_problem

_HOW_MANY = (8, 24, 100)
LEGEND = (
    "The passages that a question starts from, best first. Dense: nearness of meaning, at most 1. "
    "BM25: fit of words. Fused: both rankings joined; the passages stand in its order. A dash: not "
    "found that way."
)


def show_search(assistant: Assistant) -> None:
    """A box for words or a question, and the passages nearest to it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        query = st.text_input(
            "Search the passages",
            key="query",
            max_chars=assistant.settings.question_chars,
            placeholder="Words or a question",
        )
        k = st.selectbox("Passages", _HOW_MANY, key="query-k", width=110)
    st.caption(LEGEND)
    if not query.strip():
        return
    try:
        passages = assistant.search(query, k=k)
    except FootnoteError as error:
        show_problem("Nothing was searched", str(error))
        return
    if not passages:
        st.text("Nothing was found.")
    for rank, passage in enumerate(passages, start=1):
        _show_passage(rank, passage)


def scores_line(passage: Passage) -> str:
    """Its scores, e.g. `fused 0.0325 · dense 0.71 · BM25 8.2 · text`."""
    dense, lexical = (
        "-" if score is None else f"{score:.{digits}f}"
        for score, digits in ((passage.dense, 3), (passage.lexical, 2))
    )
    kind = passage.chunk.kind.value
    return f"fused {passage.score:.4f} · dense {dense} · BM25 {lexical} · {kind}"


def _show_passage(rank: int, passage: Passage) -> None:
    with st.container(key=f"found-{rank}", gap="xxsmall"):
        st.button(
            as_label(f"{rank}. {path((passage.title, *passage.heading))}"),
            key=f"found-open-{rank}",
            type="tertiary",
            on_click=open_document,
            args=(passage.document_id,),
        )
        st.text(scores_line(passage))
        with st.container(border=True, key=f"words-{rank}"):
            st.text(visible(passage.text.strip()))
        st.text(one_line(passage.document_id))
        if also := also_in(passage.duplicates):
            st.text(also)
