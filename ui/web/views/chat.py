"""The conversation with the documents, top to bottom."""

from collections.abc import Sequence

import streamlit as st

from corpus import Source
from ui.exchange import Exchange
from ui.render import corpus_line, counted, one_line
from ui.web.answering import (
    begin,
    end_stopped,
    is_underway,
    show_underway,
    wait,
)
from ui.web.components import announce
from ui.web.labels import as_label
from ui.web.replies import show_question, show_reply, spoken
from ui.web.site import Site
from ui.web.source import show_source


def show(site: Site) -> None:
    """Draws the conversation with the documents."""
    overview = site.overview
    _show_sidebar(overview.sources)
    _show_header(overview.sources)
    _show_conversation(site, overview.examples)


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


def _show_conversation(site: Site, examples: Sequence[str]) -> None:
    assistant = site.assistant
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
    show_source(site, exchanges)
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
        announce(spoken(last.reply), number=number, moves=not last.is_drafted)
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
