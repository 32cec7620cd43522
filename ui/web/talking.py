"""Which conversation a visitor has open, also by a link."""

import logging

import streamlit as st

from corpus import ConversationNotFound, FootnoteError
from ui.web.kept import history, place
from ui.web.site import Site, show_problem
from ui.web.talk import Talk
from ui.web.visitor import visitor

_LOG = logging.getLogger(__name__)
_TALK = "talk"
_CHAT, _QUESTION = "chat", "q"
NOT_HERE = "This conversation is not here: it was deleted, or it is another visitor's."
"""Said where a link leads to no conversation."""


def open_talk(site: Site) -> Talk:
    """The visitor's conversation, which the page's address names once it is kept."""
    talk: Talk | None = st.session_state.get(_TALK)
    if talk is None:
        talk = st.session_state[_TALK] = _new(site)
        if named := st.query_params.get(_CHAT):
            try:
                talk.open(named)
            except ConversationNotFound:
                show_problem("This conversation is not here", NOT_HERE)
            except FootnoteError as error:
                show_problem("This conversation cannot be shown", str(error))
    talk.forget_removed(site.assistant.generation, site.overview.sources)
    talk.look_again()
    name_in_address(talk)
    return talk


def name_in_address(talk: Talk) -> None:
    """Makes the page's address lead to this conversation."""
    if talk.kept is None:
        st.query_params.pop(_CHAT, None)
    elif st.query_params.get(_CHAT) != talk.kept.id:
        st.query_params[_CHAT] = talk.kept.id


def linked_question() -> str | None:
    """The question that a link brought along; it is asked once."""
    question = st.query_params.get(_QUESTION)
    if question is not None:
        del st.query_params[_QUESTION]
    return question


def _new(site: Site) -> Talk:
    try:
        return Talk(history(), visitor(), place(site))
    except FootnoteError as error:
        _LOG.warning("Conversations are not kept: %s", error)
        return Talk(None, visitor(), place(site), str(error))
