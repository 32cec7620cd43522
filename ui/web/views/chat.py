"""The conversation with the documents, top to bottom."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant import Reply
from corpus import Source
from ui.exchange import Exchange
from ui.history import pins_of, title_of
from ui.render import corpus_line, one_line
from ui.web.answering import (
    ANSWERED,
    begin,
    current,
    end_stopped,
    show_failed,
    show_underway,
    wait,
)
from ui.web.choices import choices, choices_line
from ui.web.components import announce
from ui.web.followups import followups
from ui.web.labels import as_label
from ui.web.menu import show_menu
from ui.web.replies import show_question, show_reply, spoken
from ui.web.sidebar import show_conversations
from ui.web.site import Site
from ui.web.source import show_source
from ui.web.talk import Talk
from ui.web.talking import linked_question, open_talk
from ui.web.tools import show_asked, show_edit, show_tools

_STYLE = Path(__file__).parent.parent / "chat.css"
_ASKED = "asked"
_OFFERED = "offered"


def show(site: Site) -> None:
    """Draws the conversation with the documents."""
    st.html(f"<style>{_STYLE.read_text('utf-8')}</style>")
    talk = open_talk(site)
    question = linked_question() or st.session_state.pop(_ASKED, None)
    show_conversations(talk)
    _show_header(site.overview.sources, talk)
    _show_conversation(site, talk, question)


def _show_header(sources: Sequence[Source], talk: Talk) -> None:
    if talk.kept is not None:
        is_said = bool(talk.exchanges) and talk.kept.title == title_of(talk.exchanges[0].question)
        key = "heading-said" if is_said else "heading"
        with st.container(key=key, horizontal=True, vertical_alignment="center"):
            st.title(as_label(talk.kept.title), anchor=False)
            show_menu(talk)
        return
    with st.container(key="header", gap="xxsmall"):
        st.title("Footnote", anchor=False)
        st.markdown(
            "Answers only from your documents, each sentence with a footnote to the exact words."
        )
        if sources:
            st.caption(corpus_line(sources))


def _show_conversation(site: Site, talk: Talk, question: str | None) -> None:
    assistant = site.assistant
    longest = assistant.settings.question_chars
    typed = st.chat_input("Ask a question about the documents", key="typed", max_chars=longest)
    question = typed or question
    end_stopped(assistant, talk, at_once=bool(question))
    # Each has its place from the first, so that nothing of before is left there while one waits.
    said, lines, working, offered = st.container(), st.container(), st.empty(), st.empty()
    with said:
        for number in range(len(talk.exchanges)):
            _show_exchange(site, talk, number)
        if question:
            begin(assistant, question, talk.exchanges, choices(site.overview.sources))
        waiting = current()
        if waiting is not None:
            show_underway(assistant, len(talk.exchanges))
        else:
            show_failed()
    with lines:
        _show_lines(site, talk)
    show_source(site, talk.exchanges)
    _announce(talk.exchanges, is_asking=waiting is not None and waiting.has_model)
    if waiting is not None:
        wait(assistant, talk, working)
    else:
        _show_next(site, talk, offered)


def _show_exchange(site: Site, talk: Talk, number: int) -> None:
    exchange = talk.exchanges[number]
    if not show_asked(talk, number, _ask):
        show_question(exchange.question, partial(show_edit, talk, number))
    show_reply(exchange, pins_of(exchange, site.overview.sources), key=str(number))
    show_tools(talk, number, _ask)


def _show_lines(site: Site, talk: Talk) -> None:
    """What is unusual about this conversation, a line each."""
    lines = [choices_line(choices(site.overview.sources), site.assistant.threshold)]
    if talk.problem:
        lines.append(f"This conversation is not kept: {talk.problem}")
    for number, line in enumerate(filter(None, lines)):
        with st.container(key=f"remarks-talk-{number}"):
            st.text(one_line(line))


def _show_next(site: Site, talk: Talk, place: DeltaGenerator) -> None:
    """What may be asked next, or to begin with."""
    if not talk.exchanges:
        _show_offered("Questions to begin with", site.overview.examples, place, key="examples")
    elif (reply := talk.exchanges[-1].reply) is not None:
        found = _followups(site, talk, reply)
        _show_offered("You could also ask", found, place, key="followups")


def _followups(site: Site, talk: Talk, reply: Reply) -> tuple[str, ...]:
    """Looked for once, when the reply is there to be read."""
    asked = tuple(exchange.question for exchange in talk.exchanges)
    documents = choices(site.overview.sources).documents
    known = (site.assistant.generation, documents, reply.standalone_question, asked)
    kept: tuple[object, tuple[str, ...]] | None = st.session_state.get(_OFFERED)
    if kept is None or kept[0] != known:
        found = followups(site.assistant, reply, asked, documents)
        kept = st.session_state[_OFFERED] = (known, found)
    return kept[1]


def _show_offered(
    heading: str, questions: Sequence[str], place: DeltaGenerator, *, key: str
) -> None:
    if not questions:
        return
    with place.container(key=key, gap="xsmall"):
        st.caption(heading)
        for number, question in enumerate(questions):
            st.button(
                as_label(question),
                key=f"{key[:-1]}-{number}",
                width="stretch",
                on_click=_click,
                args=(question,),
            )


def _announce(exchanges: Sequence[Exchange], *, is_asking: bool) -> None:
    """Has a reply read out when it comes, or that a model is asked; the page goes to it once."""
    known: int = st.session_state.get(ANSWERED, 0)
    if is_asking:
        announce("Asking the model", number=2 * known + 1)
    elif known and exchanges:
        last = exchanges[-1]
        announce(spoken(last.reply), number=2 * known, moves=not last.is_drafted)
    else:
        announce("", number=0)


def _click(question: str) -> None:
    st.session_state[_ASKED] = question


def _ask(question: str, number: int) -> None:
    """Asks in place of the exchange of this number and of all after it."""
    st.session_state["talk"].cut(number)
    st.session_state[_ASKED] = question
