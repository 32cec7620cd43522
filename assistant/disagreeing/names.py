"""Names that a text gives to persons, places and things, told by their capitals."""

import re

from corpus import content_words, words

_SMALL = r"(?:of|the|and|de|la|le|van|von|der|den|di|da|du|del|al|bin|ibn|for|in|&)"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŁŠŽČ][\w'’.&-]*"
_NAME = re.compile(
    rf"[\"'“‘(]*(?:the )?{_CAPITAL}(?:[ ,]+(?:{_SMALL} ){{0,2}}{_CAPITAL})*[\W_]*(?:['’]s)?[\W_]*"
)
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec am pm edt est gmt utc mr mrs ms dr i yes no""".split()
)
_ALIAS = (
    r"(?:[,;(]? ?(?:formerly|previously|originally|now|also|better|then|today|later|once)?"
    r" ?(?:known as|called|named|renamed|rebranded(?: as)?|a\.?k\.?a\.?|nicknamed|or|i\.e\.|alias"
    r"|formerly|now|née|born)|,? whose (?:former|original|real|birth) name (?:is|was)| ?[(=/])"
)
_BETWEEN = 40
"""Characters at most from the end of a name to the words that tell its other name."""


def is_name(text: str) -> bool:
    """Whether `text` is a name and nothing else.

    >>> is_name("The Shape of Water"), is_name("Water is wet"), is_name("Monday")
    (True, False, False)
    """
    folded = words(text)
    return bool(
        _NAME.fullmatch(text.strip())
        and folded
        and not all(word in _CALENDAR for word in folded)
        and content_words(text)
    )


def stands_as_name(name: str, passage: str) -> bool:
    """Whether a passage writes `name` with its capital where no sentence begins."""
    first = re.escape(name.strip("\"'“‘( "))
    return bool(re.search(rf"(?<=[\w,;)] ){first}", passage))


def exclude(one: str, other: str, texts: str) -> bool:
    """Whether two names cannot be of the same.

    They can if one has all words of the other, if they end in the same word as persons of the same
    surname do, if one abbreviates the other, or if `texts` says that one goes by the other.

    >>> exclude("James Cameron", "Cameron", ""), exclude("Facebook", "Apple", "")
    (False, True)
    """
    first, second = _parts(one), _parts(other)
    if not first or not second or set(first) <= set(second) or set(second) <= set(first):
        return False
    if first[-1] == second[-1] or _abbreviates(one, second) or _abbreviates(other, first):
        return False
    return not (_are_aliases(one, other, texts) or _are_aliases(other, one, texts))


def _parts(name: str) -> tuple[str, ...]:
    return tuple(word.removesuffix("'s") for word in content_words(name) or words(name))


def _abbreviates(name: str, parts: tuple[str, ...]) -> bool:
    letters = re.sub(r"[^a-z]", "", name.lower())
    initials = "".join(part[0] for part in parts)
    return len(parts) > 1 and 1 < len(letters) <= len(parts) + 1 and letters.startswith(initials)


def _are_aliases(one: str, other: str, texts: str) -> bool:
    first, second = (re.escape(name.strip("\"'“”‘’(),. ")) for name in (one, other))
    return bool(
        re.search(rf"{first}\b.{{0,{_BETWEEN}}}?{_ALIAS}.{{0,12}}?\b{second}", texts, re.IGNORECASE)
    )
