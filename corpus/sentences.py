"""Sentences as spans: where one ends, by rules written for English prose and for CJK full stops."""

import re
from collections.abc import Iterator

from corpus.types import Span

_STOP = re.compile(r"\n[^\S\n]*\n\s*|[。！？]+[」』）”’\"')\]]*|(?:[.!?…]+)(?:[\"'”’)\]»*_`]*)")


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# Never the end of a sentence, whatever follows.
_BEFORE_A_NAME = _words(
    "dr mr mrs ms mx prof st gen sen rep gov capt lt col sgt rev hon mt messrs pres supt fr vs v",
    "e.g i.e cf approx ca viz resp incl fig figs eq eqs sec ch vol pp ed eds trans",
)
# Never the end of a sentence before a number.
_BEFORE_A_NUMBER = _words("no nos p art para pt jan feb mar apr jun jul aug sep sept oct nov dec")
# The end of a sentence only if the next word is a usual first word.
_WITHIN_A_NAME = _words(
    "inc ltd co corp jr sr al ph.d m.d b.a m.a b.sc m.sc d.c ave blvd rd dept est",
    "jan feb mar apr jun jul aug sep sept oct nov dec",
)
_FIRST_WORDS = _words(
    "a after all although an and another any as at because before both but by can despite did do",
    "does during each even every few finally first for from he her here his how however i if in",
    "instead is it its later many meanwhile more moreover most my no nor not now of on once one or",
    "other our over she since so some such that the their then there therefore these they this",
    "those though through thus to today under unlike until we what when where whether which while",
    "who why with without yes yet you your",
)
_LEFT_WORD = re.compile(r"(?:[^\W\d_]+\.)*[^\W\d_]+$")
_RIGHT_WORD = re.compile(r"[^\W\d_]+")
_MARKER = re.compile(r"\(?(?:\d{1,3}|[ivxIVX]{1,5}|[A-Za-z])$")
_JOINED_LEFT = re.compile(
    r"(?:^|[\s(\"'“‘,;:–—-])(?:[a-z]{3,}|[a-z]+['’][a-z]+|\W*\d{3,})[\"”’)*_]*$"
)
_JOINED_RIGHT = re.compile(r"(?:[A-Z][a-z]+(?:['’][a-z]+)?|[AI])(?=[\s,;:?!]|\.(?:\s|$)|$)")
_LOOK = 48


def sentence_spans(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """The sentences of `text` in order, each trimmed of white space.

    A blank line always ends a sentence, a single line break never does.
    Together they cover every visible character of `within` (of all the text, if not given).

    >>> [span.of("See Fig. 2. It helps.") for span in sentence_spans("See Fig. 2. It helps.")]
    ['See Fig. 2.', 'It helps.']
    """
    area = Span(0, len(text)) if within is None else within
    spans = []
    start = area.start
    for end in (*_ends(text, area), area.end):
        trimmed = _trim(text, start, end)
        if trimmed:
            spans.append(trimmed)
        start = end
    return tuple(spans)


def _ends(text: str, area: Span) -> Iterator[int]:
    start = area.start
    for stop in _STOP.finditer(text, area.start, area.end):
        if _is_end(text, start, stop, area.end):
            yield stop.end()
            start = stop.end()


def _is_end(text: str, start: int, stop: re.Match[str], limit: int) -> bool:
    mark = stop.group()
    if mark[0] in "\n。！？":
        return True
    at, after = stop.start(), stop.end()
    if after == limit:
        return True
    if not text[after].isspace():
        return _is_joined(text, max(start, at - _LOOK), stop, limit)
    following = text[after : min(limit, after + _LOOK)].lstrip()
    if following[:1].islower():
        return False
    if mark[0] != "." or mark.startswith(".."):
        return True
    return _stands_alone(text[max(start, at - _LOOK) : at], following, at - start <= _LOOK)


def _stands_alone(before: str, following: str, whole: bool) -> bool:
    """Whether a full stop between these words ends a sentence and not an abbreviation."""
    if whole and _MARKER.match(before.strip()):
        return False
    found = _LEFT_WORD.search(before)
    if not found:
        return True
    word = found.group()
    if word.lower() in _BEFORE_A_NAME:
        return False
    if word.lower() in _BEFORE_A_NUMBER and following[:1].isdigit():
        return False
    initial = len(word) == 1 and word.isupper()
    if initial or word.lower() in _WITHIN_A_NAME or re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word):
        first = _RIGHT_WORD.match(following)
        return first is not None and first.group().lower() in _FIRST_WORDS
    return True


def _is_joined(text: str, start: int, stop: re.Match[str], limit: int) -> bool:
    """Whether two sentences meet here with the space between them missing."""
    left = text[start : stop.start()]
    right = text[stop.end() : min(limit, stop.end() + _LOOK)]
    token = left.split()[-1] if left.split() else ""
    if any(sign in token for sign in "/@_\\") or "." in token:
        return False
    return bool(_JOINED_LEFT.search(left) and _JOINED_RIGHT.match(right))


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None
