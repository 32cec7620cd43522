"""The clauses of a claim, and those that have nothing to do with its evidence."""

import re
from collections.abc import Iterator

from assistant.grounding.lack import Lack, Missing
from corpus import content_words, stem, stems, words

_FEWEST_WORDS = 2
"""Content words of a clause that is looked at by itself."""
_CLAUSE_END = re.compile(
    r"[,;:—–]\s+|\s+(?:and|but|while|whereas|although|though|because|so that)\s+", re.IGNORECASE
)
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2c00-\ua7ff\uf900-\ufaff]")
"""Letters that are not Latin."""


def split_clauses(claim: str) -> list[str]:
    """The clauses of a claim, as they are written."""
    return _CLAUSE_END.split(claim)


def clauses(claim: str) -> list[list[str]]:
    """The content words of each clause; one of a single word belongs to the one before."""
    found: list[list[str]] = []
    for clause in split_clauses(claim):
        said = list(dict.fromkeys(content_words(clause)))
        if found and len(said) < _FEWEST_WORDS:
            found[-1] += [word for word in said if word not in found[-1]]
        elif said:
            found.append(said)
    return found


def foreign_clauses(claim: str, told: str) -> Iterator[Lack]:
    """Each clause of which not one word is told, and each word in another script that is not.

    What is true before it does not prove it.

    Args:
        claim: One sentence.
        told: The evidence, and what stands above it.
    """
    known = stems(told)
    for clause in clauses(claim):
        if len(clause) >= _FEWEST_WORDS and known.isdisjoint(map(stem, clause)):
            yield Lack(Missing.CLAUSE, " ".join(clause))
    told_words = frozenset(words(told))
    for word in words(claim):
        if _OTHER_SCRIPT.search(word) and word not in told_words:
            yield Lack(Missing.CLAUSE, word)
