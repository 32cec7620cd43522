"""Tables and lists that are Markdown and read well as plain text."""

from collections.abc import Iterable, Sequence

_LONGEST = 200
"""Characters of a question or a reason that are shown."""


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A Markdown table whose columns also line up as plain text."""
    rows = [head, *([one_line(cell).replace("|", "\\|") for cell in line] for line in lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    drawn = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)) + " |" for r in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([drawn[0], rule, *drawn[1:]])


def plain(lines: Iterable[str]) -> str:
    """Lines in a block of plain text: questions and names of documents are nobody's Markdown."""
    return "\n".join(["```text", *lines, "```"])


def one_line(text: str) -> str:
    """The text on one line, without what a terminal might obey, and not too long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3].rstrip()}..."
