"""Markdown written for `read_sections`: each block a string, blank lines between them.

Characters of the source that would be taken for structure where there is none are escaped, and no
others: what is written here is what a citation shows.
"""

import re
from collections.abc import Iterable, Sequence

from ingest.lines import LONGEST_HEADING

_STRUCTURE = re.compile(r"(?:#{1,6}(?=\s|$)|>|\||```|~~~|:::|={3,}$|-{3,}$)")
_SPEAKER = re.compile(r"[*_]*(?:Q|A|Question|Answer)[ \t]?\d*[ \t]*[:.)][*_]*(?=[ \t]|$)")
_LISTED = re.compile(r"(?:[-*+•‣◦▪●·–—]|\d{1,3}[.)])[ \t]+")
_TAG = re.compile(r"<(?:!--|/?[A-Za-z][^<>]*>)")
_BAR = re.compile(r"(?<!\\)\|")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\ufeff]")
_FENCE = "```"

RULE = "---"
"""Written below the answer of the last question, if what follows does not belong to it."""


def folded(text: str) -> str:
    """`text` on one line: white space folded, characters without a shape left out."""
    return " ".join(_UNSEEN.sub("", text).split())


def paragraph(text: str) -> str:
    """A paragraph; a first character that Markdown would read as a mark is escaped."""
    line = folded(text)
    if _STRUCTURE.match(line):
        return f"\\{line}"
    if tag := _TAG.match(line):
        return f"`{tag.group()}`{line[tag.end() :]}"
    return line


def heading(text: str, level: int) -> str:
    """A heading of level 1 to 6; a paragraph if it is too long for one."""
    line = folded(text).rstrip("#").strip()
    if not line:
        return ""
    if len(line) > LONGEST_HEADING - 7:
        return paragraph(line)
    return f"{'#' * min(max(level, 1), 6)} {line}"


def item(text: str, level: int = 0, number: int | None = None) -> str:
    r"""A list item, `level` lists deep; numbered if a number is given.

    Items of one list are joined with single newlines: `"\n".join(items)` is a block.
    """
    line = folded(text)
    if number is None:
        line = _LISTED.sub("", line, count=1) if line[:1] in "•‣◦▪●·" else line
    mark = "-" if number is None else f"{number}."
    return f"{'    ' * level}{mark} {line}" if line else ""


def table(rows: Iterable[Sequence[str]]) -> str:
    """A table, the first row its header; short rows are filled up, empty ones left out.

    The header may be empty: `[[""], *rows]` is a table whose columns have no names.
    """
    given = [[_cell(cell) for cell in row] for row in rows]
    cells = [*given[:1], *(row for row in given[1:] if any(row))]
    if not any(any(row) for row in cells):
        return ""
    width = max(len(row) for row in cells)
    filled = [[*row, *[""] * (width - len(row))] for row in cells]
    rule = "|" + "---|" * width
    header, *below = ["| " + " | ".join(row) + " |" for row in filled]
    return "\n".join((header, rule, *below))


def code(text: str) -> str:
    """Lines kept as they are, between fences."""
    lines = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    if not lines.strip():
        return ""
    fence = _FENCE
    while fence in lines:
        fence += "`"
    return f"{fence}\n{lines}\n{fence}"


def question(text: str, answer: Sequence[str]) -> str:
    """A question and the blocks that answer it, as a pair; empty if one of them is.

    A list or table may answer. Write `RULE` after the last pair, unless a heading follows.
    """
    asked = _SPEAKER.sub("", folded(text), count=1).strip()
    blocks = [block for block in answer if block.strip()]
    if not asked or not blocks:
        return ""
    opening = _SPEAKER.sub("", blocks[0], count=1).lstrip()
    spoken = _is_running(blocks[0])
    answered = [f"A: {opening}" if spoken else "A:", *blocks[spoken:]]
    return joined([f"Q: {asked}", *answered])


def joined(blocks: Iterable[str]) -> str:
    """Blocks as one text, a blank line between them; empty ones are left out."""
    return "\n\n".join(block for block in blocks if block.strip())


def _cell(text: str) -> str:
    return _BAR.sub(r"\\|", folded(text))


def _is_running(block: str) -> bool:
    """Whether a block is a paragraph, so that `A:` can stand before it."""
    marks = ("#", "|", _FENCE, "- ", " ")
    return not block.startswith(marks) and not _LISTED.match(block)
