"""The components of the page: an answer, how it came about, what is read out or copied."""

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
    """An answer with a button for each marker, which opens its source beside the answer.

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
    component("answer")(key=key, data=data)


def show_stages(stages: Sequence[Stage], *, key: str) -> None:
    """Stages with their scores as tables."""
    component("stages")(key=key, data={"stages": stage_data(stages)})


def announce(text: str, *, number: int, moves: bool = True) -> None:
    """Has a screen reader read `text` out once for each new `number`; draws nothing.

    Args:
        text: What to say.
        number: Of what is said.
        moves: Whether the page goes to the last question then.
    """
    data = {"number": number, "text": visible(text), "moves": moves}
    component("announcer", ' aria-live="polite"')(key="announcer", data=data)


def show_copy(text: str, key: str, label: str = "Copy") -> None:
    """A button that puts `text` on the clipboard, and says so, also to screen readers.

    Args:
        text: What is copied, as it is.
        key: Unique on the page.
        label: Of the button.
    """
    component("copy")(key=key, data={"text": text, "label": label}, width="content")


def component(name: str, attributes: str = "", *, shared: Sequence[str] = ()) -> Callable[..., Any]:
    """The component whose script and style are named so.

    Args:
        name: Of the files in this folder.
        attributes: Of its outermost element.
        shared: Names of the files that stand above its own.
    """

    # Made at each use: the registry belongs to the running server, not to this module.
    def read(ending: str) -> str:
        names = (*shared, name)
        return "\n".join((_FOLDER / f"{one}.{ending}").read_text("utf-8") for one in names)

    return st.components.v2.component(
        f"footnote_{name}",
        html=f'<div class="{name}"{attributes}></div>',
        css=read("css"),
        js=read("js"),
    )
