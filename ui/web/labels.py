"""Text that Streamlit would read as Markdown, made so that it is shown as it is."""

import re

from ui.render import one_line

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_LINKS = re.compile(r"(?<=:)(?=\S)|(?=@)|(?<=www)(?=\.)|(?<=[<>~=-])(?=[<>~=-])", re.IGNORECASE)
_WORD_JOINER = "\u2060"
"""Takes no room; keeps addresses, `:names:` and arrows from becoming links, icons and symbols."""


def as_label(text: str) -> str:
    """`text` on one line, as a label that is shown character by character."""
    text = _LINKS.sub(_WORD_JOINER, one_line(text))
    return _PUNCTUATION.sub(r"\\\g<0>", text)
