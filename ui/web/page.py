"""The chat page, top to bottom."""

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from assistant import Assistant
from corpus import FootnoteError, Index, Source
from ui.drafted import is_drafted
from ui.render import FOOTNOTE_SENTENCE, corpus_line, counted, one_line
from ui.web.answering import (
    BROKEN,
    begin,
    end_stopped,
    is_underway,
    show_problem,
    show_underway,
    wait,
)
from ui.web.components import announce
from ui.web.conversation import Exchange
from ui.web.examples import example_questions
from ui.web.labels import as_label
from ui.web.replies import show_question, show_reply, spoken

_LOG = logging.getLogger(__name__)
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page says about a generation."""

    sources: tuple[Source, ...]
    examples: tuple[str, ...]


def show() -> None:
    """Draws the page once; Streamlit calls it again after every click."""
    st.set_page_config("Footnote", (_FOLDER / "icon.svg").read_text("utf-8"))
    st.html(f"<style>{(_FOLDER / 'page.css').read_text('utf-8')}</style>")
    try:
        index = os.environ.get("FOOTNOTE_INDEX", "index")
        assistant = open_assistant(index)
        overview = read_overview(index, assistant.generation, assistant)
    except FootnoteError as error:
        _show_header(())
        show_problem("The documents cannot be asked", str(error))
        return
    except Exception:
        _LOG.exception("The page could not be opened.")
        _show_header(())
        show_problem("The documents cannot be asked", BROKEN)
        return
    _show_sidebar(overview.sources)
    _show_header(overview.sources)
    _show_conversation(assistant, overview.examples)


@st.cache_resource(show_spinner="Opening the index")
def open_assistant(index: str) -> Assistant:
    """The assistant that all visitors share; it takes up new generations by itself."""
    return Assistant.open(index)


@st.cache_data(show_spinner="Reading the documents", max_entries=4)
def read_overview(index: str, generation: str, _assistant: Assistant) -> Overview:
    """The documents and example questions of a generation, read once for all visitors."""
    with Index.open(index, server=_assistant.settings.server) as opened:
        current = opened.current(searching=False)
        return Overview(current.sources(), example_questions(_assistant, current))


def _show_header(sources: Sequence[Source]) -> None:
    with st.container(key="header", gap="xxsmall"):
        st.title("Footnote", anchor=False)
        st.markdown(
            "Answers only from your documents, each sentence with a footnote to the exact words."
        )
        if sources:
            st.caption(corpus_line(sources))


def _show_sidebar(sources: Sequence[Source]) -> None:
    with st.sidebar:
        st.button(
            "New conversation",
            key="new",
            icon=":material/edit_square:",
            width="stretch",
            on_click=st.session_state.clear,
        )
        st.markdown("**Documents**")
        for number, source in enumerate(sources):
            with st.container(key=f"source-{number}", gap=None):
                st.text(one_line(source.title))
                st.text(one_line(source.document_id))
                st.text(f"{counted(source.sections, 'section')} · {counted(source.faqs, 'FAQ')}")
        st.caption(FOOTNOTE_SENTENCE)


def _show_conversation(assistant: Assistant, examples: Sequence[str]) -> None:
    exchanges: list[Exchange] = st.session_state.setdefault("exchanges", [])
    longest = assistant.settings.question_chars
    typed = st.chat_input("Ask a question about the documents", key="typed", max_chars=longest)
    question = typed or st.session_state.pop("clicked", None)
    end_stopped(assistant, exchanges, at_once=bool(question))
    for number, earlier in enumerate(exchanges):
        show_question(earlier.question)
        show_reply(earlier, key=str(number))
    if question:
        begin(assistant, question, exchanges)
    is_waiting = is_underway()
    if is_waiting:
        show_underway(assistant, len(exchanges))
    elif not exchanges:
        _show_examples(examples)
    place = st.empty()
    _announce(exchanges, is_asking=is_waiting and bool(assistant.settings.chat_model))
    if is_waiting:
        wait(assistant, exchanges, place)


def _announce(exchanges: Sequence[Exchange], *, is_asking: bool) -> None:
    """Has the last reply read out, or that a model is asked; the page goes to the question once."""
    number = 2 * len(exchanges)
    if is_asking:
        announce("Asking the model", number=number + 1)
    elif exchanges:
        last = exchanges[-1]
        announce(spoken(last.reply), number=number, moves=not is_drafted(last.events))
    else:
        announce("", number=number)


def _show_examples(examples: Sequence[str]) -> None:
    if not examples:
        return
    with st.container(key="examples", gap="xsmall"):
        st.caption("Questions to begin with")
        for number, question in enumerate(examples):
            st.button(
                as_label(question),
                key=f"example-{number}",
                width="stretch",
                on_click=_click,
                args=(question,),
            )


def _click(question: str) -> None:
    st.session_state["clicked"] = question
