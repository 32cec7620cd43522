"""A document as lines: what each one looks like on its own, and which are one wrapped line."""

import itertools
import re
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from corpus import Span

_QUOTE = re.compile(r"(?:[ \t]{0,3}>[ \t]?)+")
_BULLET = re.compile(r"[-*+•‣◦▪●·–—](?:[ \t]+(?:\[[ xX]\][ \t]+)?|$)")
_NUMBER = re.compile(
    r"(?:\d{1,3}[.)]|\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|(?:[a-z]|[ivx]{1,4})\))[ \t]+"
)
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}$")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
_SEPARATOR = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$")
_CELL = re.compile(r"(?<!\\)\|")
_SPEAKER = re.compile(r"[*_]*(?:Q|A|Question|Answer)[ \t]?\d*[ \t]*[:.)][*_]*[ \t]+\S")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1[ \t]*[:?]?$")

LONGEST_HEADING = 200
"""Characters; a longer line is no heading, whatever stands before it."""

_WIDEST_WRAP = 130
_NARROWEST_WRAP = 40


@dataclass(frozen=True)
class Line:
    """One line: where its visible words are, and how far they are indented."""

    number: int
    span: Span
    """From the first to the last visible character, quote marks (`>`) left out."""
    start: int
    """Where the first visible character is, quote marks included."""
    text: str
    indent: int
    hard_break: bool
    """Two spaces or a backslash at the end: Markdown's forced line break."""

    @property
    def blank(self) -> bool:
        """Whether there is nothing to see."""
        return not self.text

    @cached_property
    def marker(self) -> int:
        """Length of the bullet or number a list item starts with; 0 if it is no item."""
        if self.rule:
            return 0
        found = _BULLET.match(self.text) or _NUMBER.match(self.text)
        return found.end() if found else 0

    @property
    def numbered(self) -> bool:
        """Whether this is a list item that starts with a number or letter."""
        return bool(_NUMBER.match(self.text))

    @property
    def rule(self) -> bool:
        """Whether this is a horizontal rule."""
        return bool(_RULE.match(self.text))

    @property
    def heading(self) -> re.Match[str] | None:
        """Match of a heading with marks: the marks, then the words."""
        # A longer line with such marks is a paragraph that lost its line break.
        if self.indent > 3 or len(self.text) > LONGEST_HEADING:
            return None
        return _HEADING.match(self.text)

    @property
    def fence(self) -> str:
        """The back ticks or tildes that open a code block here; empty if none do."""
        found = _FENCE.match(self.text)
        return found.group(1) if found else ""

    @cached_property
    def cells(self) -> tuple[Span, ...]:
        """Cells of a table row, trimmed; a line without a bar has one."""
        start, end = self.span.start, self.span.end
        bars = [start + bar.start() for bar in _CELL.finditer(self.text)]
        inner = [bar for bar in bars if start < bar < end - 1]
        first = start + 1 if bars and bars[0] == start else start
        last = end - 1 if bars and bars[-1] == end - 1 else end
        edges = [first - 1, *inner, max(first, last)]
        return tuple(
            Span(left + 1, max(left + 1, right)) for left, right in itertools.pairwise(edges)
        )

    @property
    def separator(self) -> bool:
        """Whether this is the row of dashes below a table's header."""
        return "-" in self.text and "|" in self.text and bool(_SEPARATOR.match(self.text))

    @property
    def speaker(self) -> bool:
        """Whether this line opens with `Q:` or `A:`."""
        return bool(_SPEAKER.match(self.text))

    @property
    def bold(self) -> bool:
        """Whether the whole line is bold."""
        return bool(_BOLD.match(self.text))

    @property
    def plain(self) -> bool:
        """Whether this line can only be part of a paragraph."""
        return not (
            self.blank
            or self.marker
            or self.rule
            or self.heading
            or self.fence
            or self.speaker
            or self.bold
            or self.text.startswith(("<", "|", "![", "===", "[!", ":::"))
        )


def lines_of(text: str) -> tuple[Line, ...]:
    """Every line of `text` in order, blank ones too."""
    lines = []
    start = 0
    for number, raw in enumerate(text.split("\n")):
        quote = _QUOTE.match(raw)
        marks = quote.end() if quote else 0
        body = raw[marks:]
        words = body.strip()
        indent = len(body.expandtabs(4)) - len(body.expandtabs(4).lstrip())
        first = start + (marks + len(body) - len(body.lstrip()) if words else len(raw.rstrip()))
        broken = raw.endswith(("  ", "\\")) and bool(words)
        span = Span(first, first + len(words))
        visible = start + len(raw) - len(raw.lstrip())
        lines.append(Line(number, span, visible, words, indent, broken))
        start += len(raw) + 1
    return tuple(lines)


class Wrapping:
    """Tells a line that goes on in the next from one that ends a paragraph.

    A text is hard-wrapped at a width if, nearly always, the next line's first word would not have
    fitted on the line before it.
    """

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._width = _wrap_width(lines)

    def joins(self, line: Line, following: Line) -> bool:
        """Whether `following`, the line right below, carries `line` on."""
        if line.hard_break or not following.text:
            return False
        ends = line.text.rstrip("\"'”’)*_`")[-1:] in ".!?:;。！？"
        if following.text[0].islower() and not ends:
            return True
        if not self._width:
            return False
        if _reach(line, following) > self._width - 8:
            return True
        return not ends and len(line.text) + line.indent > 0.6 * self._width


def _reach(line: Line, following: Line) -> int:
    """How long `line` would be with the first word of `following`."""
    return line.indent + len(line.text) + 1 + len(following.text.split(maxsplit=1)[0])


def _wrap_width(lines: tuple[Line, ...]) -> int:
    """The width the text is wrapped at; 0 if it is not."""
    widths, fitting, pairs = [], 0, 0
    for run in _plain_runs(lines):
        width = max(line.indent + len(line.text) for line in run)
        if len(run) < 3 or not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
            continue
        full = sum(_reach(a, b) > width - 8 for a, b in itertools.pairwise(run))
        widths.append(width)
        fitting += full
        pairs += len(run) - 1
    return int(median(widths)) if pairs and fitting >= 0.7 * pairs else 0


def _plain_runs(lines: tuple[Line, ...]) -> list[list[Line]]:
    """Lines below one another that could be one paragraph; an item may open a run."""
    runs: list[list[Line]] = []
    open_run = False
    fence = "---" if lines[0].text == "---" else ""
    for line in lines[1 if fence else 0 :]:
        if fence:
            # Code and front matter say nothing about how prose is wrapped.
            fence = "" if line.text.startswith(fence) else fence
            open_run = False
        elif line.fence:
            fence = line.fence
            open_run = False
        elif line.plain and open_run:
            runs[-1].append(line)
        elif line.plain or line.marker:
            runs.append([line])
            open_run = True
        else:
            open_run = False
    return runs
