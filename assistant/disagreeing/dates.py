"""Times that a text names: days, months and years, whichever way they are written."""

import re
from dataclasses import dataclass

from corpus import Span

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[0-9]|20)\d{2}"
_DATES = (
    rf"(?P<m1>{_MONTH}) (?P<d1>{_DAY})(?:,? (?P<y1>{_YEAR}))?(?![\d:])",
    rf"(?P<d2>{_DAY}) (?:of )?(?P<m2>{_MONTH})(?:,? (?P<y2>{_YEAR}))?(?!\w)",
    rf"(?P<m3>{_MONTH}),? (?:of )?(?P<y3>{_YEAR})",
    rf"(?P<y4>{_YEAR})-(?P<m4>0[1-9]|1[0-2])-(?P<d4>0[1-9]|[12]\d|3[01])",
    rf"(?P<y5>{_YEAR})(?P<span>s|[-–/](?:\d{{4}}|\d{{2}}))?(?![.,]\d)",
)
_DATE = re.compile(rf"(?<![\w$€£.,#])(?:{'|'.join(_DATES)})(?![\w%])", re.IGNORECASE)
_COUNTED = re.compile(
    r" (?:[a-z-]+ )?(?:people|persons|users|words|dollars|euros|pounds|employees|examples|items"
    r"|miles|kilomet|metres|meters|feet|grams|kg|km|calories|students|patients|copies|species"
    r"|cases|deaths|members|residents|inhabitants|samples|tokens|records|images|pages)"
)
_LOOSE = re.compile(
    r"(?:\b(?:about|around|circa|ca?\.|approximately|roughly|before|after|by|since|until|till"
    r"|early|late|mid|from|between|during)[ -]*(?:the )?)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Date:
    """A time that a text names, as exact as it does."""

    span: Span
    year: int | None
    month: int | None = None
    day: int | None = None
    is_loose: bool = False
    """Whether it is a decade, a stretch of years, or said with `about`, `before` or the like."""


def dates(text: str) -> tuple[Date, ...]:
    """The times that `text` names, in order.

    >>> [(one.year, one.month, one.day) for one in dates("From 15 May 2012, not May. 1, 2002.")]
    [(2012, 5, 15), (2002, 5, 1)]
    """
    found = []
    for match in _DATE.finditer(text):
        parts = match.groupdict()
        named = {key: _first(parts, key) for key in "ymd"}
        if named["m"] is None and _COUNTED.match(text, match.end()):
            continue
        is_may = named["m"] == "may" and named["d"] is None and named["y"] is None
        if is_may:
            continue
        found.append(
            Date(
                span=Span(*match.span()),
                year=_number(named["y"]),
                month=_month(named["m"]),
                day=_number(named["d"]),
                is_loose=bool(parts["span"] or _LOOSE.search(text[: match.start()])),
            )
        )
    return tuple(found)


def exclude(one: Date, other: Date) -> bool:
    """Whether two times cannot both be right: `2012` and `May 2012` can, `May` and `June` cannot.

    >>> exclude(*dates("May 2012 or 2012")), exclude(*dates("May 2012 or June 2012"))
    (False, True)
    """
    if one.is_loose or other.is_loose:
        return False
    pairs = ((one.year, other.year), (one.month, other.month), (one.day, other.day))
    return any(a is not None and b is not None and a != b for a, b in pairs)


def _first(parts: dict[str, str | None], key: str) -> str | None:
    named = (value for name, value in parts.items() if name[0] == key and name[1:].isdigit())
    return next((value for value in named if value is not None), None)


def _number(digits: str | None) -> int | None:
    return int(re.sub(r"\D", "", digits)) if digits else None


def _month(name: str | None) -> int | None:
    if name is None:
        return None
    return int(name) if name.isdigit() else _MONTHS.index(name[:3].lower()) + 1
