"""What was read and is not in the answer, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.cite import Evidence
from corpus import Span

_MOST = 12


class Why(StrEnum):
    """Why a sentence that was read is not in the answer."""

    WEAKER = "weaker"
    """It says the answer less likely than those chosen."""
    REPEATED = "repeated"
    """A chosen sentence says the same."""
    FRAGMENT = "fragment"
    """It is no whole sentence, or only announces the next."""
    NO_ROOM = "no_room"
    """The answer would get too long."""
    OTHER_BLOCK = "other_block"
    """One whole FAQ answer, list or table is the answer."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A sentence that was read and is not in the answer."""

    evidence: Evidence
    why: Why


def most_likely(refused: Iterable[LeftOut], chosen: Iterable[Evidence]) -> tuple[LeftOut, ...]:
    """Those refused that did not come in after all, each once, the best first; not all of them."""
    places = {evidence.place for evidence in chosen}
    found: dict[tuple[str, Span], LeftOut] = {}
    for one in sorted(refused, key=lambda one: -one.evidence.score):
        if one.evidence.place not in places:
            found.setdefault(one.evidence.place, one)
    return tuple(found.values())[:_MOST]
