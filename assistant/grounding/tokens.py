"""Words and numbers as a quote is made of them, each whole: `non-toxic`, `$1.5`, `don't`."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.disagreeing import NEGATIONS, POLES
from assistant.grounding.folding import INVISIBLE, folded
from corpus import content_words, words

_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
"""Letters of scripts that put no space between words; each one stands alone."""
_LETTER = rf"(?:[^\W{_UNSPACED}]|[\u0300-\u036f])"
_JOINT = rf"(?:[-'’‐‑{INVISIBLE}]|\*{{1,3}}|(?<=\d)[.,:/–−^](?=\d))"
_TOKEN = re.compile(
    rf"[{_UNSPACED}]|(?:[$€£¥<>~≈±+−-]{{1,3}}(?=\.?\d))?(?:\.(?=\d))?{_LETTER}+(?:{_JOINT}{_LETTER}+)*%?"
)
_LOOK = 80
"""Characters on each side that tell whether a place is inside a token."""
_NUMERALS = frozenset(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty
    ninety hundred thousand million billion trillion dozen half quarter third twice double triple
    percent first second fourth fifth""".split()
)
_DENYING = NEGATIONS | frozenset(
    "none nothing nobody nowhere unless except lack lacks fail fails unable impossible rarely"
    " seldom barely scarcely non anti only all always every some few may might must".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number, at its place."""

    key: str
    """Folded, so that the same word is the same everywhere."""
    text: str
    """In its own case, typography folded."""
    start: int
    end: int
    is_fixed: bool
    """Whether it is a number, a name, a denial or one of two opposites: never what may differ."""


@lru_cache(maxsize=64)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of `text` in order, at their places in it."""
    plain = folded(text)
    found = []
    for match in _TOKEN.finditer(plain.text):
        span = plain.span(*match.span())
        found.append(
            Token(
                match.group().lower(), match.group(), span.start, span.end, _is_fixed(match.group())
            )
        )
    return tuple(found)


def is_cut(text: str, place: int) -> bool:
    """Whether `place` lies inside a word or number of `text`."""
    if not 0 < place < len(text):
        return False
    low = max(0, place - _LOOK)
    around = text[low : place + _LOOK]
    return any(m.start() < place - low < m.end() for m in _TOKEN.finditer(around))


def _is_fixed(word: str) -> bool:
    if any(letter.isnumeric() for letter in word):
        return True
    lowered = word.lower()
    parts = {lowered, *words(lowered)}
    if parts & (_NUMERALS | _DENYING | POLES.keys()) or lowered.endswith("n't"):
        return True
    return word != lowered and bool(content_words(lowered))
