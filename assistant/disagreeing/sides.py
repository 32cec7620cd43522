"""Both sides of a conflict in one answer, and which of its claims they are."""

from collections.abc import Sequence

from assistant.cite import Evidence
from assistant.disagreeing.disagree import Conflict
from assistant.evidence import leans
from assistant.types import Disagreement
from corpus import Kind, Span

_WHOLE = (Kind.LIST, Kind.FAQ)
"""Kinds of chunks whose units say little without each other."""


def with_sides(
    chosen: Sequence[Evidence], conflicts: Sequence[Conflict], most: int
) -> tuple[Evidence, ...]:
    """The evidence of an answer with all sides of its conflicts, which stand next to each other.

    Args:
        chosen: The evidence that was chosen without looking at conflicts, in the order shown.
        conflicts: A conflict that has no side among `chosen` comes last.
        most: Pieces of evidence wanted at most. To make room the least sure go, but no side,
            nothing that what follows leans on, and no part of a list or FAQ answer.
    """
    shown = list(chosen)
    sides = {side.place for conflict in conflicts for side in conflict.evidence}
    for conflict in conflicts:
        known = [evidence.place for evidence in shown]
        missing = [side for side in conflict.evidence if side.place not in known]
        places = [known.index(s.place) for s in conflict.evidence if s.place in known]
        end = max(places, default=len(shown) - 1) + 1
        shown[end:end] = missing
    while conflicts and len(shown) > max(most, len(sides)):
        free = [n for n in range(len(shown)) if _can_go(shown, n, sides)]
        if not free:
            break
        del shown[min(free, key=lambda n: (shown[n].score, -n))]
    return tuple(shown)


def as_disagreements(
    conflicts: Sequence[Conflict], evidence: Sequence[Evidence]
) -> tuple[Disagreement, ...]:
    """The conflicts as disagreements of the claims made from `evidence`, one from each piece."""
    places = [one.place for one in evidence]
    return tuple(
        Disagreement(tuple(places.index(side.place) for side in one.evidence), one.values)
        for one in conflicts
    )


def _can_go(shown: Sequence[Evidence], place: int, sides: set[tuple[str, Span]]) -> bool:
    one = shown[place]
    if one.place in sides or any(_belong_together(one, other) for other in shown):
        return False
    following = shown[place + 1] if place + 1 < len(shown) else None
    return (
        following is None
        or following.chunk.document_id != one.chunk.document_id
        or not leans(following.text)
    )


def _belong_together(one: Evidence, other: Evidence) -> bool:
    """Whether two pieces of evidence are of one list, or of one FAQ answer."""
    of_one = one.chunk.document_id == other.chunk.document_id and one.unit != other.unit
    return of_one and one.chunk.kind in _WHOLE and one.chunk.block == other.chunk.block
