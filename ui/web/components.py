"""The components of the page: an answer, how it came about, and what is read out."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from assistant import Answer
from ui.render import visible
from ui.stages import Stage
from ui.web.blocks import answer_blocks, footnote_data, stage_data
from ui.web.conversation import Footnote

_FOLDER = Path(__file__).parent


def show_claims(answer: Answer, footnotes: Iterable[Footnote], *, key: str) -> None:
    """An answer with a button for each marker, which opens the footnote below its claim."""
    data = {
        "name": key,
        "blocks": answer_blocks(answer),
        "footnotes": {str(note.citation.marker): footnote_data(note) for note in footnotes},
    }
    _component("answer")(key=key, data=data)


def show_stages(stages: Sequence[Stage], *, key: str) -> None:
    """Stages with their scores as tables."""
    _component("stages")(key=key, data={"stages": stage_data(stages)})


def announce(text: str, *, number: int) -> None:
    """Has a screen reader read `text` out once for each new `number`; draws nothing."""
    data = {"number": number, "text": visible(text)}
    _component("announcer", ' aria-live="polite"')(key="announcer", data=data)


def _component(name: str, attributes: str = "") -> Callable[..., Any]:
    # Made at each use: the registry belongs to the running server, not to this module.
    css = _FOLDER / f"{name}.css"
    return st.components.v2.component(
        f"footnote_{name}",
        html=f'<div class="{name}"{attributes}></div>',
        css=css.read_text("utf-8"),
        js=(_FOLDER / f"{name}.js").read_text("utf-8"),
    )
