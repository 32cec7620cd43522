"""The two components of the page: an answer with its footnotes, and what is read out."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import streamlit as st

from assistant import Claim
from ui.render import one_line, visible
from ui.web.conversation import Footnote

_FOLDER = Path(__file__).parent


def show_claims(claims: Iterable[Claim], footnotes: Iterable[Footnote], *, key: str) -> None:
    """Claims with a button for each marker, which opens the footnote below them."""
    data = {
        "name": key,
        "blocks": claim_blocks(claims),
        "footnotes": {str(note.citation.marker): footnote_data(note) for note in footnotes},
    }
    _component("answer", '<div class="answer"></div>')(key=key, data=data)


def announce(text: str, *, number: int) -> None:
    """Has a screen reader read `text` out once for each new `number`; draws nothing."""
    html = '<div class="announcer" aria-live="polite"></div>'
    _component("announcer", html)(key="announcer", data={"number": number, "text": visible(text)})


def claim_blocks(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Sentences that follow one another share a paragraph; items that do, a list."""
    blocks: list[dict[str, Any]] = []
    for claim in claims:
        form = claim.form.value
        if not blocks or blocks[-1]["form"] != form:
            blocks.append({"form": form, "claims": []})
        blocks[-1]["claims"].append({"text": visible(claim.text), "markers": list(claim.markers)})
    return blocks


def footnote_data(footnote: Footnote) -> dict[str, Any]:
    """A footnote as JSON-ready values."""
    citation, context = footnote.citation, footnote.context
    page = "" if citation.page is None else f", page {citation.page}"
    return {
        "title": one_line(citation.title),
        "heading": [one_line(part) for part in citation.heading],
        "file": one_line(citation.document_id),
        "line": f"line {citation.line}{page}",
        "before": visible(context.before).lstrip(),
        "quote": visible(context.quote),
        "after": visible(context.after).rstrip(),
    }


def _component(name: str, html: str) -> Callable[..., Any]:
    # Made at each use: the registry belongs to the running server, not to this module.
    css = _FOLDER / f"{name}.css"
    return st.components.v2.component(
        f"footnote_{name}",
        html=html,
        css=css.read_text("utf-8"),
        js=(_FOLDER / f"{name}.js").read_text("utf-8"),
    )
