"""The one component of the page: text from documents, quotes highlighted, markers as buttons."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import streamlit as st

from assistant import Claim, Form
from ui.excerpt import Excerpt

_FOLDER = Path(__file__).parent
_JS = (_FOLDER / "prose.js").read_text("utf-8")
_CSS = (_FOLDER / "prose.css").read_text("utf-8")


def show_claims(
    claims: Iterable[Claim],
    *,
    key: str,
    active: int | None,
    live: bool,
    on_open: Callable[[int], None],
) -> None:
    """Claims with a button for each marker.

    Args:
        claims: Of one answer, in order.
        key: Unique on the page.
        active: Marker of the footnote that is open.
        live: Whether a screen reader reads them out when they appear.
        on_open: Called with the marker that was clicked.
    """

    def opened() -> None:
        marker = st.session_state[key].get("opened")
        if marker is not None:
            on_open(int(marker))

    data = {"blocks": _blocks(claims), "active": active, "live": live}
    _component()(key=key, data=data, on_opened_change=opened)


def show_excerpt(excerpt: Excerpt, *, key: str, active: int | None, visit: int) -> None:
    """An excerpt with its quotes highlighted.

    Args:
        excerpt: Of a cited document.
        key: Unique on the page.
        active: Marker of the quote that stands out.
        visit: A number that grows whenever the page should go to that quote; 0 for never.
    """
    parts = [{"text": part.text, "quote": part.marker} for part in excerpt.parts]
    _component()(
        key=key,
        data={"blocks": [{"item": False, "parts": parts}], "active": active, "visit": visit},
    )


def _blocks(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Sentences that follow one another share a paragraph; each item is a block of its own."""
    blocks: list[dict[str, Any]] = []
    for claim in claims:
        item = claim.form is Form.ITEM
        if item or not blocks or blocks[-1]["item"]:
            blocks.append({"item": item, "parts": []})
        blocks[-1]["parts"].append({"text": claim.text, "markers": list(claim.markers)})
    return blocks


def _component() -> Callable[..., Any]:
    # Registered at each use: the registry belongs to the running server, not to this module.
    return st.components.v2.component(
        "footnote.prose", html='<div class="prose"></div>', css=_CSS, js=_JS
    )
