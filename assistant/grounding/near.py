"""The one place of a passage that a quote with a few wrong words must mean."""

from collections.abc import Iterator, Sequence

from assistant.grounding.tokens import Token, tokens
from corpus import Span

_TENTH = 10
"""One word in so many may differ, be missing or be too many."""
_LONGEST = 400
"""Words of a quote that is aligned at all."""
_MOST_WINDOWS = 200
"""Places tried; a quote that fits so many is ambiguous anyway."""

_Match = tuple[int, int, int]
"""Edits, and the first and last word of the place."""


def nearest(quote: str, text: str) -> Span | None:
    """The words of `text` that `quote` differs from by at most one word in ten.

    `None` if two places are equally near, or if a number, name, denial or one of two opposites is
    among what differs. Below ten words only marks may differ.
    """
    wanted = tokens(quote)
    if not wanted or len(wanted) > _LONGEST:
        return None
    there = tokens(text)
    keys = [token.key for token in there]
    found = _matches([token.key for token in wanted], keys)
    if not found:
        return None
    least = min(edits for edits, *_ in found)
    best = sorted(
        (match for match in found if match[0] == least),
        key=lambda match: (abs(match[2] - match[1] - len(wanted)), match[1]),
    )
    _, start, end = best[0]
    if any(2 * (min(end, last) - max(start, first)) <= end - start for _, first, last in best):
        return None
    if not _same_fixed(wanted, there[start:end]):
        return None
    return Span(there[start].start, there[end - 1].end)


def _same_fixed(wanted: Sequence[Token], there: Sequence[Token]) -> bool:
    """Whether what must not differ is the same in the same order, in the same case but at first."""
    fixed = {token.key for token in (*wanted, *there) if token.is_fixed}
    mine, yours = (
        [token.text if n else token.key for n, token in enumerate(side) if token.key in fixed]
        for side in (wanted, there)
    )
    return mine == yours and not _are_turned({t.key for t in wanted}, {t.key for t in there})


def _are_turned(mine: set[str], yours: set[str]) -> bool:
    """Whether a word stands in one and its contrary in the other: `heated` and `unheated`."""
    return any(
        longer.endswith(shorter) or longer == shorter + "less"
        for one in mine - yours
        for other in yours - mine
        for shorter, longer in ((one, other), (other, one))
    )


def _matches(wanted: Sequence[str], there: Sequence[str]) -> set[_Match]:
    """The places that fit, with their edits."""
    most = len(wanted) // _TENTH
    found: set[_Match] = set()
    for tried, (low, high) in enumerate(_windows(wanted, there, most)):
        if tried == _MOST_WINDOWS:
            return set()
        fits = _aligned(wanted, there[low:high])
        found |= {(n, low + a, low + b) for n, a, b in fits if n <= most}
    return found


def _windows(wanted: Sequence[str], there: Sequence[str], most: int) -> Iterator[tuple[int, int]]:
    """Where the quote can be: with so few edits one of its parts stands there unchanged."""
    size = max(1, len(wanted) // (most + 1))
    parts = {n: tuple(wanted[n : n + size]) for n in range(0, size * (most + 1), size)}
    starts: dict[str, list[int]] = {}
    for place, key in enumerate(there):
        starts.setdefault(key, []).append(place)
    seen = set()
    for at, part in parts.items():
        for place in starts.get(part[0], ()):
            if tuple(there[place : place + size]) != part:
                continue
            low = max(0, place - at - most)
            window = low, min(len(there), place - at + len(wanted) + most)
            if window not in seen:
                seen.add(window)
                yield window


def _aligned(wanted: Sequence[str], window: Sequence[str]) -> list[_Match]:
    """For each end in the window the fewest edits of the quote, and where it then begins."""
    row = [(0, place) for place in range(len(window) + 1)]
    for key in wanted:
        above, row = row, [(row[0][0] + 1, row[0][1])]
        for place, other in enumerate(window):
            row.append(
                min(
                    (above[place][0] + (key != other), above[place][1]),
                    (above[place + 1][0] + 1, above[place + 1][1]),
                    (row[place][0] + 1, row[place][1]),
                )
            )
    return [(edits, start, end) for end, (edits, start) in enumerate(row) if end > start]
