"""Small words in a text, and the words that each of them is about."""

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus import content_words, sentence_spans, stem, stems

_CLAUSE_END = re.compile(
    r"[,;:.!?()\n—–]|\s-\s|\b(?:but|and|or|while|whereas|although|though|because|so|yet)\b",
    re.IGNORECASE,
)
_REACH = 4
"""Content words after a denial or hedge that it is taken to be about."""
_LOOK = 160
"""Characters after it in which they are looked for."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A small word, and the stems of the words it is about."""

    words: str
    about: frozenset[str]

    def is_about(self, said: frozenset[str]) -> bool:
        """Whether at least half of what it is about is said, so that the word counts."""
        return bool(self.about) and 2 * len(self.about & said) >= len(self.about)


@lru_cache(maxsize=1024)
def cues(pattern: re.Pattern[str], text: str) -> tuple[Cue, ...]:
    """The words that match, in order; what follows them in their clause is what they are about."""
    found = []
    for match in pattern.finditer(text):
        end = match.end()
        about = _following(text[end : end + _LOOK]) or _following(text[match.start() : end + _LOOK])
        found.append(Cue(match.group(), about))
    return tuple(found)


def sentences_about(said: frozenset[str], evidence: str) -> list[str]:
    """The sentences that have at least a third of what is said; no others limit it."""
    sentences = [span.of(evidence) for span in sentence_spans(evidence)]
    return [one for one in sentences if 3 * len(stems(one) & said) >= len(said)]


def _following(text: str) -> frozenset[str]:
    """Stems of the first content words of `text`, up to the end of its clause."""
    for clause in _CLAUSE_END.split(text):
        if inside := content_words(clause):
            return frozenset(stem(word) for word in inside[:_REACH])
    return frozenset()
