"""How a reply looks on the page: an answer with its footnotes, or an abstention."""

from functools import partial

import streamlit as st

from assistant import Abstention, Answer
from ui.render import confidence_words, disagreement_lines, one_line, path, where
from ui.web.conversation import CitedDocument, Exchange
from ui.web.labels import as_label
from ui.web.prose import show_claims, show_excerpt

_TITLE_CHARS = 80
_NEAREST_CHARS = 600


@st.fragment
def show_reply(exchange: Exchange, number: int, *, live: bool) -> None:
    """The reply of an exchange; clicks in it redraw nothing else.

    Args:
        exchange: What was asked and replied.
        number: Its place in the conversation, for keys.
        live: Whether a screen reader reads it out when it appears.
    """
    if isinstance(exchange.reply, Answer):
        _show_answer(exchange, exchange.reply, number, live=live)
    else:
        _show_abstention(exchange.reply, number)
    for notice in exchange.reply.notices:
        st.caption(as_label(notice.text))


def open_footnote(exchange: Exchange, number: int, marker: int) -> None:
    """Opens the footnote of this marker, or closes it if it is the one that is open."""
    state = st.session_state
    for cited in exchange.cited:
        if marker not in cited.markers:
            continue
        key = _source_key(number, cited)
        was_open = state.get(key, False) and state.get(_active_key(number)) == marker
        state[key] = not was_open
        state[_active_key(number)] = None if was_open else marker
        state["visits"] = state.get("visits", 0) + 1
        state["visited"] = number


def _show_answer(exchange: Exchange, answer: Answer, number: int, *, live: bool) -> None:
    active = st.session_state.get(_active_key(number))
    show_claims(
        answer.claims,
        key=f"claims-{number}",
        active=active,
        live=live,
        on_open=partial(open_footnote, exchange, number),
    )
    for sides in disagreement_lines(answer):
        with st.container(border=True, gap="xsmall"):
            st.markdown(":material/balance: **The documents differ**")
            for side in sides:
                st.text(side)
    with st.container(gap="xxsmall", key=f"footnotes-{number}"):
        for cited in exchange.cited:
            _show_cited(cited, number, active)
    st.caption(confidence_words(answer.confidence).capitalize())


def _show_cited(cited: CitedDocument, number: int, active: int | None) -> None:
    markers = ", ".join(str(marker) for marker in cited.markers)
    label = f"**{markers}**\u2002{as_label(cited.title, _TITLE_CHARS)}"
    key = _source_key(number, cited)
    with st.expander(label, key=key, type="compact", on_change="rerun") as source:
        if not source.open:
            return
        for place_in_document, excerpt in enumerate(cited.excerpts):
            with st.container(border=True, gap="xsmall"):
                st.text(path(excerpt.heading or (cited.title,)))
                st.caption(as_label(where(cited.document_id, excerpt.line, excerpt.page)))
                show_excerpt(
                    excerpt,
                    key=f"excerpt-{number}-{cited.document_id}-{place_in_document}",
                    active=active,
                    visit=_visit(number),
                )


def _show_abstention(abstention: Abstention, number: int) -> None:
    st.info(as_label(abstention.text), icon=":material/search_off:")
    if not abstention.nearest:
        return
    label = f"Nearest passages ({len(abstention.nearest)})"
    with st.expander(label, key=f"nearest-{number}", type="compact"):
        for passage in abstention.nearest:
            with st.container(border=True, gap="xsmall"):
                st.text(path((passage.title, *passage.heading)))
                st.caption(as_label(passage.document_id))
                st.text(one_line(passage.text, _NEAREST_CHARS))


def _source_key(number: int, cited: CitedDocument) -> str:
    return f"source-{number}-{cited.markers[0]}"


def _active_key(number: int) -> str:
    return f"active-{number}"


def _visit(number: int) -> int:
    """Counts clicks on markers while the last one was in this answer; else 0."""
    state = st.session_state
    return int(state["visits"]) if state.get("visited") == number else 0
