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
_JOINED = re.compile(r"[,;]\s+(?:and|but|while|whereas|so)\s+|[;:]\s+", re.IGNORECASE)
"""Where a statement is joined to another one."""
_TOLD = 0.5
"""Share of the words of a joined statement that its evidence has, at least."""
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
    """Clauses of which not one word is told, joined statements of which less than half are.

    Words in another script must all be told. What is true before does not prove what follows.

    Args:
        claim: One sentence.
        told: The evidence, and what stands above it.
    """
    known = stems(told)
    for clause in clauses(claim):
        if len(clause) >= _FEWEST_WORDS and known.isdisjoint(map(stem, clause)):
            yield Lack(Missing.CLAUSE, " ".join(clause))
    parts = _JOINED.split(claim)
    for part in parts if len(parts) > 1 else ():
        said = frozenset(map(stem, content_words(part)))
        if len(said) >= _FEWEST_WORDS and len(said & known) < _TOLD * len(said):
            yield Lack(Missing.CLAUSE, part.strip()[:80])
    told_words = frozenset(words(told))
    for word in words(claim):
        if _OTHER_SCRIPT.search(word) and word not in told_words:
            yield Lack(Missing.CLAUSE, word)
