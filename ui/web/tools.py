"""What can be done with a question and its reply: edit, copy, ask again, vote."""

from collections.abc import Callable

import streamlit as st

from ui.exchange import COMMENT_CHARS, Exchange, Vote
from ui.exporting import copied
from ui.web.components import show_copy
from ui.web.talk import Talk

Ask = Callable[[str, int], None]
"""Asks a question in place of the exchange of this number, from 0, and of all that follow it."""

_VOTES = (Vote.DOWN, Vote.UP)
_EDITED = "edited"


def show_asked(talk: Talk, number: int, ask: Ask) -> bool:
    """The question of an exchange in a form, if it is being edited.

    Returns:
        Whether it is.
    """
    if st.session_state.get(_EDITED) != _place(talk, number):
        return False
    exchange, key = talk.exchanges[number], f"edit-{number}"
    later = len(talk.exchanges) - number - 1
    with st.chat_message("user"), st.form(f"form-{key}", border=False):
        words = st.text_area("Your question", exchange.question, key=f"{key}-{talk.key}")
        if later:
            st.caption("What was asked after it goes away.")
        with st.container(horizontal=True):
            is_sent = st.form_submit_button("Ask again", type="primary")
            is_left = st.form_submit_button("Cancel")
    if is_sent or is_left:
        st.session_state.pop(_EDITED, None)
        if is_sent and words.strip():
            ask(words, number)
        st.rerun()
    return True


def show_edit(talk: Talk, number: int) -> None:
    """A button that lets the question of an exchange be edited."""
    place = _place(talk, number)
    st.button("Edit", key=f"edit-{place}", type="tertiary", on_click=_edit, args=(place,))


def show_tools(talk: Talk, number: int, ask: Ask) -> None:
    """Copy, try again and vote, below a reply."""
    exchange, place = talk.exchanges[number], _place(talk, number)
    is_last = number == len(talk.exchanges) - 1
    with st.container(
        key=f"tools-{place}", horizontal=True, gap="small", vertical_alignment="center"
    ):
        if exchange.reply is not None:
            show_copy(copied(exchange), key=f"copy-{place}", label="Copy")
        if is_last:
            st.button(
                "Try again",
                key=f"again-{place}",
                icon=":material/refresh:",
                type="tertiary",
                on_click=ask,
                args=(exchange.question, number),
            )
        if exchange.reply is not None:
            _show_votes(talk, number, exchange, place)


def _show_votes(talk: Talk, number: int, exchange: Exchange, place: str) -> None:
    key = f"vote-{place}"
    default = None if exchange.vote is None else _VOTES.index(exchange.vote)
    st.feedback("thumbs", key=key, default=default, on_change=_vote, args=(talk, number, key))
    if exchange.vote is None:
        return
    label = "Your comment" if exchange.comment else "Say why"
    with (
        st.popover(label, type="tertiary", key=f"why-{place}"),
        st.form(f"comment-{place}", border=False),
    ):
        said = st.text_area(
            "What is right or wrong with this reply?",
            exchange.comment,
            max_chars=COMMENT_CHARS,
            key=f"said-{place}",
        )
        if st.form_submit_button("Keep"):
            talk.vote(number, exchange.vote, said)
            st.rerun()


def _vote(talk: Talk, number: int, key: str) -> None:
    given: int | None = st.session_state.get(key)
    talk.vote(number, None if given is None else _VOTES[given])


def _edit(place: str) -> None:
    st.session_state[_EDITED] = place


def _place(talk: Talk, number: int) -> str:
    """Tells an exchange from all others, also from one that stood in its place."""
    return f"{talk.key}-{number}-{talk.exchanges[number].asked:.3f}".replace(".", "-")
