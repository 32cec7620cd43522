"""Where a quote stands in a passage: exactly, or as the one near miss that must be meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.grounding.folding import Folded, folded
from assistant.grounding.near import nearest
from assistant.grounding.tokens import is_cut, tokens
from corpus import Span

_FEWEST_WORDS = 3
"""A shorter quote proves nothing unless it is a whole cell or list item."""
_LONGEST = 20_000
"""Characters of a quote; a longer one is no quote."""
_EDGES_LEFT, _EDGES_RIGHT = " \"'", " \"'.,;:!?"
_CELL_EDGE = re.compile(r"(?<!\\)\||\n")
_BULLET = re.compile(r"[ \t]*(?:[-*+•◦▪]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \t]+")
_UNSEEN = " \t*_`\"'“”‘’.,;:!?"


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands."""

    span: Span
    """The true words, in code points of the text they were looked for in."""
    is_exact: bool
    """Whether they are the quote's own, up to white space and typography."""


def located(quote: str, text: str) -> Found | None:
    """Where `quote` stands in `text`; `None` if it does not, or if that is not certain.

    It stands there exactly if it is the same after folding white space, typography and unseen
    markup; the marks around it and the case of its first letter may differ. Words and numbers are
    never cut: `able to` does not stand in `unable to`. Of several places the first one counts.
    Else a near miss may be meant: see `nearest`. A quote of fewer than three words must be a whole
    table cell or list item.
    """
    quote = quote.strip()
    if not quote or len(quote) > _LONGEST or len(quote) > 2 * len(text) + 100:
        return None
    is_short = len(tokens(quote)) < _FEWEST_WORDS
    for span in _exact(quote, text):
        if not is_short or _is_whole(text, span):
            return Found(span, is_exact=True)
    if is_short:
        return None
    near = nearest(quote, text)
    return Found(near, is_exact=False) if near else None


def _exact(quote: str, text: str) -> Iterator[Span]:
    for place in _places(quote, text):
        span = Span(place, place + len(quote))
        if not _cuts(text, span):
            yield span
    passage, wanted = folded(text), folded(quote).text
    core = wanted.removeprefix("...").lstrip(_EDGES_LEFT).rstrip(_EDGES_RIGHT)
    for form in dict.fromkeys((wanted, _recased(wanted), core, _recased(core))):
        yield from _folded_places(form, passage, text)


def _folded_places(form: str, passage: Folded, text: str) -> Iterator[Span]:
    for place in _places(form, passage.text):
        span = passage.span(place, place + len(form))
        if not _cuts(text, span):
            yield span


def _places(part: str, whole: str) -> Iterator[int]:
    """Every place of `part`, without overlaps, so that no repetition makes it slow."""
    place = whole.find(part) if part else -1
    while place >= 0:
        yield place
        place = whole.find(part, place + len(part))


def _recased(text: str) -> str:
    return text[:1].swapcase() + text[1:]


def _cuts(text: str, span: Span) -> bool:
    return is_cut(text, span.start) or is_cut(text, span.end)


def _is_whole(text: str, span: Span) -> bool:
    """Whether a span is all of a table cell or list item, up to markup and end marks."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[start : len(text) if end < 0 else end]
    if "|" in line:
        edges = [*(m.start() for m in _CELL_EDGE.finditer(line)), len(line)]
        left = max((edge + 1 for edge in edges if edge < span.start - start), default=0)
        right = min(edge for edge in edges if edge >= span.end - start)
    elif bullet := _BULLET.match(line):
        left, right = bullet.end(), len(line)
    else:
        return False
    rest = line[left : max(left, span.start - start)] + line[span.end - start : right]
    return left <= span.start - start and not rest.strip(_UNSEEN)
