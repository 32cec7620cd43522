"""How an exchange looks on the page: a question, then an answer or an abstention."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

import streamlit as st

from assistant import NOT_SAID, Abstention, Answer, Claim, Mode, Reason, Reply
from corpus import Passage
from ui.exchange import Exchange, Footnote
from ui.history import Pin
from ui.render import also_in, confidence_words, counted, one_line, path, visible, where
from ui.replies import portions, reading_lines, remarks
from ui.unfinished import STOPPED_BEFORE
from ui.web.components import show_claims, show_stages

_NEAREST_CHARS = 400
_WITHOUT = {
    Reason.NOTHING_FOUND: "Nothing found",
    Reason.NOT_ANSWERED: "No answer in the documents",
    Reason.NOT_SUPPORTED: "No answer that the documents support",
    Reason.MODEL_DECLINED: "The model gave no answer",
    Reason.UNSUPPORTED_LANGUAGE: "No answer found in this language",
}
"""What heads an abstention, by reason; any other is talk, not a failure to answer."""
_SINCE = {
    Pin.CHANGED: "The document has changed since; these are its words as they were then.",
    Pin.REMOVED: "The document was removed since, so its words are gone.",
}


def show_question(question: str, beside: Callable[[], None] | None = None) -> None:
    """A question as it was asked, with what `beside` draws at its end."""
    with st.chat_message("user"), st.container(horizontal=True, gap="xxsmall"):
        st.text(visible(question))
        if beside is not None:
            beside()


def show_reply(exchange: Exchange, pins: Mapping[int, Pin], *, key: str) -> None:
    """The reply of an exchange.

    Args:
        exchange: What to show.
        pins: What became of the document of each footnote, by marker.
        key: Unique on the page.
    """
    reply = exchange.reply
    with st.chat_message("assistant"):
        if reply is None:
            _show_small([STOPPED_BEFORE], key=f"remarks-{key}")
            return
        if isinstance(reply, Answer):
            show_answer(reply, exchange.footnotes, exchange.worded_claims, key=key)
        else:
            _show_small(reading_lines(reply), key=f"reading-{key}")
            _show_abstention(reply, key)
        _show_small(filter(None, [exchange.wording]), key=f"wording-{key}")
        _show_small([notice.text for notice in remarks(reply)], key=f"remarks-{key}")
        with st.container(key=f"below-{key}", gap="xxsmall"):
            if exchange.footnotes:
                _show_footnotes(exchange.footnotes, pins, key)
            if isinstance(reply, Answer):
                st.caption(f"Confidence: {confidence_words(reply.confidence)}")
            if exchange.stages:
                label = f"How this {'answer ' * isinstance(reply, Answer)}came about"
                with st.expander(label, key=f"why-{key}", type="compact"):
                    show_stages(exchange.stages, key=f"stages-{key}")


def show_answer(
    answer: Answer, footnotes: Sequence[Footnote], worded: Collection[Claim], *, key: str
) -> None:
    """How the question was read, and the claims; the same while they come as in the end."""
    _show_small(reading_lines(answer), key=f"reading-{key}")
    show_claims(answer, footnotes, worded, key=f"answer-{key}")


def spoken(reply: Reply | None) -> str:
    """What a screen reader says of a reply, or where there is none as it was stopped."""
    if reply is None:
        return STOPPED_BEFORE
    if isinstance(reply, Abstention):
        return f"No answer: {reply.text}" if reply.reason in _WITHOUT else reply.text
    by = ", worded by a model" * (reply.mode is Mode.GENERATIVE)
    said = [f"Answer with {counted(len(reply.citations), 'footnote')}{by}:"]
    for portion in portions(reply):
        said += [portion.question, *(claim.text for claim in portion.claims)]
        if not portion.claims:
            said.append(NOT_SAID)
        for sides in portion.disagreements:
            said.append(f"The documents differ: {'; '.join(side.value for side in sides)}.")
    return " ".join(words for words in said if words)


def _show_small(lines: Iterable[str], *, key: str) -> None:
    """Lines beside what is said; `key` is unique on the page."""
    for number, line in enumerate(lines):
        with st.container(key=f"{key}-{number}"):
            st.text(one_line(line))


def _show_footnotes(footnotes: Sequence[Footnote], pins: Mapping[int, Pin], key: str) -> None:
    with st.expander(f"Footnotes ({len(footnotes)})", key=f"notes-{key}", type="compact"):
        for footnote in footnotes:
            pin = pins.get(footnote.citation.marker, Pin.UNCHANGED)
            _show_footnote(footnote, pin, key)


def _show_footnote(footnote: Footnote, pin: Pin, key: str) -> None:
    context, marker = footnote.context, footnote.citation.marker
    with st.container(key=f"footnote-{key}-{marker}", gap="xsmall"):
        if footnote.removed:
            st.text(f"[{marker}] {one_line(footnote.citation.document_id)}")
            st.text(_SINCE[Pin.REMOVED])
            return
        st.text(f"[{marker}] {where(footnote.citation)}")
        if pin in _SINCE:
            st.text(_SINCE[pin])
        if before := visible(context.before).strip():
            st.text(before)
        st.code(visible(context.quote), language=None, wrap_lines=True)
        if after := visible(context.after).strip():
            st.text(after)
        if also := also_in(footnote.citation.also):
            st.text(also)


def _show_abstention(abstention: Abstention, key: str) -> None:
    heading = _WITHOUT.get(abstention.reason)
    if heading is None:
        asks_back = abstention.reason is Reason.NEEDS_CONTEXT
        with st.container(key=f"{'asking' if asks_back else 'talk'}-{key}"):
            st.text(visible(abstention.text))
        return
    with st.container(border=True, key=f"abstention-{key}", gap="xxsmall"):
        st.markdown(f":material/info: **{heading}**")
        st.text(visible(abstention.text))
        if abstention.nearest:
            _show_nearest(abstention.nearest, key)


def _show_nearest(passages: Sequence[Passage], key: str) -> None:
    label = f"Nearest passages ({len(passages)})"
    with st.expander(label, key=f"nearest-{key}", type="compact"):
        for number, passage in enumerate(passages):
            with st.container(key=f"passage-{key}-{number}", gap="xxsmall"):
                st.text(path((passage.title, *passage.heading)))
                st.text(one_line(passage.text, _NEAREST_CHARS))
                st.text(one_line(passage.document_id))
