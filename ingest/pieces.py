"""Lines gathered into pieces: paragraphs, list items, tables, code, headings with marks.

Only what the characters themselves say is decided here; what takes a look around (headings without
marks, page furniture, question and answer pairs) is decided on pieces by the files beside this one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus import Span
from ingest.frontmatter import front_matter
from ingest.lines import LONGEST_HEADING, Line, Wrapping, lines_of

_SETEXT = re.compile(r"(={3,}|-{3,})$")
_TAGS = re.compile(
    r"(?:</?(?:a|br|hr|div|span|p|img|table|t[rdh]|tbody|thead|[uod]l|li|d[td]|details|summary|"
    r"center|h[1-6]|b|i|em|strong|su[bp]|kbd|pre|code|section|article|nav|footer|header|main|"
    r"fig\w+|picture|source|video|iframe|input|button|form|label|script|style|link|meta|html|"
    r"head|body|font|blockquote)\b[^<>]*>\s*)+$",
    re.IGNORECASE,
)
_HTML_HEADING = re.compile(r"<h([1-6])\b[^<>]*>(.*?)</h\1>$", re.IGNORECASE)
_IMAGES = re.compile(r"(?:\[?!\[[^\]]*\]\([^()]*\)(?:\]\([^()]*\))?\s*)+$")
_CALLOUT = re.compile(r"(?:\[!\w+\]|:{3,}.*)$")
_REFERENCE = re.compile(r"\[[^\]]+\]:\s*\S+")

_LONGEST_COMMENT = 20_000


class Shape(StrEnum):
    """What a piece looks like."""

    FRONT = "front matter"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"
    PAIR = "question and answer"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of lines that belong together."""

    shape: Shape
    span: Span
    words: Span
    """Without marks: a paragraph, heading or item; a pair's question; a table's header."""
    level: int = 0
    """A heading's level (1 is outermost); another piece's indentation."""
    gap: bool = False
    """A blank line stands above."""
    lines: int = 1
    marked: bool = False
    """A heading with marks such as `#`; an item with a number."""
    parts: tuple[Span, ...] = ()
    """A table's rows, a code block's runs, the units of a pair's answer."""


def read_pieces(text: str) -> list[Piece]:
    """The pieces of `text` in order; between them there is only white space."""
    return list(_Reader(text).pieces())


class _Reader:
    """Walks down the lines once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = lines_of(text)
        self._wrapping = Wrapping(self._lines)
        self._at = 0
        self._gap = True
        self._unclosed: dict[str, int] = {}

    def pieces(self) -> Iterator[Piece]:
        front = front_matter(self._text)
        if front:
            yield Piece(Shape.FRONT, front.span, front.span)
            while self._at < len(self._lines) and self._line.span.start < front.span.end:
                self._at += 1
        held: Piece | None = None
        while self._at < len(self._lines):
            line = self._line
            if line.blank:
                # A lone quote mark, the blank line of a quotation, belongs to what it follows.
                if line.start < line.span.end:
                    held = held or Piece(Shape.FURNITURE, Span(line.start, line.start), line.span)
                    held = replace(held, span=Span(held.span.start, line.span.end))
                self._gap = True
                self._at += 1
                continue
            if held:
                yield held
            held = self._next()
            self._gap = False
        if held:
            yield held

    @property
    def _line(self) -> Line:
        return self._lines[self._at]

    def _next(self) -> Piece:
        line = self._line
        for read in (self._code, self._heading, self._table, self._furniture, self._item):
            piece = read(line)
            if piece:
                return piece
        return self._paragraph(line)

    def _take(
        self,
        shape: Shape,
        lines: int,
        words: Span | None = None,
        *,
        level: int = 0,
        marked: bool = False,
        parts: tuple[Span, ...] = (),
    ) -> Piece:
        line, last = self._line, self._lines[self._at + lines - 1]
        span = Span(line.start, last.span.end)
        words = Span(line.span.start, last.span.end) if words is None else words
        self._at += lines
        return Piece(shape, span, words, level, self._gap, lines, marked, parts)

    def _below(self, offset: int = 1) -> Line | None:
        at = self._at + offset
        return self._lines[at] if at < len(self._lines) else None

    def _code(self, line: Line) -> Piece | None:
        fence = line.fence
        if not fence or len(fence) >= self._unclosed.get(fence[0], len(fence) + 1):
            return None
        for offset in range(1, len(self._lines) - self._at):
            below = self._lines[self._at + offset].text
            if below.startswith(fence) and not below.strip(fence[0]):
                inside = self._lines[self._at + 1 : self._at + offset]
                parts = tuple(_runs(inside))
                return self._take(Shape.CODE, offset + 1, level=line.indent, parts=parts)
        self._unclosed[fence[0]] = len(fence)
        return None

    def _heading(self, line: Line) -> Piece | None:
        if found := line.heading:
            words = _shift(line, found.span(2))
            return self._take(Shape.HEADING, 1, words, level=len(found.group(1)), marked=True)
        if found := _HTML_HEADING.match(line.text):
            words = _shift(line, found.span(2))
            return self._take(Shape.HEADING, 1, words, level=int(found.group(1)), marked=True)
        below = self._below()
        if below and line.plain and len(line.text) <= LONGEST_HEADING:
            underline = _SETEXT.match(below.text)
            if underline and below.indent < 4 and line.text[-1] not in ".:;,|":
                level = 1 if below.text[0] == "=" else 2
                return self._take(Shape.HEADING, 2, line.span, level=level, marked=True)
        return None

    def _table(self, line: Line) -> Piece | None:
        width = len(line.cells)
        below = self._below()
        if not below or (width < 2 and not line.text.startswith("|")):
            return None
        ruled = below.separator
        if not ruled and (width < 2 or len(below.cells) != width):
            return None
        count = 2 if ruled else 1
        while (row := self._below(count)) and (
            len(row.cells) > 1 and not row.blank if ruled else len(row.cells) == width
        ):
            count += 1
        rows = [row for row in self._lines[self._at : self._at + count] if not row.separator]
        parts = tuple(row.span for row in rows[1:])
        return self._take(Shape.TABLE, count, rows[0].span, parts=parts) if rows else None

    def _furniture(self, line: Line) -> Piece | None:
        if line.text.startswith("<!--"):
            end = self._text.find("-->", line.span.start, line.span.start + _LONGEST_COMMENT)
            if end >= 0:
                lines = self._text.count("\n", line.span.start, end) + 1
                return self._take(Shape.FURNITURE, lines)
        alone = (_TAGS, _IMAGES, _CALLOUT, _REFERENCE)
        short = len(line.text) < 2000
        if line.rule or (short and any(pattern.match(line.text) for pattern in alone)):
            return self._take(Shape.FURNITURE, 1)
        return None

    def _item(self, line: Line) -> Piece | None:
        if not line.marker:
            return None
        start = line.span.start + line.marker
        count = 1
        while below := self._below(count):
            above = self._lines[self._at + count - 1]
            deeper = below.indent > line.indent + 1
            if below.blank:
                count += self._continuation(line, count)
                if self._below(count) is below:
                    break
            elif below.plain and (
                deeper or (line.text[line.marker :] and self._wrapping.joins(above, below))
            ):
                count += 1
            else:
                break
        words = Span(start, max(start, self._lines[self._at + count - 1].span.end))
        return self._take(Shape.ITEM, count, words, level=line.indent, marked=line.numbered)

    def _continuation(self, item: Line, count: int) -> int:
        """Lines to take for one more indented paragraph of an item after a single blank line."""
        below = self._below(count + 1)
        if below and below.plain and below.indent > item.indent + 1 and item.text[item.marker :]:
            return 2
        return 0

    def _paragraph(self, line: Line) -> Piece:
        count = 1
        while below := self._below(count):
            above = self._lines[self._at + count - 1]
            inside = below.plain or (below.numbered and not below.text.startswith("1"))
            if line.bold or not inside or not self._wrapping.joins(above, below):
                break
            if (after := self._below(count + 1)) and below.plain and _SETEXT.match(after.text):
                break
            count += 1
        return self._take(Shape.PARAGRAPH, count, level=line.indent)


def _runs(lines: tuple[Line, ...]) -> Iterator[Span]:
    """Stretches of lines without a blank one between them."""
    start = end = -1
    for line in lines:
        if line.blank and start >= 0:
            yield Span(start, end)
            start = -1
        elif not line.blank:
            start = line.span.start if start < 0 else start
            end = line.span.end
    if start >= 0:
        yield Span(start, end)


def _shift(line: Line, part: tuple[int, int]) -> Span:
    return Span(line.span.start + part[0], line.span.start + part[1])
