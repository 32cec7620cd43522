"""Stretches laid out: headings, paragraphs, questions, items, code and rows of tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus import Kind, Span
from ui.web.runs import MARKUP, Styled
from ui.web.stretches import Stretch

_HEADING = re.compile(r"([ \t]{0,3}#{1,6}[ \t]+)?(.*?)([ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"\n[ \t]*(?:=+|-+)[ \t]*$")
_BULLET = re.compile(r"[ \t]*(?:>[ \t]?)*([-*+•◦▪‣–]|\d{1,3}[.)]|\(\d{1,3}\))[ \t]+(?=\S)")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})")
_ENDED = re.compile(r"[\s*_#:?!.]*$")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*\|?[ \t]*$")
_BORDER = re.compile(r"(?<!\\)\|")
_DEEPEST = 4


@dataclass(slots=True)
class Part:
    """What is laid out as one: `heading`, `text`, `question`, `item`, `code`, `row` or `aside`."""

    form: str
    start: int
    end: int
    """Where the next part starts; what stands between is white space."""
    level: int = 0
    """Of a heading, from 1; how deep an item lies, from 0."""
    bullet: str = ""
    """An item's number; or a dot, where it has none."""
    hidden: list[Styled] = field(default_factory=list)
    """Characters that only say what form it has."""
    cells: tuple[Span, ...] = ()
    """Of a row; the bars and what follows the last cell are in none."""


def parts_of(text: str, stretch: Stretch) -> Iterator[Part]:
    """What a stretch of a document's text is laid out as, in order and without a gap."""
    span = stretch.span
    match stretch.kind:
        case Kind.HEADING:
            yield _heading(text, span, len(stretch.heading) + 1)
        case Kind.BOILERPLATE:
            yield Part("aside", span.start, span.end)
        case Kind.TABLE:
            yield from _rows(text, span)
        case _:
            yield from _Lines(text, stretch).parts()


def cells_of(text: str, span: Span) -> tuple[Span, ...]:
    """The cells of a table row, without the white space around their words."""
    words = span.of(text).rstrip()
    bars = [match.start() for match in _BORDER.finditer(words)]
    first = 0 if not bars or words[: bars[0]].strip() else bars.pop(0) + 1
    if bars and not words[bars[-1] + 1 :].strip():
        words = words[: bars.pop()]
    edges = [first, *(place for bar in bars for place in (bar, bar + 1)), len(words)]
    return tuple(
        _trimmed(text, Span(span.start + start, span.start + max(start, end)))
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    )


class _Lines:
    """Running text, questions with answers, and lists, read line by line."""

    def __init__(self, text: str, stretch: Stretch) -> None:
        self._text = text
        self._stretch = stretch
        self._items = {_line_start(text, unit.start): unit.start for unit in stretch.units}
        self._has_items = stretch.kind is not Kind.TEXT

    def parts(self) -> Iterator[Part]:
        span, lead = self._stretch.span, self._stretch.lead
        if self._stretch.kind is not Kind.FAQ or lead is None or not span.contains(lead):
            yield from self._between(span)
            return
        start = max(span.start, _line_start(self._text, lead.start))
        rest = self._text.find("\n", lead.end, span.end)
        rest = span.end if rest < 0 else rest + 1
        end = rest if _ENDED.match(self._text[lead.end : rest]) else lead.end
        yield from self._between(Span(span.start, start))
        question = _heading(self._text, Span(start, end), 0)
        question.form = "question"
        yield question
        yield from self._between(Span(end, span.end))

    def _between(self, span: Span) -> Iterator[Part]:
        part: Part | None = None
        fence = ""
        is_apart = False
        for line in _lines(self._text, span):
            words = line.of(self._text)
            opened = _FENCE.match(words)
            if fence:
                if words.strip().startswith(fence) and not words.strip().strip(fence[0]):
                    fence, is_apart = "", True
            elif not words.strip():
                is_apart = True
            elif (new := self._begun(line, words, opened)) or part is None or is_apart:
                if part is not None:
                    yield part
                part = new or self._paragraph(line, words, part)
                fence, is_apart = opened[1] if opened else "", False
            if part is None:
                part = Part("text", line.start, line.end)
            part.end = line.end
        if part is not None:
            yield part

    def _begun(self, line: Span, words: str, fence: "re.Match[str] | None") -> Part | None:
        """The part that begins with this line whatever stands above, if one does."""
        if fence:
            return Part("code", line.start, line.end)
        if not self._has_items:
            return None
        if words.lstrip().startswith("|") and words.count("|") > 1:
            return _row(self._text, line)
        if bullet := _BULLET.match(words):
            hidden = Styled(line.start, line.start + bullet.end(), MARKUP)
            number = bullet[1] if bullet[1][-1] in ".)" else "•"
            level = min(_DEEPEST, len(words) - len(words.lstrip(" \t>")) >> 1)
            return Part("item", line.start, line.end, level, number, [hidden])
        if line.start in self._items:
            hidden = Styled(line.start, self._items[line.start], MARKUP)
            return Part("item", line.start, line.end, 0, "•", [hidden])
        if words.lstrip().startswith("#"):
            return _heading(self._text, line, len(self._stretch.heading) + 2)
        return None

    def _paragraph(self, line: Span, words: str, above: Part | None) -> Part:
        """A paragraph; an indented one below an item is further in."""
        inside = above and above.form in ("item", "text") and words.startswith("  ")
        return Part("text", line.start, line.end, 1 if inside and self._has_items else 0)


def _heading(text: str, span: Span, level: int) -> Part:
    words = span.of(text).rstrip()
    hidden = []
    if underline := _UNDERLINE.search(words):
        hidden.append(Styled(span.start + underline.start(), span.end, MARKUP))
        words = words[: underline.start()]
    match = _HEADING.match(words)
    if match and "\n" not in words:
        marks = [match.span(group) for group in (1, 3) if match[group]]
        hidden += [Styled(span.start + start, span.start + end, MARKUP) for start, end in marks]
    return Part("heading", span.start, span.end, level, hidden=hidden)


def _rows(text: str, span: Span) -> Iterator[Part]:
    return (_row(text, line) for line in _lines(text, span))


def _row(text: str, line: Span) -> Part:
    words = line.of(text).rstrip("\n")
    if not words.strip() or (_RULE.match(words) and "-" in words):
        return Part("rule", line.start, line.end)
    return Part("row", line.start, line.end, cells=cells_of(text, line))


def _lines(text: str, span: Span) -> Iterator[Span]:
    """The lines of a span, line breaks included."""
    start = span.start
    while start < span.end:
        end = text.find("\n", start, span.end) + 1 or span.end
        yield Span(start, end)
        start = end


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
