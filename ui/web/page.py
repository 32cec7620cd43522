"""The chat page, top to bottom."""

import logging
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from assistant import Assistant, Replied, Reply, Retrieved, Turn
from corpus import FootnoteError, Source
from ui.render import FOOTNOTE_SENTENCE, corpus_line, counted, one_line
from ui.web.conversation import Exchange, exchange
from ui.web.examples import example_questions
from ui.web.labels import as_label
from ui.web.replies import show_reply

_LOG = logging.getLogger(__name__)


def show() -> None:
    """Draws the page once; Streamlit calls it again after every click."""
    st.set_page_config(page_title="Footnote", page_icon=":material/format_quote:")
    try:
        assistant = open_assistant(os.environ.get("FOOTNOTE_INDEX", "index"))
        sources = assistant.sources()
    except FootnoteError as error:
        st.title("Footnote")
        st.error(as_label(str(error)), icon=":material/error:")
        return
    exchanges: list[Exchange] = st.session_state.setdefault("exchanges", [])
    _show_sidebar(sources)
    _show_header(sources)
    limit = assistant.settings.question_chars
    typed = st.chat_input("Ask the documents", key="question", max_chars=limit)
    question = typed or st.session_state.pop("clicked", None)
    for number, earlier in enumerate(exchanges):
        _show_exchange(earlier, number, live=number == len(exchanges) - 1)
    if question:
        _answer(assistant, question, exchanges)
    elif not exchanges:
        _show_examples(assistant)


@st.cache_resource(show_spinner="Opening the index")
def open_assistant(index: str) -> Assistant:
    """The assistant that all visitors share; it takes up new generations by itself."""
    return Assistant.open(index)


@st.cache_data(show_spinner="Reading the documents", max_entries=8)
def _examples(index: str, generation: str, _assistant: Assistant) -> tuple[str, ...]:
    return example_questions(_assistant)


def _show_sidebar(sources: Sequence[Source]) -> None:
    with st.sidebar:
        st.button(
            "New conversation",
            icon=":material/add:",
            width="stretch",
            on_click=st.session_state.clear,
        )
        st.subheader("Documents")
        for source in sources:
            with st.container(gap="xxsmall"):
                st.text(one_line(source.title))
                st.caption(as_label(one_line(source.document_id)))
                st.caption(f"{counted(source.sections, 'section')} · {counted(source.faqs, 'FAQ')}")
        st.caption(FOOTNOTE_SENTENCE)


def _show_header(sources: Sequence[Source]) -> None:
    st.title("Footnote", anchor=False)
    st.markdown("Answers from your documents, each sentence with a footnote to the exact words.")
    st.caption(corpus_line(sources))


def _show_examples(assistant: Assistant) -> None:
    index = os.environ.get("FOOTNOTE_INDEX", "index")
    questions = _examples(index, assistant.generation, assistant)
    if not questions:
        return
    st.markdown("Questions to begin with")
    for number, question in enumerate(questions):
        st.button(
            as_label(question),
            key=f"example-{number}",
            width="stretch",
            on_click=_click,
            args=(question,),
        )


def _click(question: str) -> None:
    st.session_state["clicked"] = question


def _show_exchange(shown: Exchange, number: int, *, live: bool) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(shown.question)
    with st.chat_message("assistant", avatar=":material/format_quote:"):
        show_reply(shown, number, live=live)


def _answer(assistant: Assistant, question: str, exchanges: list[Exchange]) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.text(question)
    with st.chat_message("assistant", avatar=":material/format_quote:"):
        reply = _reply(assistant, question, [earlier.turn for earlier in exchanges])
    if reply is not None:
        exchanges.append(exchange(assistant, question, reply))
        st.session_state.pop("visited", None)
        st.rerun()


def _reply(assistant: Assistant, question: str, history: Sequence[Turn]) -> Reply | None:
    """The reply; `None` where there is none, after a sentence that says why."""
    reply: Reply | None = None
    try:
        with st.status("Looking through the documents", type="compact") as status:
            for event in assistant.stream(question, history):
                if isinstance(event, Retrieved):
                    status.update(label=f"Reading {counted(len(event.passages), 'passage')}")
                elif isinstance(event, Replied):
                    reply = event.reply
    except FootnoteError as error:
        st.warning(as_label(str(error)), icon=":material/info:")
    except Exception:
        _LOG.exception("A question could not be answered.")
        st.error(
            "The question could not be answered; the reason is in the log of the server.",
            icon=":material/error:",
        )
    return reply
