"""Which values a question asks for, so that a difference in them is a difference in the answer."""

import re
from functools import lru_cache

from assistant.disagreeing.aligned import Told
from assistant.evidence import Asked, asked_for

_ANY = frozenset(Told)
_NOT_NAMES = _ANY - {Told.NAME}
_BY_ASKED = {
    Asked.NUMBER: frozenset({Told.NUMBER, Told.POLE}),
    Asked.TIME: frozenset({Told.TIME}),
    Asked.PERSON: frozenset({Told.NAME}),
    Asked.LIST: _NOT_NAMES,
    Asked.EXAMPLE: frozenset({Told.POLE}),
    Asked.COMPARISON: _NOT_NAMES,
    Asked.REASON: _NOT_NAMES,
    Asked.CONDITION: _NOT_NAMES,
}
_DATE = re.compile(
    r"\bdates?\b|\b(?:what|which) (?:\w+ )?(?:year|day)\b(?!-)|^when\b", re.IGNORECASE
)
_SEVERAL = re.compile(
    r"\b(?:which|what) (?!was\b|does\b|has\b)\w*[^\Wsui]s\b"
    r"|^who (?:are|were|have)\b|\ball\b|\bsome\b|\bother\b|\b(?:any|list)\b",
    re.IGNORECASE,
)
"""Asks for several names, which all may be right."""
_NAME = re.compile(r"^(?:who|whom|whose|which|where)\b|\bname\b", re.IGNORECASE)


@lru_cache(maxsize=64)
def wanted(question: str) -> frozenset[Told]:
    """The kinds of values by which answers to `question` can differ.

    >>> sorted(wanted("When did it open?"))
    ['time']
    """
    kinds = _wanted(question.strip())
    several = _SEVERAL.search(question.strip()) or question.lower().startswith("how ")
    return kinds - {Told.NAME} if several else kinds


def _wanted(question: str) -> frozenset[Told]:
    asked = asked_for(question)
    if asked not in (Asked.TIME, Asked.NUMBER, Asked.PERSON) and _DATE.search(question):
        return frozenset({Told.TIME, Told.POLE})
    if asked is Asked.OTHER and _NAME.search(question):
        return frozenset({Told.NAME, Told.NUMBER})
    return _BY_ASKED.get(asked, _ANY)
