"""Numbers and dates of a claim that the evidence does not give."""

import math
import re
from collections.abc import Iterator

from assistant.disagreeing import Date, Quantity, dates_in, quantities_in
from assistant.grounding.lack import Lack, Missing
from corpus import Span, content_words, stem, words

_FIGURE = re.compile(r"[-−+]?(?<![\w.])\w*\d(?:[\w]|[.,:/^–-](?=\w))*")
"""A run with a digit: also versions, times of day, fractions and names such as `GPT-4`."""
_SPECIAL = frozenset({"$", "%", "th", "day"})
_MEASURES = {
    name: group.split()[0]
    for group in (
        "mm millimetre millimeter", "cm centimetre centimeter", "m metre meter",
        "km kilometre kilometer", "g gram gramme", "kg kilogram kilo", "mg milligram",
        "t ton tonne",
        "ms millisecond", "kb kilobyte", "mb megabyte", "gb gigabyte", "tb terabyte", "mile mi",
        "foot feet ft", "inch inches", "pound lb lbs", "hz hertz", "ghz gigahertz", "w watt",
        "kw kilowatt", "l litre liter", "ml millilitre milliliter", "kwh", "degree", "point",
        "percentage", "token", "word", "page", "parameter", "time x fold",
    )
    for name in (stem(word) for word in group.split())
}  # fmt: skip
_NUMERALS = re.compile(
    r"\b(?:zero|half|halves|quarters?|thirds?|twice|thrice|doubl\w+|tripl\w+|quadrupl\w+|dozens?"
    r"|hundreds?|thousands?|millions?|billions?|trillions?|tens|first|second|third|fourth|fifth"
    r"|sixth|seventh|eighth|ninth|tenth)\b",
    re.IGNORECASE,
)
_SAME_NUMERAL = {
    name: group.split()[0]
    for group in ("twice doubl 2x", "half halv 50", "tripl thrice 3x")
    for name in group.split()
}
_CALENDAR = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tues?|Wed|Thu|Fri|Sat|Sun)"
    r"(?:r?s?day|nesday|urday|uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\b"
)
_WHEN = (
    ("before", re.compile(r"\b(?:before|until|till|by)(?: the)?[ -]*(?:\w+ )?$", re.IGNORECASE)),
    ("after", re.compile(r"\b(?:after|since)(?: the)?[ -]*$", re.IGNORECASE)),
    ("from", re.compile(r"\b(?:from|starting in|as of)(?: the)?[ -]*$", re.IGNORECASE)),
    ("early", re.compile(r"\bearly(?: in)?[ -]*$", re.IGNORECASE)),
    ("mid", re.compile(r"\bmid(?:dle of)?(?: the)?[ -]*$", re.IGNORECASE)),
    ("late", re.compile(r"\blate(?: in)?[ -]*$", re.IGNORECASE)),
)
_BEYOND = re.compile(
    r"\b(?:over|more than|above|exceed\w*|under|less than|fewer than|below)\s*$|[<>]\s*$", re.I
)
"""What a bound may follow that the number itself does not meet."""
_BOUNDED = re.compile(
    r"\s*[\w-]*\s*(?:or (?:less|more|fewer|under|over|above|below|longer|shorter|older|younger)"
    r"|at (?:most|least)|maximum|minimum|[\w ]{0,30} at (?:most|least))\b",
    re.IGNORECASE,
)
"""What makes a number before it a bound."""
_SHARE = re.compile(
    r"^ of (?:the|its|their|our|these|those|all)?(?: ?(?:\d+|two|three|four|five|six|seven|eight"
    r"|nine|ten|eleven|twelve)\b)?",
    re.IGNORECASE,
)
_CLOSE = 1e-9
_ROUNDED = 0.05
"""Share by which a number said with `about` may lie off the one told."""


def missing_values(claim: str, evidence: str) -> Iterator[Lack]:
    """Each number and date that `claim` names and `evidence` does not."""
    times = dates_in(claim)
    told = dates_in(evidence)
    for time in times:
        if not any(_same_time(time, claim, other, evidence) for other in told):
            yield Lack(Missing.DATE, time.span.of(claim))
    yield from _calendar(claim, evidence)
    known = [time.span for time in times]
    counted = _counted(claim)
    there = _counted(evidence)
    for one in counted:
        if not _is_pronoun(one, claim, there) and not _is_given(one, claim, there, evidence):
            yield Lack(Missing.NUMBER, one.span.of(claim))
    known += [one.span for one in counted]
    yield from _figures(claim, evidence, known)
    yield from _numerals(claim, evidence, known)


def _counted(text: str) -> list[Quantity]:
    """The quantities that are no times; `$` before a figure is part of it."""
    taken = [time.span for time in dates_in(text)]
    return [
        one
        for one in quantities_in(text)
        if not any(one.span.start < t.end and t.start < one.span.end for t in taken)
    ]


def _is_given(one: Quantity, claim: str, there: list[Quantity], evidence: str) -> bool:
    """Whether a quantity follows from one that the evidence tells of the same thing.

    Where the evidence counts the thing itself, the same number of something else is no support.
    """
    counts, noun = _counts(one), _noun(one, claim)
    if _is_single(one, claim, evidence):
        return True
    alike = [other for other in there if _is_alike(_counts(other), counts)]
    named = [other for other in alike if noun and _noun(other, evidence) == noun]
    return any(_entails(other, one, claim) for other in named or alike)


def _is_single(one: Quantity, claim: str, evidence: str) -> bool:
    """Whether the evidence says `a week` where the claim says `one week`."""
    figure, _, unit = one.span.of(claim).lower().partition(" ")
    if figure not in ("one", "1") or not unit:
        return False
    return bool(
        re.search(rf"\b(?:an?|per|each|every) {re.escape(unit)}\b", evidence, re.IGNORECASE)
    )


def _is_alike(told: str | None, said: str | None) -> bool:
    """Whether two quantities may count the same: `tried five times` is `five trials`."""
    return told == said or (None in (told, said) and "time" in (told, said))


def _noun(one: Quantity, text: str) -> str | None:
    """The word right after a quantity, which most often is what it counts.

    Of `two of the nine houses` it is `houses` for both.
    """
    after = _SHARE.sub("", text[one.span.end : one.span.end + 60], count=1)
    following = words(after)[:1]
    return stem(following[0]) if content_words(" ".join(following)) else None


def _counts(one: Quantity) -> str | None:
    """The one thing it counts for sure: a sign, or a unit of measure."""
    special = next(iter(_SPECIAL & one.unit), None)
    return special or next(
        (_MEASURES[unit] for unit in sorted(one.unit) if unit in _MEASURES), None
    )


def _entails(told: Quantity, said: Quantity, claim: str) -> bool:
    """Whether a quantity told makes another one true: the same, a bound it meets, or rounded."""
    if _near(told.low, said.low) and _near(told.high, said.high):
        return True
    if (told.low == 0 and said.high == math.inf) or (told.high == math.inf and said.low == 0):
        return False  # at most, and at least
    if said.is_exact and not told.is_exact and _is_bound(told):
        return _near(_named(told)[0], said.low) and bool(_BOUNDED.match(claim[said.span.end :]))
    named = _named(told)
    if all(any(_near(one, other) for other in named) for one in _named(said)):
        return said.is_exact or not _BEYOND.search(claim[: said.span.start])
    if not told.is_exact or said.is_exact or not said.figure:
        return False
    middle = said.low / 0.8
    is_rounder = len(said.figure.strip("0.,")) < len(told.figure.strip("0.,"))
    return _near(told.low, middle) or (is_rounder and abs(told.low - middle) <= _ROUNDED * middle)


def _is_bound(one: Quantity) -> bool:
    return one.low == 0 or one.high == math.inf


def _named(one: Quantity) -> list[float]:
    """The numbers that a quantity names."""
    if one.low == 0 or one.high == math.inf or not one.figure or one.is_exact:
        return [value for value in {one.low, one.high} if 0 < value < math.inf] or [one.low]
    return [one.low / 0.8]  # about


def _near(one: float, other: float) -> bool:
    return one == other or math.isclose(one, other, rel_tol=_CLOSE)


def _is_pronoun(one: Quantity, claim: str, there: list[Quantity]) -> bool:
    """Whether it counts nothing: `one of the reasons`, `no one`, `a warm one`, `the two`."""
    if _counts(one):
        return False
    if one.figure.lower() == "two":
        return bool(re.search(r"\b(?:the|these|those)\s*$", claim[: one.span.start], re.IGNORECASE))
    if one.figure.lower() != "one":
        return False
    if re.search(r"\b(?:an?|the|this|that|each|every) \w+ $", claim[: one.span.start]):
        return True
    return not any(other.unit & one.unit and other.low != 1 for other in there)


def _same_time(said: Date, claim: str, told: Date, evidence: str) -> bool:
    pairs = ((said.year, told.year), (said.month, told.month), (said.day, told.day))
    if any(mine is not None and mine != other for mine, other in pairs):
        return False
    stretches = [_stretch(time.span.of(text)) for time, text in ((said, claim), (told, evidence))]
    if stretches[0] != stretches[1]:
        return False
    places = {_when(said, claim), _when(told, evidence)}
    if "from" in places:  # `a study from 2023`, `open from 2023`
        return places <= {"from", "after", ""}
    return len(places) == 1 and (said.is_loose or not told.is_loose)


def _stretch(text: str) -> str:
    """Tells `1990s` and `1990-95` from `1990`."""
    plain = text.lower().replace("–", "-")
    return plain if re.fullmatch(r"\d{4}(?:s|[-/]\d+)", plain) else ""


def _when(time: Date, text: str) -> str:
    before = text[: time.span.start][-30:]
    return next((name for name, pattern in _WHEN if pattern.search(before)), "")


def _calendar(claim: str, evidence: str) -> Iterator[Lack]:
    there = {match.group()[:3] for match in _CALENDAR.finditer(evidence)}
    for match in _CALENDAR.finditer(claim):
        # At the start `May` and `March` may be a verb.
        is_first = not claim[: match.start()].strip()
        if match.group()[:3] not in there and not (is_first and match.group() in ("May", "March")):
            yield Lack(Missing.DATE, match.group())


def _figures(claim: str, evidence: str, known: list[Span]) -> Iterator[Lack]:
    there = {_plain(match.group()) for match in _FIGURE.finditer(evidence)}
    for match in _FIGURE.finditer(claim):
        is_known = any(span.start < match.end() and match.start() < span.end for span in known)
        signed = match.group()[0] in "-−+"
        if (signed or not is_known) and _plain(match.group()) not in there:
            yield Lack(Missing.NUMBER, match.group())


def _plain(figure: str) -> str:
    return figure.lower().replace(",", "").replace("−", "-").replace("–", "-").removesuffix("-")


def _numerals(claim: str, evidence: str, known: list[Span]) -> Iterator[Lack]:
    there = {_numeral(word) for word in words(evidence)}
    for match in _NUMERALS.finditer(claim):
        is_known = any(span.start <= match.start() < span.end for span in known)
        begins = not claim[: match.start()].strip() and claim[match.end() :].startswith(",")
        if not is_known and not begins and _numeral(match.group().lower()) not in there:
            yield Lack(Missing.NUMBER, match.group())


def _numeral(word: str) -> str:
    return _SAME_NUMERAL.get(stem(word), stem(word))
