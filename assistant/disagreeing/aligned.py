"""Two sentences that are the same but for one thing, which they tell differently."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from assistant.disagreeing import dates, names, quantities
from assistant.disagreeing.dates import Date
from assistant.disagreeing.polarity import NEGATIONS, are_opposite
from assistant.disagreeing.quantities import Quantity
from corpus import Span, content_words, stem, words

_FEWEST_WORDS = 3
"""Content words that both sentences must share."""
_SAME = 0.8
"""Share of the longer sentence, without what is told differently, that the other one has."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ARTICLES = frozenset({"a", "an", "the"})
_INSIDE = '"“‘«,;()'
"""Marks before a word that begins no sentence."""
_AUXILIARIES = frozenset(
    "do does did is are was were can could will would should has have be".split()
)


class Told(StrEnum):
    """What kind of thing is told differently."""

    NUMBER = "number"
    TIME = "time"
    NAME = "name"
    POLE = "pole"
    """Whether something is so, or which of two opposites it is."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The one thing that two sentences tell differently, at its place in each."""

    told: Told
    one: Span
    other: Span


@dataclass(frozen=True, slots=True)
class _Token:
    key: str
    span: Span
    value: Date | Quantity | None = None


_Tokens = Sequence[_Token]


def difference(one: str, other: str, texts: str = "") -> Difference | None:
    """What two sentences tell differently, if that is all that tells them apart.

    Args:
        one: A sentence in plain words.
        other: Another.
        texts: Where names might be explained, e.g. the passages of both.
    """
    first, second = _tokens(one), _tokens(other)
    keys, others = [token.key for token in first], [token.key for token in second]
    if 2 * len(set(keys) & set(others)) < max(len(set(keys)), len(set(others))):
        return None
    matcher = SequenceMatcher(None, keys, others, autojunk=False)
    steps = [step for step in matcher.get_opcodes() if step[0] != "equal"]
    kept = [key for tag, i, j, *_ in matcher.get_opcodes() if tag == "equal" for key in keys[i:j]]
    if not steps or len(set(content_words(" ".join(kept)))) < _FEWEST_WORDS:
        return None
    pairs = [(first[i:j], second[m:n]) for _, i, j, m, n in steps]
    changed = max(sum(len(a) for a, _ in pairs), sum(len(b) for _, b in pairs))
    if len(kept) < _SAME * (max(len(keys), len(others)) - changed):
        return None
    if negated := _negated(steps, first, second):
        return negated
    return _told(pairs, (one, other), texts)


def _told(
    pairs: Sequence[tuple[_Tokens, _Tokens]],
    sentences: tuple[str, str],
    texts: str,
) -> Difference | None:
    """The one difference, which may occur several times; `None` if there are others."""
    (a, b), *further = pairs
    if not a or not b:
        return None
    known = {token.key for token in a}, {token.key for token in b}
    for c, d in further:
        if not {token.key for token in c} <= known[0] or not {token.key for token in d} <= known[1]:
            return None
    found = _typed(a, b)
    if found is not None or a[0].value or b[0].value:
        return found
    return _named(a, b, sentences, texts) or _opposite(a, b, sentences)


def _typed(a: _Tokens, b: _Tokens) -> Difference | None:
    if len(a) != 1 or len(b) != 1:
        return None
    match a[0].value, b[0].value:
        case Date() as one, Date() as other if dates.exclude(one, other):
            return Difference(Told.TIME, one.span, other.span)
        case Quantity() as one, Quantity() as other if quantities.exclude(one, other):
            return Difference(Told.NUMBER, one.span, other.span)
    return None


def _named(a: _Tokens, b: _Tokens, sentences: tuple[str, str], texts: str) -> Difference | None:
    spans = [Span(part[0].span.start, part[-1].span.end) for part in (a, b)]
    found = [span.of(text) for span, text in zip(spans, sentences, strict=True)]
    if not all(map(names.is_name, found)):
        return None
    if not all(map(_is_sure, found, spans, sentences, [texts, texts])):
        return None
    whole = [_to_the_right(text, span) for span, text in zip(spans, sentences, strict=True)]
    if not names.exclude(found[0], found[1], texts) or not names.exclude(whole[0], whole[1], texts):
        return None
    return Difference(Told.NAME, *map(_with_article, spans, sentences))


def _with_article(span: Span, sentence: str) -> Span:
    """The span of a name from its article on: `The Shape of Water`."""
    is_titled = sentence[: span.start].endswith("The ")
    return Span(span.start - len("The "), span.end) if is_titled else span


def _is_sure(name: str, span: Span, sentence: str, texts: str) -> bool:
    """Whether the capital of a name is not just that of a sentence's first word."""
    before = sentence[: span.start].rstrip()
    if before[-1:].isalnum() or before[-1:] in tuple(_INSIDE):
        return True
    return len(words(name)) > 1 or names.stands_as_name(name, texts)


def _to_the_right(text: str, span: Span) -> str:
    """The name with the capitalised word that follows it: `Bill`, of `Bill Gates`."""
    following = text[span.end :].split(" ", 2)
    adds = len(following) > 1 and following[0] == "" and following[1][:1].isupper()
    return f"{span.of(text)} {following[1]}" if adds else span.of(text)


def _opposite(a: _Tokens, b: _Tokens, sentences: tuple[str, str]) -> Difference | None:
    if len(a) != 1 or len(b) != 1:
        return None
    one, other = (part[0].span.of(text) for part, text in zip((a, b), sentences, strict=True))
    is_opposite = are_opposite(one.lower(), other.lower())
    return Difference(Told.POLE, a[0].span, b[0].span) if is_opposite else None


def _negated(
    steps: Sequence[tuple[str, int, int, int, int]],
    first: _Tokens,
    second: _Tokens,
) -> Difference | None:
    """The words that one of the sentences denies, with their denial."""
    if len(steps) != 1 or steps[0][0] == "replace":
        return None
    tag, i, j, m, n = steps[0]
    longer = first[i:j] if tag == "delete" else second[m:n]
    keys = {token.key for token in longer}
    if not keys & NEGATIONS or not keys <= NEGATIONS | _AUXILIARIES:
        return None
    spans = [
        Span(tokens[max(start - 1, 0)].span.start, tokens[min(end, len(tokens) - 1)].span.end)
        for tokens, start, end in ((first, i, j), (second, m, n))
    ]
    return Difference(Told.POLE, *spans)


@lru_cache(maxsize=4096)
def _tokens(text: str) -> tuple[_Token, ...]:
    values: list[Date | Quantity] = [*dates.dates(text)]
    taken = [one.span for one in values]
    values += [
        each
        for each in quantities.quantities(text)
        if not any(each.span.start < t.end and t.start < each.span.end for t in taken)
    ]
    values.sort(key=lambda one: one.span)
    found: list[_Token] = []
    start = 0
    for one in values:
        found += _words(text, start, one.span.start)
        found.append(_Token(_key(one), one.span, one))
        start = one.span.end
    return (*found, *_words(text, start, len(text)))


def _key(value: Date | Quantity) -> str:
    if isinstance(value, Date):
        return f"<{value.year} {value.month} {value.day} {value.is_loose}>"
    return f"<{value.low} {value.high} {'$' in value.unit} {'%' in value.unit}>"


def _words(text: str, start: int, end: int) -> _Tokens:
    """The words between two places, `can't` and `cannot` as two."""
    found = []
    for match in _WORD.finditer(text, start, end):
        key = words(match.group())[0]
        if key in _ARTICLES:
            continue
        bare = "can" if key in ("can't", "cannot") else "will" if key == "won't" else None
        bare = key.removesuffix("n't") if bare is None and key.endswith("n't") else bare
        span = Span(*match.span())
        found += [_Token(k, span) for k in ((bare, "not") if bare else (stem(key),))]
    return found
