"""How an exchange looks on the page: a question, then an answer or an abstention."""

from collections.abc import Iterable

import streamlit as st

from assistant import Abstention, Answer, Reason
from corpus import Passage
from ui.render import confidence_words, disagreement_lines, one_line, path, visible, where
from ui.web.components import show_claims
from ui.web.conversation import Exchange, Footnote

_NEAREST_CHARS = 400
_WITHOUT = {
    Reason.NOTHING_FOUND: "Nothing found",
    Reason.NOT_ANSWERED: "No answer in the documents",
    Reason.NOT_SUPPORTED: "No answer that the documents support",
    Reason.NEEDS_CONTEXT: "The question needs its context",
    Reason.MODEL_DECLINED: "The model gave no answer",
    Reason.NOT_A_QUESTION: "Not a question for the documents",
    Reason.UNSUPPORTED_LANGUAGE: "A language that is not supported",
}
"""What heads an abstention, by reason."""


def show_question(question: str) -> None:
    """A question as it was asked."""
    with st.chat_message("user"):
        st.text(visible(question))


def show_reply(exchange: Exchange, *, key: str) -> None:
    """The reply of an exchange; `key` is unique on the page."""
    with st.chat_message("assistant"):
        for notice in exchange.reply.notices:
            with st.container(key=f"notice-{key}-{notice.code}"):
                st.text(one_line(notice.text))
        if isinstance(exchange.reply, Answer):
            _show_answer(exchange.reply, exchange.footnotes, key)
        else:
            _show_abstention(exchange.reply, key)


def _show_answer(answer: Answer, footnotes: tuple[Footnote, ...], key: str) -> None:
    show_claims(answer.claims, footnotes, key=f"answer-{key}")
    for sides in disagreement_lines(answer):
        with st.container(border=True, gap="xsmall"):
            st.markdown(":material/balance: **The documents differ**")
            for side in sides:
                st.text(side)
    with st.container(key=f"below-{key}", gap="xxsmall"):
        with st.expander(f"Footnotes ({len(footnotes)})", key=f"notes-{key}", type="compact"):
            for footnote in footnotes:
                _show_footnote(footnote, key)
        st.caption(f"Confidence: {confidence_words(answer.confidence)}")


def _show_footnote(footnote: Footnote, key: str) -> None:
    context, marker = footnote.context, footnote.citation.marker
    with st.container(key=f"footnote-{key}-{marker}", gap="xsmall"):
        st.text(f"[{marker}] {where(footnote.citation)}")
        if before := visible(context.before).strip():
            st.text(before)
        st.code(visible(context.quote), language=None, wrap_lines=True)
        if after := visible(context.after).strip():
            st.text(after)


def _show_abstention(abstention: Abstention, key: str) -> None:
    with st.container(border=True, key=f"abstention-{key}", gap="xxsmall"):
        st.markdown(f":material/info: **{_WITHOUT[abstention.reason]}**")
        st.text(visible(abstention.text))
        if abstention.nearest:
            _show_nearest(abstention.nearest, key)


def _show_nearest(passages: Iterable[Passage], key: str) -> None:
    passages = tuple(passages)
    label = f"Nearest passages ({len(passages)})"
    with st.expander(label, key=f"nearest-{key}", type="compact"):
        for number, passage in enumerate(passages):
            with st.container(key=f"passage-{key}-{number}", gap="xxsmall"):
                st.text(path((passage.title, *passage.heading)))
                st.text(one_line(passage.text, _NEAREST_CHARS))
                st.text(one_line(passage.document_id))
