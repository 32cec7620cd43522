"""Quantities that a text names: numbers with what they count, in figures and in words."""

import math
import re
from dataclasses import dataclass

from corpus import Span, stem, words

_SMALL = dict(
    zip(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
        " dozen".split(),
        [*range(1, 21), 30, 40, 50, 60, 70, 80, 90, 12],
        strict=True,
    )
)
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "k": 1e3,
    "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9,
}  # fmt: skip
_FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?: ?(?:hundred|thousand|million|billion|trillion)|(?:k|m|mn|bn|b)(?!\w))"
_NUMBER = rf"(?:{_FIGURES}|(?:{'|'.join(_SMALL)})(?:[- ](?:{'|'.join(_SMALL)}))?)"
_MONEY = r"(?:US|A|C|NZ)?[$€£¥]"
_QUANTITY = re.compile(
    rf"(?<![\w.,–-])(?P<money>{_MONEY} ?)?(?P<low>{_NUMBER})(?P<half> and a half)?"
    rf"(?P<scale>{_SCALE})?"
    rf"(?:(?: ?[-–—] ?| to | and )(?P<money2>{_MONEY} ?)?(?P<high>{_NUMBER})(?P<scale2>{_SCALE})?)?"
    r"(?P<after> ?\+| or (?:more|less|fewer|so)\b| plus\b)?"
    r"(?P<ordinal>st|nd|rd|th)?(?P<percent> ?%| per ?cent\b)?(?![\w])",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:(?P<few>a few|several|a couple of|some|many) )?"
    r"(?:(?P<tens>tens|hundreds) of )?(?P<scale>hundreds?|thousands?|millions?|billions?)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|close to|some|circa|~)\s*$",
    re.IGNORECASE,
)
_LEAST = re.compile(r"\b(?:over|more than|at least|above|exceed\w*|from|minimum of|>)\s*$", re.I)
_MOST = re.compile(
    r"\b(?:up to|under|less than|fewer than|at most|below|no more than|maximum of|within|<)\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:between|from)\s*$", re.IGNORECASE)
_DAYS = {
    "second": 1 / 86400, "minut": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0,
    "month": 30.44, "year": 365.25,
}  # fmt: skip
_CURRENCIES = frozenset({"dollar", "euro", "pound", "usd", "eur"})
_NAMED_UNIT = re.compile(
    r"[ -](?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|dollars?|euros?|pounds?)\b",
    re.IGNORECASE,
)
_COUNTABLE = 100
"""Whole numbers below this are not rounded."""
_NEAR = 0.05
_NEAR_DECIMAL = 0.1
"""Share by which a rounded number lies off at most."""
_UNIT_WORDS = 3


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a text names, or a range of numbers."""

    span: Span
    low: float
    high: float
    """As `low` unless it is a range or a bound, e.g. infinite after `more than`."""
    unit: frozenset[str]
    """Stems of the words that may be what it counts; `$`, `%`, `th` and `day` stand alone."""
    figure: str = ""
    """The number itself as it is written; empty for a range."""

    @property
    def is_exact(self) -> bool:
        """Whether it is one number, not a range or a bound."""
        return self.low == self.high


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities that `text` names, in order; times are told by `dates`.

    >>> [(one.low, one.high) for one in quantities("It cost $5 million, over 20 a head.")]
    [(5000000.0, 5000000.0), (20.0, inf)]
    """
    found = [_quantity(text, match) for match in _QUANTITY.finditer(text)]
    taken = [one.span for one in found]
    for match in _VAGUE.finditer(text):
        span = Span(*match.span())
        if not any(span.start < other.end and other.start < span.end for other in taken):
            found += _vague(text, match)
    return tuple(sorted(found, key=lambda one: one.span))


def exclude(one: Quantity, other: Quantity, apart: float = 1.0) -> bool:
    """Whether two quantities count the same and cannot both be right.

    Args:
        one: A quantity.
        other: Another.
        apart: By which factor they have to differ at least.
    """
    if not _comparable(one, other) or (one.low <= other.high and other.low <= one.high):
        return False
    if one.is_exact and other.is_exact and _is_rounded(one, other):
        return False
    lower, upper = sorted((one, other), key=lambda each: each.low)
    return upper.low >= apart * lower.high


def _comparable(one: Quantity, other: Quantity) -> bool:
    if one.unit == other.unit:
        return True
    special = {"$", "%", "th", "day"}
    if special & (one.unit | other.unit):
        return bool(special & one.unit & other.unit)
    return bool(one.unit & other.unit)


def _is_rounded(one: Quantity, other: Quantity) -> bool:
    """Whether one number is the other, rounded."""
    rough, fine = sorted((one, other), key=lambda each: _digits(each.figure))
    digits = _digits(rough.figure)
    if digits == _digits(fine.figure) or (fine.low.is_integer() and fine.low < _COUNTABLE):
        return False
    last = 10.0 ** (math.floor(math.log10(rough.low)) - digits + 1) if rough.low > 0 else 0.0
    nearest = _NEAR_DECIMAL if "." in fine.figure else _NEAR
    apart = abs(fine.low - rough.low)
    return apart <= 0.5001 * last and apart <= nearest * fine.low


def _digits(figure: str) -> int:
    """Significant digits of a written number; 1 for a word."""
    plain = figure.replace(",", "")
    if not plain[:1].isdigit():
        return 1
    return len(plain.replace(".", "").lstrip("0")) if "." in plain else len(plain.rstrip("0")) or 1


def _quantity(text: str, match: re.Match[str]) -> Quantity:
    part = match.groupdict()
    scale = part["scale"] or part["scale2"]
    low = (_value(part["low"]) + 0.5 * bool(part["half"])) * _scale(
        part["scale"] or (part["high"] and scale)
    )
    high = _value(part["high"]) * _scale(part["scale2"]) if part["high"] else low
    start, end = match.span()
    before = text[:start]
    is_range = part["high"] is not None
    if is_range and " and " in match.group() and not _BETWEEN.search(before):
        end, high, is_range = match.end("scale" if part["scale"] else "low"), low, False
    elif not is_range:
        low, high = _bounds(low, before, (part["after"] or "").strip())
    unit, factor = _unit(part, text[end:])
    low, high = low * factor, high * factor
    figure = "" if is_range else part["low"]
    if named := _NAMED_UNIT.match(text, end):
        end = named.end()
    return Quantity(Span(start, end), min(low, high), max(low, high), unit, figure)


def _bounds(value: float, before: str, after: str) -> tuple[float, float]:
    if _LEAST.search(before) or after in ("+", "or more", "plus"):
        return value, math.inf
    if _MOST.search(before) or after in ("or less", "or fewer"):
        return 0.0, value
    if _ABOUT.search(before) or after == "or so":
        return 0.8 * value, 1.25 * value
    return value, value


def _unit(part: dict[str, str | None], after: str) -> tuple[frozenset[str], float]:
    """What a number counts, and by what to multiply it to count in the unit's usual size."""
    for name, unit in (("money", "$"), ("money2", "$"), ("percent", "%"), ("ordinal", "th")):
        if part[name]:
            return frozenset({unit}), 1.0
    following = [stem(word) for word in words(after[:60])[:_UNIT_WORDS]]
    if following and following[0] in _DAYS:
        return frozenset({"day"}), _DAYS[following[0]]
    if following and following[0] in _CURRENCIES:
        return frozenset({"$"}), 1.0
    return frozenset(following), 1.0


def _vague(text: str, match: re.Match[str]) -> list[Quantity]:
    part = match.groupdict()
    is_plural = part["scale"].lower().endswith("s")
    if not is_plural and not part["few"]:
        return []
    scale = _SCALES[part["scale"].lower().removesuffix("s")]
    scale *= {"tens": 10, "hundreds": 100}.get((part["tens"] or "").lower(), 1)
    following = words(text[match.end() : match.end() + 60])
    unit = frozenset(stem(word) for word in following[: _UNIT_WORDS + 1] if word != "of")
    return [Quantity(Span(*match.span()), 2 * scale, 10 * scale - 1, unit)]


def _value(number: str) -> float:
    plain = number.replace(",", "").lower()
    if plain[0].isdigit():
        return float(plain)
    return float(sum(_SMALL[word] for word in re.split(r"[- ]", plain)))


def _scale(name: str | None) -> float:
    return _SCALES[name.strip().lower()] if name else 1.0
