"""Document text as plain words: Markdown markup removed, white space folded, cells named."""

import re

_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+|\s+#+\s*$", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_\n]*[^\s*_\\])\1(?![\w*])")
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_QUOTE_MARK = re.compile(r"^\s{0,3}>\s?", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")
_CELL_BORDER = re.compile(r"(?<!\\)\|")


def plain_words(text: str) -> str:
    """`text` without Markdown markup, on one line."""
    text = _QUOTE_MARK.sub("", _HEADING.sub("", text))
    for pattern, kept in ((_LINK, r"\1"), (_STRONG, r"\2"), (_EMPHASIS, r"\2"), (_CODE, r"\2")):
        text = pattern.sub(kept, text)
    return " ".join(_ESCAPE.sub(r"\1", text).split())


def row_words(row: str, header: str) -> str:
    """A table row in words, each cell but the first named by its column.

    Example:
        >>> row_words("| Cost | high | low |", "| Aspect | Tuning | Prompting |")
        'Cost: Tuning: high; Prompting: low'
    """
    names = cells(header)
    values = cells(row)
    if len(values) < 2:
        return plain_words(row.replace("|", " "))
    named = [
        f"{names[i]}: {value}" if i < len(names) and names[i] else value
        for i, value in enumerate(values)
        if i > 0 and value
    ]
    return f"{values[0]}: {'; '.join(named)}" if values[0] else "; ".join(named)


def cells(row: str) -> list[str]:
    """The cells of a pipe table row as plain words."""
    inner = row.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [plain_words(cell) for cell in _CELL_BORDER.split(inner)]
