"""The visitor's conversations, at the side of the page."""

import streamlit as st

from ui.render import FOOTNOTE_SENTENCE
from ui.web.answering import abandon
from ui.web.labels import as_label
from ui.web.source import close_source
from ui.web.talk import Talk

_SHOWN = 20
"""Conversations listed at first."""


def show_conversations(talk: Talk) -> None:
    """A button for a new conversation, one for each that was kept, and what a footnote proves."""
    with st.sidebar:
        st.button(
            "New conversation",
            key="new",
            icon=":material/edit_square:",
            width="stretch",
            on_click=start,
        )
        others = talk.others()
        is_all = st.session_state.get("all-chats", False)
        if others:
            st.caption("Conversations")
        with st.container(key="chats", gap=None):
            for each in others if is_all else others[:_SHOWN]:
                is_open = talk.kept is not None and each.id == talk.kept.id
                st.button(
                    as_label(each.title),
                    key=f"{'open' if is_open else 'chat'}-{each.id}",
                    type="tertiary",
                    width="stretch",
                    on_click=go_on,
                    args=(each.id,),
                )
        if len(others) > _SHOWN and not is_all:
            st.button(f"Show all {len(others):,}", key="more-chats", on_click=_show_all)
        st.caption(FOOTNOTE_SENTENCE)


def start() -> None:
    """Leaves the conversation that is open and begins with an empty page."""
    _leave()
    st.query_params.clear()


def go_on(conversation_id: str) -> None:
    """Goes on with an earlier conversation."""
    _leave()
    st.query_params["chat"] = conversation_id


def _leave() -> None:
    abandon()
    close_source()
    for name in ("talk", "edited"):
        st.session_state.pop(name, None)


def _show_all() -> None:
    st.session_state["all-chats"] = True
