"""What the reader learns from: a question, a passage in units, and which of them say the answer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from corpus import content_words, sentence_spans, stem

_ITEM = re.compile(r"^(?:[-*•]|\d{1,2}[.)])\s+")
_SHORTEST_WORDS, _LONGEST_WORDS = 50, 120
"""How much of a long passage is read, drawn anew for each example."""

Place = tuple[int, int, int]
"""Number of a unit, first and last character in it."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question with one passage."""

    group: str
    question: str
    above: str
    """Title, headings and what introduces the passage."""
    units: tuple[str, ...]
    """Sentences, list items or rows in plain words."""
    says: tuple[float | None, ...]
    """For each unit 1 if it says the answer, 0 if not, `None` if nobody knows."""
    answers: bool
    """Whether the passage answers the question."""
    words: Place | None = None
    """Where the answer's words stand."""
    title: str = ""
    """Of the document; near passages are sought among those of the same title first."""

    def __post_init__(self) -> None:
        if len(self.units) != len(self.says):
            raise ValueError(f"{len(self.units)} units with {len(self.says)} labels.")


def units_of(text: str) -> tuple[str, ...]:
    """The sentences and list items of a plain text, in order."""
    units = []
    for line in text.splitlines():
        told = " ".join(_ITEM.sub("", line.strip()).split())
        units += [span.of(told) for span in sentence_spans(told)]
    return tuple(units)


def unanswered(
    group: str, question: str, above: str, units: Sequence[str], title: str = ""
) -> Example:
    """An example whose passage does not answer."""
    return Example(group, question, above, tuple(units), (0.0,) * len(units), False, title=title)


def with_evidence(base: Example, evidence: Sequence[str]) -> Example:
    """`base` with the units labelled by sentences that are known to say the answer."""
    sought = [_letters(one) for one in evidence if _letters(one)]
    says = tuple(
        float(any(one in told or (len(told) > 12 and told in one) for one in sought))
        for told in map(_letters, base.units)
    )
    return replace(base, says=says)


def with_answer(base: Example, answers: Sequence[str]) -> Example:
    """`base` labelled by where accepted answers stand.

    Where several units hold one and it is not known which was meant, the unit most like the
    question is taken to say it, and of the others nobody knows.
    """
    places = [found for answer in answers if (found := _places(base.units, answer))]
    if not places:
        return base
    said = {n for n, says in enumerate(base.says) if says == 1.0}
    fewest = min(places, key=len)
    best = _most_like(base, [place for place in fewest if place[0] in said] or fewest)
    said = said or {best[0]}
    held = {place[0] for found in places for place in found}
    says = (1.0 if n in said else None if n in held else 0.0 for n in range(len(base.units)))
    return replace(base, says=tuple(says), words=best)


def _most_like(base: Example, places: Iterable[Place]) -> Place:
    """The place whose unit shares the most words with the question, the first of equal ones."""
    asked = {stem(word) for word in content_words(base.question)}
    return max(places, key=lambda at: len(asked & set(map(stem, content_words(base.units[at[0]])))))


def cut(example: Example, random: Random) -> Example:
    """As much of the passage as is read in one go, evidence included; whole if it is short."""
    lengths = [len(unit.split()) for unit in example.units]
    if sum(lengths) <= _LONGEST_WORDS:
        return example
    room = random.randint(_SHORTEST_WORDS, _LONGEST_WORDS)
    said = [n for n, one in enumerate(example.says) if one == 1.0]
    if said and sum(lengths[said[0] : said[-1] + 1]) > _LONGEST_WORDS:
        said = said[:1]
    start = said[0] if said else random.randrange(len(lengths))
    end = said[-1] + 1 if said else start + 1
    used = sum(lengths[start:end])
    while True:
        before = start > 0 and used + lengths[start - 1] <= room
        after = end < len(lengths) and used + lengths[end] <= room
        if not before and not after:
            return _part(example, start, end)
        if before and (not after or random.random() < 0.5):
            start -= 1
            used += lengths[start]
        else:
            used += lengths[end]
            end += 1


def _part(example: Example, start: int, end: int) -> Example:
    words = example.words
    if words:
        words = (words[0] - start, *words[1:]) if start <= words[0] < end else None
    return replace(
        example, units=example.units[start:end], says=example.says[start:end], words=words
    )


def _places(units: Sequence[str], answer: str) -> list[Place]:
    told = " ".join(answer.split()).strip(" .,;:")
    if not told:
        return []
    pattern = re.compile(rf"(?<!\w){re.escape(told)}(?!\w)", re.IGNORECASE)
    found = ((n, pattern.search(unit)) for n, unit in enumerate(units))
    return [(n, match.start(), match.end()) for n, match in found if match]


def _letters(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
