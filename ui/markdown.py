"""Text of documents and people as Markdown that shows it and does nothing else."""

import re
from itertools import groupby

from ui.text import one_line, visible

_OBEYED = re.compile(r"[\\`*_\[\]<>#=|~$&^{}!]|(?<!\S)[-+:]|(?<=\d)[.)](?!\S)")
"""Signs that mean something anywhere, or where a line begins."""
_WORD = re.compile(r"[^\s`]+|[\s`]+")
_LIVELY = re.compile(
    r"://|www\.|@"  # what is an address, or is taken for one
    r"|:[\w+-]+[/:\[]"  # a picture or a style by its name
    r"|(?:^|\W)(?:mailto|xmpp|javascript|data):",
    re.IGNORECASE,
)
"""Makes a link or picture of a word in some programs even where each sign is escaped."""


def escaped(text: str) -> str:
    """`text` on one line, each sign that Markdown might obey made to stand for itself.

    Words that look like addresses stand as code, since programs link these all the same.
    """
    words = _WORD.findall(one_line(text))
    return "".join(f"`{word}`" if _LIVELY.search(word) else _signs(word) for word in words)


def block_quote(text: str) -> str:
    """`text` as a quotation that keeps its lines."""
    lines = [escaped(line) for line in visible(text).strip().splitlines()]
    paragraphs = ["\\\n> ".join(group) for full, group in groupby(lines, bool) if full]
    return "> " + "\n>\n> ".join(paragraphs)


def _signs(text: str) -> str:
    return _OBEYED.sub(r"\\\g<0>", text)
