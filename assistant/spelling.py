"""Misspelt and run-together words of a question, read as the documents write them."""

import re
from collections.abc import Callable, Iterable

from corpus import Passage, words

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_LETTERS = 5
_LONG_WORD = 9
_LEAST_PART = 3


def respelled(
    question: str,
    passages: Iterable[Passage],
    occurs: Callable[[str], bool],
    is_common: Callable[[str], bool],
) -> str:
    """`question` with its unknown words as they are spelt in `passages`, where that is clear.

    A word is left alone if it occurs in the documents, is a common word, or is short. Otherwise
    it is read as the nearest word that starts alike and is one edit away (two for long words), or
    as two words written together.

    Args:
        question: What was asked.
        passages: Passages about the question's topic: the spellings to choose from.
        occurs: Whether a word occurs in the documents.
        is_common: Whether a word is in the encoder's vocabulary as a whole.
    """
    spellings: dict[str, int] = {}

    def replaced(match: re.Match[str]) -> str:
        word = match.group()
        lowered = word.lower()
        if len(word) < _LEAST_LETTERS or is_common(lowered) or occurs(lowered):
            return word
        if not spellings:
            spellings.update(_counted(passages))
        spelt = _nearest(lowered, spellings) or _parted(lowered, spellings) or lowered
        return word if spelt == lowered else spelt

    return _WORD.sub(replaced, question)


def _counted(passages: Iterable[Passage]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for passage in passages:
        for word in words(" ".join((passage.title, *passage.heading, passage.text))):
            counts[word] = counts.get(word, 0) + 1
    return counts


def _nearest(word: str, spellings: dict[str, int]) -> str | None:
    allowed = 2 if len(word) >= _LONG_WORD else 1
    found = [
        (distance, -count, other)
        for other, count in spellings.items()
        if other[0] == word[0]
        and len(other) >= _LEAST_LETTERS - 1
        and abs(len(other) - len(word)) <= allowed
        and (distance := _edits(word, other)) <= allowed
    ]
    return min(found)[2] if found else None


def _parted(word: str, spellings: dict[str, int]) -> str | None:
    parts = [
        (min(spellings[word[:i]], spellings[word[i:]]), f"{word[:i]} {word[i:]}")
        for i in range(_LEAST_PART, len(word) - _LEAST_PART + 1)
        if word[:i] in spellings and word[i:] in spellings
    ]
    return max(parts)[1] if parts else None


def _edits(one: str, other: str) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours (Damerau 1964)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, target in enumerate(other, start=1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]
