"""Text that Streamlit would read as Markdown, made so that it is shown as it is."""

import re

from ui.render import one_line

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$&#^]|^[-+=](?=\s)|(?<=^\d)[.)]|(?<=^\d\d)[.)]")
_LINKS = re.compile(r"(?<=:)(?=\S)|(?=@)|(?<=\bwww)(?=\.)", re.IGNORECASE)
_WORD_JOINER = "\u2060"
"""Takes no room; keeps addresses and `:names:` from being turned into links and icons."""


def as_label(text: str, longest: int | None = None) -> str:
    """`text` on one line as a label that shows the very same characters."""
    text = _LINKS.sub(_WORD_JOINER, one_line(text, longest))
    return _SPECIAL.sub(lambda found: f"&#{ord(found.group())};", text)
