"""Stretches of a document as runs: words with how they look. Joined, they are the stretch.

All places are counted here, in code points, so that the browser only has to set one text beside
the other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from corpus import Span
from ui.render import visible

Run = list[Any]
"""Words; then, where there are any, letters of `Style`; then the numbers of quotes they are in."""

MARKUP, STRONG, EMPHASIS, CODE, ORDER = "mbico"
"""How words can look: characters that only say how others look, bold, italic, code, and words for
a machine."""

_LONGEST = 5_000
"""Characters of a stretch in which markup is looked for."""
_CODE = re.compile(r"(?<!\\)(`+)([^`](?:.*?[^`])?)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"(!?\[)([^\]\n]*)(\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\))")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)(\1)", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_\n]*[^\s*_\\])(\1)(?![\w*])")
_ESCAPE = re.compile(r"(\\)[\\`*_{}\[\]()#+.!|>~-]")
_QUOTED = re.compile(r"^([ \t]{0,3}>[ \t]?)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Styled:
    """A span that looks a certain way."""

    start: int
    end: int
    style: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A span that is quoted by the footnote of this number."""

    start: int
    end: int
    marker: int


def runs(text: str, span: Span, styled: Iterable[Styled], quotes: Iterable[Quote]) -> list[Run]:
    """The runs of a span, in order.

    Args:
        text: Of the document.
        span: What is set.
        styled: What looks a certain way; it may reach beyond the span.
        quotes: What is quoted; the same.
    """
    looks = [one for one in styled if one.start < span.end and span.start < one.end]
    marks = [one for one in quotes if one.start < span.end and span.start < one.end]
    cuts = {place for one in looks for place in (one.start, one.end)}
    cuts |= {place for one in marks for place in (one.start, one.end)}
    places = sorted({span.start, span.end, *(at for at in cuts if span.start < at < span.end)})
    return [_run(text, Span(start, end), looks, marks) for start, end in pairwise(places)]


def markup(text: str, span: Span) -> list[Styled]:
    """What Markdown makes of a span; nothing of a very long one."""
    if len(span) > _LONGEST:
        return []
    words = span.of(text)
    found = list(_coded(words))
    for one in found:
        # What stands in code is no markup.
        words = f"{words[: one.start]}{' ' * (one.end - one.start)}{words[one.end :]}"
    found += _marked(words)
    return [Styled(span.start + one.start, span.start + one.end, one.style) for one in found]


def _run(text: str, piece: Span, looks: Sequence[Styled], marks: Sequence[Quote]) -> Run:
    style = "".join(
        dict.fromkeys(
            one.style for one in looks if one.start <= piece.start and piece.end <= one.end
        )
    )
    quoted = [one.marker for one in marks if one.start <= piece.start and piece.end <= one.end]
    words = visible(piece.of(text))
    if quoted:
        return [words, style, quoted]
    return [words, style] if style else [words]


def _coded(words: str) -> Iterator[Styled]:
    for match in _CODE.finditer(words):
        yield Styled(match.start(), match.start(2), MARKUP)
        yield Styled(match.start(2), match.end(2), CODE)
        yield Styled(match.end(2), match.end(), MARKUP)


def _marked(words: str) -> Iterator[Styled]:
    for match in _LINK.finditer(words):
        yield from (Styled(*match.span(part), MARKUP) for part in (1, 3))
    for pattern, style in ((_STRONG, STRONG), (_EMPHASIS, EMPHASIS)):
        for match in pattern.finditer(words):
            yield from (Styled(*match.span(part), MARKUP) for part in (1, 3))
            yield Styled(*match.span(2), style)
    for pattern in (_ESCAPE, _QUOTED):
        yield from (Styled(*match.span(1), MARKUP) for match in pattern.finditer(words))
