"""A question while it is answered on the page: claims as they come, and a way to stop."""

import logging
from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Assistant, Event
from corpus import FootnoteError
from ui.drafted import worded
from ui.exchange import Exchange, exchange, footnotes_of
from ui.status import LOOKING, doing
from ui.unfinished import so_far, stopped
from ui.web.choices import Choices
from ui.web.replies import show_answer, show_question
from ui.web.site import BROKEN, show_problem
from ui.web.talk import Talk
from ui.web.underway import Underway

_LOG = logging.getLogger(__name__)
ANSWERED = "answered"
"""Where the session counts the replies it has had."""
_UNDERWAY = "underway"
_FAILED = "failed"
_TICK_SECONDS = 0.2
"""How often it is looked whether somebody has stopped it."""


def begin(
    assistant: Assistant, question: str, exchanges: Sequence[Exchange], chosen: Choices
) -> None:
    """Has a question answered; the reply goes on being made however often the page is drawn."""
    history = [turn for earlier in exchanges if (turn := earlier.turn) is not None]
    st.session_state[_UNDERWAY] = Underway(assistant, question, history, chosen)


def current() -> Underway | None:
    """The question that is being answered, if there is one."""
    found: Underway | None = st.session_state.get(_UNDERWAY)
    return found


def end_stopped(assistant: Assistant, talk: Talk, *, at_once: bool) -> None:
    """Keeps what was shown of a reply that was stopped.

    Args:
        assistant: Who was asked.
        talk: Where it is kept.
        at_once: Whether one that is not stopped is to be stopped, since another question waits.
    """
    underway = current()
    if underway is None:
        return
    if at_once:
        underway.stop()
    if underway.is_stopped:
        del st.session_state[_UNDERWAY]
        _keep(assistant, talk, underway, stopped(underway.events, underway.generation))


def show_underway(assistant: Assistant, number: int) -> None:
    """Draws the question with what has come of its reply, which is the one of this number."""
    underway: Underway = st.session_state[_UNDERWAY]
    show_question(underway.question)
    with st.chat_message("assistant"):
        _show_so_far(assistant, underway, key=str(number))


def wait(assistant: Assistant, talk: Talk, place: DeltaGenerator) -> None:
    """Says what is done until there is more to draw, and then has the page drawn again.

    Args:
        assistant: Who is asked.
        talk: Where the reply is kept when it is whole.
        place: Where it is said; empty in the end.
    """
    underway: Underway = st.session_state[_UNDERWAY]
    try:
        with place.container(key="working", horizontal=True, vertical_alignment="center"):
            _wait(assistant, underway)
    except BaseException:  # also Streamlit's own, with which it ends a run of the page
        underway.stop()
        raise
    if underway.error is not None:
        del st.session_state[_UNDERWAY]
        st.session_state[_FAILED] = underway
        st.rerun()
    if underway.is_over and not underway.is_stopped:
        del st.session_state[_UNDERWAY]
        _keep(assistant, talk, underway, underway.events)
    st.rerun()


def show_failed() -> None:
    """Draws, once, a question that could not be answered, and why."""
    failed: Underway | None = st.session_state.pop(_FAILED, None)
    if failed is not None and failed.error is not None:
        show_question(failed.question)
        _show_error(failed.error)


def abandon() -> None:
    """Ends the asking, of which nothing is kept."""
    underway: Underway | None = st.session_state.pop(_UNDERWAY, None)
    if underway is not None:
        underway.stop()


def _keep(assistant: Assistant, talk: Talk, underway: Underway, events: tuple[Event, ...]) -> None:
    talk.add(exchange(assistant, underway.question, events, underway.asked))
    st.session_state[ANSWERED] = st.session_state.get(ANSWERED, 0) + 1


def _show_so_far(assistant: Assistant, underway: Underway, *, key: str) -> None:
    """Draws the claims once a model's has come; the others come with the whole reply."""
    events = underway.events
    by_model = worded(events)
    underway.shown = len(by_model)
    answer = so_far(events, underway.generation) if by_model else None
    if answer is not None:
        show_answer(answer, footnotes_of(assistant, answer.citations), by_model, key=key)


def _wait(assistant: Assistant, underway: Underway) -> None:
    """Says what is done until a model's claim has come or it is over."""
    events, read_k = underway.events, assistant.settings.read_k
    label = LOOKING
    status = st.status(label, type="compact")
    st.button("Stop", key="stop", icon=":material/stop_circle:", on_click=underway.stop)
    while True:
        for happened in range(1, len(events) + 1):
            so_long = events[:happened]
            label = doing(so_long, read_k, has_model=underway.has_model) or label
        status.update(label=label)
        if underway.is_over or len(worded(events)) > underway.shown:
            return
        underway.wait(len(events), _TICK_SECONDS)
        events = underway.events


def _show_error(error: Exception) -> None:
    if isinstance(error, FootnoteError):
        show_problem("The question was not answered", str(error))
        return
    _LOG.error("A question was not answered.", exc_info=error)
    show_problem("The question was not answered", BROKEN)
