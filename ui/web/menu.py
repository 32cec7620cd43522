"""What can be done with a whole conversation: rename it, take it along, delete it."""

import streamlit as st

from ui.exporting import conversation_json, conversation_markdown, file_name
from ui.web.sidebar import start
from ui.web.talk import Talk

_TITLE_CHARS = 80


def show_menu(talk: Talk) -> None:
    """A button that opens what can be done with the conversation that is open."""
    kept = talk.kept
    if kept is None:
        return
    with st.popover("Conversation", icon=":material/more_horiz:", type="tertiary", key="menu"):
        title = f"title-{kept.id}-{kept.title}"
        st.text_input(
            "Title",
            kept.title,
            max_chars=_TITLE_CHARS,
            key=title,
            on_change=_rename,
            args=(talk, title),
        )
        st.download_button(
            "Download as Markdown",
            lambda: conversation_markdown(kept, talk.exchanges),
            file_name(kept, "md"),
            "text/markdown",
            key="as-markdown",
            on_click="ignore",
            width="stretch",
        )
        st.download_button(
            "Download as JSON",
            lambda: conversation_json(kept, talk.exchanges),
            file_name(kept, "json"),
            "application/json",
            key="as-json",
            on_click="ignore",
            width="stretch",
        )
        if st.checkbox("Delete this conversation", key=f"sure-{kept.id}"):
            st.button(
                "Delete for good", key="delete", type="primary", on_click=_delete, args=(talk,)
            )


def _rename(talk: Talk, key: str) -> None:
    title = st.session_state[key].strip()
    if title:
        talk.rename(title)


def _delete(talk: Talk) -> None:
    talk.delete()
    start()
