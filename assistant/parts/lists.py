"""Questions about a list of terms, or about a list of aspects of a comparison."""

import re

_LISTED = re.compile(
    r"(?P<asks>what|who) (?P<be>is|are|was|were) (?P<items>.+?)\??$"
    r"|(?P<does>what) (?:do|does) (?P<meant>.+?) (?P<verb>mean|stand for)\??$"
    r"|(?P<tell>(?:please )?(?:define|explain)) (?P<told>.+?)[.?]?$",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:differ\w*|compar\w+|versus|vs\.?|distinguish\w*|better|worse|contrast)\b", re.IGNORECASE
)
_ASPECTS = re.compile(
    r"(?P<head>.+?),? (?P<by>in terms of|with regards? to|with respect to|in regards? to|regarding"
    r"|concerning|as regards|when it comes to|by|in|on) (?P<items>(?:(?! in | on | by ).)+?)\??$",
    re.IGNORECASE,
)
_ASPECT = re.compile(
    r"\b(?:accuracy|benefits?|bias|capacity|complexity|control|costs?|coverage|data|design"
    r"|difficulty|duration|efficiency|effort|ease|expense|flexibility|fees?|features?|format"
    r"|function|hardware|latency|learning|length|limits?|maintenance|memory|origin|payment"
    r"|performance|power|precision|prices?|pricing|purpose|quality|range|reliability|requirements?"
    r"|resources?|results?|risks?|safety|scalability|scope|security|shape|size|skills?|speed"
    r"|storage|structure|style|support|taste|time|training|usability|use|weight)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*,\s*(?:and\s+|or\s+|&\s+)?|\s+(?:and|&)\s+", re.IGNORECASE)
_NO_TERM = re.compile(
    r"\b(?:in|of|on|at|for|to|with|from|by|about|between|that|which|who|when|if|used|the|these"
    r"|those|this|my|your|our|their|its|his|her|some|any|all|both|other|most|main|key|different"
    r"|pros|cons|do|does|is|are|was|were|it|they|not)\b",
    re.IGNORECASE,
)
_TERM = re.compile(r"^(?:[A-Z]{2,}\w*|[A-Z][a-z]+[A-Z]\w*|\w+-\w[\w-]*|[A-Z][\w-]+)$|\w \w")
_LONGEST_ITEM = 4


def listed(question: str) -> tuple[str, ...]:
    """A question for each term or aspect that this one lists; the question alone if it lists none.

    >>> listed("What are LoRA, QLoRA and PEFT?")
    ('What is LoRA?', 'What is QLoRA?', 'What is PEFT?')
    >>> listed("How do A and B differ in cost and data?")
    ('How do A and B differ in cost?', 'How do A and B differ in data?')
    """
    return _by_aspect(question) or _by_term(question) or (question,)


def _by_aspect(question: str) -> tuple[str, ...]:
    match = _ASPECTS.match(question)
    if not match or not _COMPARES.search(match["head"]):
        return ()
    items = _BETWEEN.split(match["items"])
    if len(items) < 2 or not all(0 < len(item.split()) < _LONGEST_ITEM for item in items):
        return ()
    is_plain = match["by"].lower() in ("in", "on", "by")
    if is_plain and not all(_ASPECT.search(item) for item in items):
        return ()
    mark = "?" if question.endswith("?") else ""
    return tuple(f"{match['head']} {match['by']} {item}{mark}" for item in items)


def _by_term(question: str) -> tuple[str, ...]:
    match = _LISTED.match(question)
    if not match:
        return ()
    items = _BETWEEN.split(match["items"] or match["meant"] or match["told"])
    if not _are_terms(items, is_plural=(match["be"] or "are").lower() in ("are", "were")):
        return ()
    if match["tell"]:
        return tuple(f"{match['tell']} {item}" for item in items)
    if match["does"]:
        return tuple(f"{match['does']} does {item} {match['verb']}?" for item in items)
    past = match["be"].lower() in ("was", "were")
    return tuple(f"{match['asks']} {_be(item, past)} {item}?" for item in items)


def _are_terms(items: list[str], *, is_plural: bool) -> bool:
    """Whether the items are terms each of which can be asked for alone.

    Of two, both have to look like one: `red and white blood cells` is one term, `fats and oils`
    may be.
    """
    if len(items) < 2 or not all(0 < len(item.split()) <= _LONGEST_ITEM for item in items):
        return False
    if any(_NO_TERM.search(item) for item in items):
        return False
    if len(items) > 2:
        return not any(len(item.split()) > 1 for item in items[-1:]) or len(items[0].split()) > 1
    return is_plural and all(_TERM.search(item) for item in items)


def _be(item: str, past: bool) -> str:
    is_plural = item.endswith("s") and not item.endswith(("ss", "us", "is")) and item.islower()
    if past:
        return "were" if is_plural else "was"
    return "are" if is_plural else "is"
