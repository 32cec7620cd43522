"""Text from documents and people, made safe and short enough to show."""

import json
import re
import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH = 88
"""Columns of running text in a terminal."""
ELLIPSIS = "…"
"""Stands where text was cut."""

_REPLACEMENT = "\ufffd"
_OBEYED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Context:
    """A quote with the text around it, which carries an ellipsis where it was cut."""

    before: str
    quote: str
    after: str


def citation_context(text: str, start: int, end: int, around: int = 300) -> Context:
    """The words `text[start:end]` with at most `around` characters of text on either side."""
    before, after = text[max(0, start - around) : start], text[end : end + around]
    if start > around:
        at = next((i for i, character in enumerate(before) if character.isspace()), 0)
        before = f"{ELLIPSIS} {before[at:].lstrip()}"
    if end + around < len(text):
        at = next((i for i in range(len(after), 0, -1) if after[i - 1].isspace()), len(after))
        after = f"{after[:at].rstrip()} {ELLIPSIS}"
    return Context(before, text[start:end], after)


def visible(text: str) -> str:
    """`text` with a visible symbol for each character that a terminal might obey.

    These are control characters, so also the start of every escape sequence, and marks that
    reverse the order of what follows. Line breaks and tabs stay. The length stays the same.
    """
    return text if text.isascii() and text.isprintable() else "".join(map(_symbol, text))


def one_line(text: str, longest: int | None = None) -> str:
    """`text` made visible, on one line, cut between words where it is longer than `longest`."""
    text = visible(" ".join(text.split()))
    if longest is None or len(text) <= longest:
        return text
    cut = text[: longest + 1]
    return cut[: cut.rfind(" ") if " " in cut else longest].rstrip(" ,;:") + f" {ELLIPSIS}"


def wrapped(text: str, first: str = "", rest: str | None = None) -> list[str]:
    """`text` as lines no wider than `WIDTH`, unless a word is; the first begins with `first`."""
    return textwrap.wrap(
        one_line(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def counted(number: int, noun: str) -> str:
    """A number with its noun, e.g. `1 document` or `1,200 documents`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of equal length as aligned lines; columns of numbers are aligned to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    numeric = [
        all(cell.replace(",", "").isdigit() for cell in column[1:])
        for column in zip(*rows, strict=True)
    ]
    return [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    ]


def json_text(value: Any, indent: int | None = 2) -> str:
    """`value` as JSON that leaves letters as they are and escapes what a terminal might obey."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def decoded(argument: str) -> str:
    """A command's argument with a replacement character for each byte that is not UTF-8."""
    return argument.encode(errors="surrogateescape").decode(errors="replace")


def _symbol(character: str) -> str:
    if character in "\n\t":
        return character
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "\u2421"
    hidden = _OBEYED.match(character) or unicodedata.category(character) == "Cs"
    return _REPLACEMENT if hidden else character
