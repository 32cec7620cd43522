"""Lines gathered into the parts of a text: paragraphs, list items, code, tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from statistics import median

from ingest.loaders.pdf.rows import Row
from ingest.loaders.pdf.tables import Table, find_table

_BULLET = re.compile(r"(?:[•◦▪●·‣–—■□➢✓*\ufffd-]|o(?=\s+[A-Z]))\s+(?=\S)")
_NUMBER = re.compile(
    r"(?:\d{1,3}[.)]|\((?:\d{1,3}|[a-z]|[ivx]{1,4})\)|(?:[a-z]|[ivx]{1,4})\))\s+(?=\S)"
)
_ENDS = re.compile(r"[.!?:;。！？…][\"”’')\]»⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_LEADERS = re.compile(r"\s*(?:\.\s?){4,}\s*(?:\d+|[ivxl]+)?$|\s*…{2,}\s*\d+$")
_WIDE_STEP = 1.28
_SPACED = 0.2


class PartKind(StrEnum):
    """What a part of a page is."""

    RUNNING = "running"
    ITEM = "item"
    CODE = "code"
    ENTRY = "entry"
    """A line of a table of contents."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column, and how far that column reaches."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    mono: bool
    right: float

    @property
    def marker(self) -> int:
        """Length of the bullet or number it starts with."""
        found = _BULLET.match(self.text) or _NUMBER.match(self.text)
        return found.end() if found else 0

    @property
    def bulleted(self) -> bool:
        """Whether it starts with a bullet."""
        return bool(_BULLET.match(self.text))

    @property
    def style(self) -> tuple[float, bool]:
        """What tells a heading from running text: size and weight."""
        return round(2 * self.size) / 2, self.bold

    @property
    def ends(self) -> bool:
        """Whether a sentence ends with it."""
        return bool(_ENDS.search(self.text))


@dataclass(slots=True)
class Part:
    """Lines that belong together, in the order they are read."""

    kind: PartKind
    page: int
    lines: list[Line]
    level: int = 0
    pages: list[int] = field(default_factory=list)
    """The page of each line."""


def parts_of(rows: Sequence[Row], page: int) -> Iterator[Part | Table]:
    """The parts of one column of a page."""
    segments = [segment for row in rows for segment in row]
    right = max((segment.x1 for segment in segments), default=0.0)
    steps = _steps(rows)
    at = 0
    lines: list[Line] = []
    while at < len(rows):
        if found := find_table(rows[at:], page):
            yield from _gathered(lines, page, steps)
            lines = []
            yield found[0]
            at += found[1]
            continue
        lines.append(_line(rows[at], right))
        at += 1
    yield from _gathered(lines, page, steps)


def _line(row: Row, right: float) -> Line:
    text = " ".join(segment.text for segment in row)
    letters = sum(len(segment.text) for segment in row)
    bold = sum(len(segment.text) for segment in row if segment.bold) > 0.6 * letters
    largest = max(row, key=lambda segment: (len(segment.text), segment.size))
    mono = all(segment.mono for segment in row)
    if mono:
        text = _spaced(row)
    return Line(text, row[0].x0, row[-1].x1, row[0].y, largest.size, bold, mono, right)


def _spaced(row: Row) -> str:
    """Letters of one width, as far apart as they stand."""
    text = ""
    for segment in row:
        width = segment.width / max(len(segment.text), 1)
        wanted = round((segment.x0 - row[0].x0) / max(width, 0.1))
        text += " " * max(wanted - len(text), bool(text)) + segment.text
    return text


@dataclass(frozen=True, slots=True)
class _Steps:
    """How far it is from line to line in a column, in sizes of the font."""

    usual: float
    """Within a paragraph."""
    spaced: bool
    """Whether there is more space between paragraphs."""


def _steps(rows: Sequence[Row]) -> _Steps:
    steps = [
        (above[0].y - below[0].y) / below[0].size
        for above, below in pairwise(rows)
        if abs(above[0].size - below[0].size) < 0.1 * below[0].size and above[0].y > below[0].y
    ]
    tight = [step for step in steps if step < 2.5]
    if not tight:
        return _Steps(1.2, False)
    # Half of the steps may lie between paragraphs of one line.
    usual = min(median(tight), 1.15 * sorted(tight)[len(tight) // 4])
    wide = sum(step > _WIDE_STEP * usual for step in steps)
    return _Steps(usual, wide >= _SPACED * len(steps))


def _gathered(lines: Sequence[Line], page: int, steps: _Steps) -> Iterator[Part]:
    part: Part | None = None
    indents: list[float] = []
    for line in lines:
        if part and _carries_on(part, line, steps):
            part.lines.append(line)
            part.pages.append(page)
            continue
        if part:
            yield part
        kind = _kind(line)
        level = 0
        if kind is PartKind.ITEM:
            while indents and indents[-1] > line.x0 + 0.5 * line.size:
                indents.pop()
            if not indents or line.x0 > indents[-1] + 0.5 * line.size:
                indents.append(line.x0)
            level = len(indents) - 1
        elif not indents or line.x0 <= indents[0]:
            indents = []
        part = Part(kind, page, [line], level, [page])
    if part:
        yield part


def _kind(line: Line) -> PartKind:
    if _LEADERS.search(line.text):
        return PartKind.ENTRY
    if line.mono:
        return PartKind.CODE
    return PartKind.ITEM if line.marker else PartKind.RUNNING


def _carries_on(part: Part, line: Line, steps: _Steps) -> bool:
    """Whether `line` belongs to the part above it."""
    above = part.lines[-1]
    down = (above.y - line.y) / max(line.size, above.size)
    if part.kind is PartKind.CODE:
        return line.mono and 0 < down < 2.6
    if part.kind is PartKind.ENTRY or line.mono or _LEADERS.search(line.text):
        return False
    if abs(above.size - line.size) > 0.08 * above.size or above.bold != line.bold:
        # A word in another weight can fill a line within a paragraph.
        inside = above.size == line.size and not above.ends and line.text[:1].islower()
        if not inside:
            return False
    if not 0 < down <= _WIDE_STEP * steps.usual or (line.marker and _opens_item(part, line)):
        return False
    if part.kind is PartKind.ITEM:
        return line.x0 > part.lines[0].x0 + 0.3 * line.size or (
            part.lines[0].x0 - line.x0 < 0.3 * line.size and not above.ends and _full(above, line)
        )
    if line.text[:1].islower() and not above.ends:
        return True
    indented = line.x0 > above.x0 + 0.8 * line.size
    if indented and not steps.spaced and (above.ends or _indented(part, line)):
        return False
    return _full(above, line)


def _opens_item(part: Part, line: Line) -> bool:
    """Whether the bullet or number at the start of `line` is one; prose may break before a dash."""
    above = part.lines[-1]
    if part.kind is PartKind.ITEM:
        return line.x0 <= above.x0 + 0.3 * line.size or above.ends or not _full(above, line)
    return above.ends or line.bulleted or not _full(above, line)


def _indented(part: Part, line: Line) -> bool:
    return len(part.lines) > 1 or line.x0 > part.lines[0].x0 + 0.8 * line.size


def _full(above: Line, line: Line) -> bool:
    """Whether the first word of `line` would not have fitted on the line above."""
    first = line.text.split(maxsplit=1)[0]
    width = (line.x1 - line.x0) / max(len(line.text), 1) * (len(first) + 1)
    slack = (0.0 if above.ends else 3.0) * line.size
    return above.x1 + width + slack > above.right


def entry_words(line: Line) -> str:
    """A line of a table of contents without the dots and the number at its end."""
    return _LEADERS.sub("", line.text)


def marker_words(line: Line) -> str:
    """The words of an item after its bullet; its number stays."""
    return _BULLET.sub("", line.text, count=1)
