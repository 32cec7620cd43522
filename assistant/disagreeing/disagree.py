"""Where the documents answer a question differently."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.cite import Evidence
from assistant.disagreeing.aligned import Told, difference
from assistant.disagreeing.dates import dates
from assistant.disagreeing.opposed import opposites
from assistant.disagreeing.polarity import POLE_STEMS
from assistant.disagreeing.reworded import reworded
from assistant.disagreeing.statement import Statement, statements, stems, unseen
from assistant.disagreeing.wanted import wanted
from assistant.evidence import Reading, specifics
from corpus import Passage, Span, content_words, stem, words

_MOST = 2
"""Conflicts shown at most."""
_SHARE = 0.25
"""Of the best sentence's score, which one side has at least. What contradicts it is mostly less
likely to be what the question wants, as the reader scores one answer high and few others."""


class Layer(StrEnum):
    """How a conflict is found."""

    SAME_WORDS = "same_words"
    """Two sentences are the same but for one value, or one says no."""
    OTHER_WORDS = "other_words"
    """Two sentences give different numbers, times or names, each in words of its own."""
    OPPOSED = "opposed"
    """Two sentences say the opposite of each other: it needs little, it needs much."""


LAYERS = frozenset(Layer)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sentences that answer one question differently."""

    evidence: tuple[Evidence, ...]
    """One a side, the best first."""
    values: tuple[str, ...]
    """What each of them says, in the same order."""
    layer: Layer = Layer.SAME_WORDS

    def __post_init__(self) -> None:
        if not len(self.evidence) == len(self.values) > 1:
            raise ValueError("A conflict needs two sides, and a value for each.")


@dataclass(frozen=True, slots=True)
class Clash:
    """Two statements that differ."""

    layer: Layer
    told: Told
    sides: tuple[Statement, Statement]
    values: tuple[str, str]


def disagreements(
    question: str,
    readings: Sequence[Reading],
    chosen: Sequence[Evidence],
    layers: Collection[Layer] = LAYERS,
    unread: Sequence[Passage] = (),
) -> tuple[Conflict, ...]:
    """What the documents say differently of that which is asked; mostly nothing.

    Args:
        question: The standalone question.
        readings: What was read for it.
        chosen: The evidence of the answer.
        layers: How to look for conflicts.
        unread: What was retrieved for it besides. It may oppose what was read.
    """
    said = statements(readings, chosen)
    clashes = list(_clashes(question, said, layers, statements(map(unseen, unread), ())))
    of_chosen = [one for one in clashes if any(side.is_chosen for side in one.sides)]
    found = sorted(of_chosen or clashes, key=_rank)
    most = max((_covers(question, clash) for clash in found), default=0)
    conflicts: list[Conflict] = []
    for clash in found:
        known = {value for conflict in conflicts for value in _folded(conflict.values)}
        is_new = not known & set(_folded(clash.values))
        is_opposed = clash.layer is Layer.OPPOSED
        if _covers(question, clash) < most or not is_new or (is_opposed and conflicts):
            continue
        evidence = tuple(side.evidence for side in clash.sides)
        conflicts.append(Conflict(evidence, clash.values, clash.layer))
    return tuple(conflicts[:_MOST])


def _covers(question: str, clash: Clash) -> int:
    """How many of the question's names and numbers the passages of both sides have."""
    one, other = clash.sides
    named = {stem(word) for word in specifics(question)}
    return len(named & one.surroundings & other.surroundings)


def _folded(values: Sequence[str]) -> list[str]:
    return [" ".join(words(value)).removesuffix("'s") for value in values]


def _rank(clash: Clash) -> tuple[bool, float]:
    """Values first, then by the side that says the answer less likely."""
    return clash.layer is Layer.OPPOSED, -min(side.score for side in clash.sides)


def _clashes(
    question: str,
    said: Sequence[Statement],
    layers: Collection[Layer],
    unread: Sequence[Statement],
) -> Iterator[Clash]:
    """The clashes of good sentences with others."""
    least = _SHARE * said[0].score if said else 0.0
    good = [one for one in said if one.is_chosen or one.score >= least]
    others = [one for one in said if not (one.is_chosen or one.score >= least)]
    for place, one in enumerate(good):
        for other in (*good[place + 1 :], *others):
            if one.document_id != other.document_id and one.text != other.text:
                yield from _between(question, one, other, layers)
        for other in unread if Layer.OPPOSED in layers else ():
            if one.document_id != other.document_id:
                yield from _opposed(question, one, other)


def _between(
    question: str, one: Statement, other: Statement, layers: Collection[Layer]
) -> Iterator[Clash]:
    found = clash_of(one, other)
    if found is None:
        yield from _in_other_words(question, one, other, layers)
    elif found.layer in layers and _is_about(question, found):
        yield found


def _in_other_words(
    question: str, one: Statement, other: Statement, layers: Collection[Layer]
) -> Iterator[Clash]:
    kinds = wanted(question)
    asks_value = Told.NUMBER in kinds or Told.TIME in kinds or Told.NAME in kinds
    if Layer.OTHER_WORDS in layers and asks_value and len(kinds) < len(Told) - 1:
        for told in kinds - {Told.POLE}:
            found = reworded(question, one, other, told)
            if found:
                yield Clash(Layer.OTHER_WORDS, told, (one, other), found)
    if Layer.OPPOSED in layers:
        yield from _opposed(question, one, other)


def _opposed(question: str, one: Statement, other: Statement) -> Iterator[Clash]:
    found = opposites(question, one, other)
    if found:
        yield Clash(Layer.OPPOSED, Told.POLE, (one, other), found)


def clash_of(one: Statement, other: Statement) -> Clash | None:
    """How two statements differ, if they are the same but for one thing."""
    found = difference(one.text, other.text, f"{one.passage} {other.passage}")
    if found is None:
        return None
    values = _value(one.text, found.one), _value(other.text, found.other)
    return Clash(Layer.SAME_WORDS, found.told, (one, other), values)


def _is_about(question: str, clash: Clash) -> bool:
    """Whether both statements are about what is asked, and neither value is part of it."""
    one, other = clash.sides
    if clash.told not in wanted(question):
        return False
    if clash.told is not Told.POLE and any(_is_asked(question, v) for v in clash.values):
        return False
    asked = stems(question) - POLE_STEMS
    shared = asked & one.surroundings
    if shared != asked & other.surroundings or (asked and not asked & one.context):
        return False
    return not _other_times(one.above, other.above)


def _is_asked(question: str, value: str) -> bool:
    """Whether a value is one that the question names."""
    return set(content_words(value)) <= set(words(question))


def _other_times(one: str, other: str) -> bool:
    """Whether two headings name different years, so that each is right in its own."""
    first, second = ({date.year for date in dates(text)} for text in (one, other))
    return bool(first and second and first != second)


def _value(text: str, span: Span) -> str:
    return span.of(text).strip(" ,;:.")
