"""The components of the page: an answer, how it came about, and what is read out."""

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from assistant import Answer, Claim
from ui.exchange import Footnote
from ui.render import visible
from ui.stage import Stage
from ui.web.blocks import answer_blocks, footnote_data, stage_data

_FOLDER = Path(__file__).parent


def show_claims(
    answer: Answer, footnotes: Iterable[Footnote], worded: Collection[Claim] = (), *, key: str
) -> None:
    """An answer with a button for each marker, which opens the footnote below its claim.

    Args:
        answer: What to show.
        footnotes: Those of its claims.
        worded: The claims that a model worded.
        key: Unique on the page.
    """
    data = {
        "name": key,
        "blocks": answer_blocks(answer, worded),
        "footnotes": {str(note.citation.marker): footnote_data(note) for note in footnotes},
    }
    _component("answer")(key=key, data=data)


def show_stages(stages: Sequence[Stage], *, key: str) -> None:
    """Stages with their scores as tables."""
    _component("stages")(key=key, data={"stages": stage_data(stages)})


def announce(text: str, *, number: int, moves: bool = True) -> None:
    """Has a screen reader read `text` out once for each new `number`; draws nothing.

    Args:
        text: What to say.
        number: Of what is said.
        moves: Whether the page goes to the last question then.
    """
    data = {"number": number, "text": visible(text), "moves": moves}
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
