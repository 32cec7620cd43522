"""The question before, asked of something else: `And what about rye?` after one about wheat."""

import re
from collections.abc import Sequence

from assistant.rewriting.dependence import Dependence
from assistant.rewriting.known import Known
from assistant.rewriting.phrases import Phrase, phrases
from assistant.rewriting.wording import tokens
from assistant.types import Turn

_ALIKE = 0.45
"""Cosine similarity from which two phrases are of one kind, and not a thing and its aspect."""
_FRAME_WORDS = 25
"""Most words of a question that is asked again."""
_DETERMINER = re.compile(r"^(?:an?|the|my|your|our)\s+", re.IGNORECASE)
_AGAINST = re.compile(r"\s(?:vs\.?|versus|or)\s", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(.+?)\s+and\s+(.+)", re.IGNORECASE)


def asked_of_another(
    previous: str, leaning: Dependence, sections: Sequence[str], known: Known
) -> str:
    """The question before with its like phrase replaced; empty where there is none.

    Args:
        previous: The question before, on its own.
        leaning: Of the question that names something else.
        sections: Titles and headings cited before: `Rye or wheat` sets two things side by side.
        known: Tells how alike two phrases are.
    """
    named = _lone_phrase(leaning)
    if not named or len(tokens(previous)) > _FRAME_WORDS:
        return ""
    said = [one for one in phrases([Turn(previous)]) if set(one.stems) != set(named.stems)]
    sides = [one for one in said if _are_sides(one, named, sections)]
    if not sides:
        sides = [one for one in said if known.alike(one.text, named.text) >= _ALIKE]
    if not sides:
        return ""
    other = max(sides, key=lambda one: known.alike(one.text, named.text))
    words = _DETERMINER.sub("", leaning.rest).rstrip(" ?.!")
    return previous.replace(other.text, words, 1)


def _lone_phrase(leaning: Dependence) -> Phrase | None:
    """The noun phrase that is all a question says; `None` if it says more, or nothing."""
    rest = _DETERMINER.sub("", leaning.rest).rstrip(" ?.!")
    found = phrases([Turn(rest)]) if leaning.opener else ()
    return found[0] if len(found) == 1 and found[0].text == rest else None


def _are_sides(one: Phrase, other: Phrase, sections: Sequence[str]) -> bool:
    """Whether a heading sets one against the other."""
    for section in sections:
        between = _BETWEEN.search(section)
        named = between.groups() if between else _AGAINST.split(section)
        sides = [{token.stem for token in tokens(side)} for side in named]
        has_one = [side.issuperset(one.stems) for side in sides]
        has_other = [side.issuperset(other.stems) for side in sides]
        if any(has_one) and any(has_other) and has_one != has_other:
            return True
    return False
