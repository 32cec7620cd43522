"""What a visitor can choose: how strict, in whose words, and from which documents."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from assistant import Assistant, Mode, Prices
from corpus import Source
from ui.prices import price_words, source_words
from ui.render import counted, one_line
from ui.web.choices import Choices, choices, choose, gone_words
from ui.web.price import show_price
from ui.web.site import Site

_STEP, _FINE, _MODE, _DOCUMENTS = "choice-step", "choice-fine", "choice-mode", "choice-documents"
_OWN, _MODEL = "The documents' own words", "Worded by the model"
_TITLE_CHARS = 48


@dataclass(frozen=True, slots=True)
class Step:
    """A threshold with a name."""

    name: str
    threshold: float


def show(site: Site) -> None:
    """Draws the choices, each with what it does."""
    assistant, sources = site.assistant, site.overview.sources
    chosen, usual = choices(sources), assistant.threshold
    with st.container(key="header", gap="xxsmall"):
        st.title("Settings", anchor=False)
    st.text("They hold for your questions, until you close this page. Nobody else is affected.")
    st.button(
        "Back to the usual settings",
        icon=":material/restart_alt:",
        key="choices-reset",
        disabled=chosen.is_default and not chosen.gone,
        on_click=choose,
        args=(Choices(),),
    )
    with st.container(key="setting-strictness"):
        _show_strictness(assistant, chosen, usual)
    if assistant.settings.chat_model:
        with st.container(key="setting-mode"):
            _show_mode(assistant, chosen)
    with st.container(key="setting-documents"):
        _show_documents(chosen, sources)


def steps(usual: float) -> tuple[Step, ...]:
    """Thresholds to choose from by name, the usual one among them."""
    rest = 1 - usual
    found = (
        Step("Lenient", round(usual / 2, 2)),
        Step("Usual", usual),
        Step("Strict", round(usual + rest / 3, 2)),
        Step("Very strict", round(usual + 2 * rest / 3, 2)),
    )
    known = {step.threshold: step for step in (*found, found[1])}
    return tuple(step for step in found if known[step.threshold] is step)


def _show_strictness(assistant: Assistant, chosen: Choices, usual: float) -> None:
    st.header("Strictness", anchor=False)
    threshold = usual if chosen.threshold is None else chosen.threshold
    named = steps(usual)
    names = {step.name: step.threshold for step in named}
    of_threshold = {step.threshold: step.name for step in named}
    st.session_state[_STEP] = of_threshold.get(threshold)
    st.session_state[_FINE] = round(threshold, 2)
    st.segmented_control(
        "How sure an answer must be",
        list(names),
        key=_STEP,
        on_change=_choose_step,
        args=(chosen, names, usual),
        width="stretch",
    )
    st.slider(
        "The confidence, from 0 to 1, from which an answer is given",
        0.0,
        1.0,
        step=0.01,
        key=_FINE,
        on_change=_choose_fine,
        args=(chosen, usual),
    )
    _show_price(assistant.prices(), threshold, usual)
    if assistant.settings.chat_model and chosen.mode is not Mode.EXTRACTIVE:
        least = min(threshold, assistant.settings.worth_asking)
        st.caption(
            f"The model is asked from a confidence of {least:.2f} on, and each of its sentences is "
            "checked. The figures and the threshold are of the documents' own sentences, which "
            "stand in where nothing of the model's can be proven."
        )


def _show_price(prices: Prices | None, threshold: float, usual: float) -> None:
    if prices is None:
        st.text(
            "What a threshold costs is not known for this encoder and reader; the command "
            '"footnote eval calibrate" measures it on your documents.'
        )
        return
    with st.container(key="price-words"):
        st.text(price_words(prices.at(threshold)))
    show_price(prices, threshold, usual, key="price")
    with st.container(key="price-source"):
        st.text(source_words(prices))


def _show_mode(assistant: Assistant, chosen: Choices) -> None:
    st.header("Wording", anchor=False)
    st.session_state[_MODE] = _OWN if chosen.mode is Mode.EXTRACTIVE else _MODEL
    st.radio(
        "Who words the answers",
        [_MODEL, _OWN],
        key=_MODE,
        on_change=_choose_mode,
        args=(chosen,),
        horizontal=True,
    )
    st.text(
        f"The model is {one_line(assistant.settings.chat_model)}. It is sent your question and "
        "the passages found for it; of what it writes, only sentences whose quotes bear them out "
        "are shown. In the documents' own words, nothing is sent."
    )


def _show_documents(chosen: Choices, sources: Sequence[Source]) -> None:
    st.header("Documents", anchor=False)
    if gone := gone_words(chosen):
        st.text(gone)
    labels = {source.document_id: label_of(source) for source in sources}
    kept = chosen.documents or frozenset()
    st.session_state[_DOCUMENTS] = [name for name in labels if name in kept]
    st.multiselect(
        "Answer from these documents only",
        list(labels),
        format_func=lambda name: labels.get(name, name),
        key=_DOCUMENTS,
        placeholder=f"All {counted(len(sources), 'document')}; type to find some",
        on_change=_choose_documents,
        args=(chosen,),
        filter_mode="contains",
        select_all=False,
    )


def label_of(source: Source) -> str:
    """A document's title and id, on one line."""
    name, title = one_line(source.document_id), one_line(source.title, _TITLE_CHARS)
    return name if title == name else f"{title} · {name}"


def _choose_step(chosen: Choices, names: dict[str, float], usual: float) -> None:
    name: str | None = st.session_state[_STEP]
    if name is not None:
        _choose_threshold(chosen, names[name], usual)


def _choose_fine(chosen: Choices, usual: float) -> None:
    threshold: float = st.session_state[_FINE]
    # The slider shows two digits, of which the threshold in force may have more.
    _choose_threshold(chosen, usual if threshold == round(usual, 2) else threshold, usual)


def _choose_threshold(chosen: Choices, threshold: float, usual: float) -> None:
    choose(replace(chosen, threshold=None if threshold == usual else threshold))


def _choose_mode(chosen: Choices) -> None:
    own = st.session_state[_MODE] == _OWN
    choose(replace(chosen, mode=Mode.EXTRACTIVE if own else None))


def _choose_documents(chosen: Choices) -> None:
    documents = frozenset(st.session_state[_DOCUMENTS])
    choose(replace(chosen, documents=documents or None, gone=0))
