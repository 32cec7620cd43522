"""Words as matching and measuring see them: normalised, stemmed, with or without stop words."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer.basestemmer import BaseStemmer

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

STOP_WORDS = frozenset(
    """a about above after again against all also am an and any are as at be because been before
    being below between both but by can could did do does doing don't down during each either few
    for from further had has have having he her here hers him his how i i'd i'm i've if in into is
    isn't it it's its itself just me might more most much must my no nor not now of off on once
    one only or other our ours out over own per please same shall she should so some such tell
    than that that's the their theirs them then there there's these they they're this those
    through to too under until up upon us very was we were what what's when where whether which
    while who whom whose why will with within without would you your yours""".split()
)
"""English words that carry no topic."""


def words(text: str) -> tuple[str, ...]:
    """The words of `text` in order: letters and digits only, case and accents folded."""
    return tuple(_folded(match) for match in _WORD.findall(text))


def content_words(text: str) -> tuple[str, ...]:
    """The words of `text` that are not stop words, in order."""
    return tuple(word for word in words(text) if word not in STOP_WORDS)


def stems(text: str) -> frozenset[str]:
    """The stems of the content words of `text`."""
    return frozenset(map(stem, content_words(text)))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its English endings (Snowball), so that `tuned` and `tuning` meet."""
    return str(_stemmer().stemWord(word.removesuffix("'s")))


@cache
def _stemmer() -> "BaseStemmer":
    from snowballstemmer import stemmer

    return stemmer("english")


_PLAIN = str.maketrans({"’": "'", "ı": "i", "ø": "o", "đ": "d", "ł": "l", "ß": "ss"})
"""What Unicode does not decompose, and people type without the stroke."""


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower().translate(_PLAIN))
    return "".join(c for c in plain if not unicodedata.combining(c))
