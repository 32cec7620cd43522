"""What a question asks for, so that a difference in it is a difference in the answer."""

import re
from functools import lru_cache

from assistant.disagreeing.aligned import Told
from assistant.disagreeing.polarity import POLES, SCALES_ASKED, Scale
from assistant.evidence import Asked, asked_for
from corpus import words

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

_RELATIVE = re.compile(r"^\W*(?:when|where)\b|\b(?:than|compared|versus|vs)\b", re.IGNORECASE)
_OPEN = frozenset({"what", "which", "who"})
_AUXILIARIES = frozenset(
    "is are was were do does did has have had can could will would should may might must".split()
)


@lru_cache(maxsize=64)
def wanted(question: str) -> frozenset[Told]:
    """The kinds of values by which answers to `question` can differ.

    >>> [told.value for told in wanted("When did it open?")]
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


@lru_cache(maxsize=64)
def scales_asked(question: str) -> frozenset[Scale]:
    """The scales that a question asks of; none if it compares, or asks when or where.

    >>> [scale.value for scale in scales_asked("Is it expensive?")]
    ['cost']
    >>> [scale.value for scale in scales_asked("Is it more expensive than tea?")]
    []
    """
    if _RELATIVE.search(question):
        return frozenset()
    return frozenset(scale for scale, cues in SCALES_ASKED.items() if cues.search(question))


@lru_cache(maxsize=64)
def asks_for_subject(question: str) -> bool:
    """Whether a question asks what or who it is that something holds of.

    >>> asks_for_subject("What protects tulips?"), asks_for_subject("What do tulips need?")
    (True, False)
    """
    first, *others = words(question) or ("",)
    if first not in _OPEN:
        return False
    for place, word in enumerate(others):
        if word in _AUXILIARIES:
            after = next((one for one in others[place + 1 :] if one not in ("be", "not")), "")
            return after in POLES or (first == "who" and not word.startswith("d"))
    return True
