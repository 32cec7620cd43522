"""One value told in two sentences that are worded differently."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from assistant.disagreeing import dates, quantities
from assistant.disagreeing.agents import agents
from assistant.disagreeing.aligned import Told
from assistant.disagreeing.dates import Date
from assistant.disagreeing.opposed import clauses
from assistant.disagreeing.quantities import Quantity
from assistant.disagreeing.statement import Statement, stems
from assistant.evidence import specifics
from corpus import content_words, stem, words

_COVERED = 0.65
"""Share of the question's content words that each sentence must have with what it leans on."""
_APART = 1.1
"""Factor by which numbers differ at least that are not told in the same words."""
_COUNTED = re.compile(r"\bhow (?:many|much) ([a-z]+)", re.IGNORECASE)
_UNITS = {
    "%": re.compile(r"\bpercent", re.IGNORECASE),
    "$": re.compile(r"\b(?:costs?|price|pay|paid|fees?|salary|worth|spen[dt])\b", re.IGNORECASE),
    "day": re.compile(r"\bhow (?:long|many (?:days|weeks|months|hours|minutes))\b", re.IGNORECASE),
}
"""What a question counts that does not name it."""
_MEASURING = stems(
    "many much long often percentage percent number amount share figure date year time name total"
)
"""What questions say of the kind of value, and answers need not."""
_PLACED = re.compile(r"(?<=[\w,;:)] )[A-Z][\w'’-]+")
_LIMITED = re.compile(
    r"\b(?:if|unless|when|except|only|depend\w*|per|each|another|additional|further|more|first"
    r"|second|last|next|original\w*|re\w*built|reopened|estimated|average|children|students"
    r"|until|since|now|today|currently|then|later|again)\b",
    re.IGNORECASE,
)
"""What is true of a part or at one time only."""
_V = TypeVar("_V", Date, Quantity)


def reworded(question: str, one: Statement, other: Statement, told: Told) -> tuple[str, str] | None:
    """The values of this kind that two statements give for the same thing, if both cannot be so."""
    if not _same_subject(question, one, other) or _years(one.text, told) != _years(
        other.text, told
    ):
        return None
    found = _FINDERS[told](question, one, other)
    if found is None or told is Told.NAME:
        return found
    return None if _said_of_parts(question, (one.text, other.text), found) else found


def _numbers(question: str, one: Statement, other: Statement) -> tuple[str, str] | None:
    if _is_limited(question, one, other):
        return None
    return _left(question, one, other, _counted(question), _apart)


def _times(question: str, one: Statement, other: Statement) -> tuple[str, str] | None:
    if _is_limited(question, one, other):
        return None
    return _left(question, one, other, dates.dates, dates.exclude)


def _is_limited(question: str, one: Statement, other: Statement) -> bool:
    is_limited = _LIMITED.search(one.text) or _LIMITED.search(other.text)
    return bool(is_limited) or _other_places(question, one, other)


def _said_of_parts(question: str, texts: tuple[str, str], values: tuple[str, str]) -> bool:
    """Whether both clauses that hold a value add something, each something else."""
    known = stems(question) | _MEASURING
    first, second = (_clause_of(text, value) for text, value in zip(texts, values, strict=True))
    shared = stems(first) & stems(second)
    return all(
        stems(clause) - known - shared - stems(value)
        for clause, value in zip((first, second), values, strict=True)
    )


def _clause_of(text: str, value: str) -> str:
    return next((clause for clause in clauses(text) if value in clause), text)


def _same_subject(question: str, one: Statement, other: Statement) -> bool:
    """Whether both sentences are about all that is asked, and about nothing besides."""
    asked = stems(question) - _MEASURING
    least = _COVERED * len(asked)
    if any(len(asked & side.context) < least for side in (one, other)):
        return False
    named = {stem(word) for word in specifics(question)}
    if not named <= one.surroundings & other.surroundings:
        return False
    return not named & ((asked & one.context) ^ (asked & other.context))


def _other_places(question: str, one: Statement, other: Statement) -> bool:
    """Whether both sentences name something, and nothing in common but what is asked."""
    known = set(words(question))
    placed = [set(words(" ".join(_PLACED.findall(side.text)))) - known for side in (one, other)]
    return bool(placed[0] and placed[1] and placed[0].isdisjoint(placed[1]))


def _left(
    question: str,
    one: Statement,
    other: Statement,
    find: Callable[[str], Sequence[_V]],
    exclude: Callable[[_V, _V], bool],
) -> tuple[str, str] | None:
    """The one value of each sentence that the other one contradicts, if it has no other."""
    asked = find(question)
    mine, yours = find(one.text), find(other.text)
    if len(mine) != 1 or len(yours) != 1 or asked or not exclude(mine[0], yours[0]):
        return None
    return mine[0].span.of(one.text), yours[0].span.of(other.text)


def _apart(one: Quantity, other: Quantity) -> bool:
    return quantities.exclude(one, other, _APART)


def _counted(question: str) -> Callable[[str], Sequence[Quantity]]:
    """How to find the quantities that count what the question does."""
    match = _COUNTED.search(question)
    unit = stem(match.group(1).lower()) if match and content_words(match.group(1)) else None
    unit = next((sign for sign, asks in _UNITS.items() if asks.search(question)), unit)

    def find(text: str) -> Sequence[Quantity]:
        taken = [date.span for date in dates.dates(text)]
        return [
            each
            for each in quantities.quantities(text)
            if (unit is None or unit in each.unit)
            and not any(each.span.start < t.end and t.start < each.span.end for t in taken)
        ]

    return find


def _years(text: str, told: Told) -> frozenset[int | None]:
    """The years that a sentence is about, unless a time is what is asked for."""
    if told is Told.TIME:
        return frozenset()
    return frozenset(date.year for date in dates.dates(text))


_FINDERS = {Told.NUMBER: _numbers, Told.TIME: _times, Told.NAME: agents}
