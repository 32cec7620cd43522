"""Rows in the order they are read: one column after the other."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.loaders.pdf.rows import Row, Segment

_FEWEST_ROWS = 4
_FEWEST_VOTES = 3
_NARROWEST = 10.0
_FILLED = 0.55
_FEWEST_WORDS = 3
_DEEPEST = 4


def in_order(rows: Sequence[Row], depth: int = _DEEPEST) -> list[list[Row]]:
    """The regions of a page in reading order, each the rows of one column."""
    gutter = _gutter(rows) if depth else None
    if gutter is None:
        return [list(rows)] if rows else []
    regions: list[list[Row]] = []
    spanning: list[Row] = []
    band: list[Row] = []
    for row in rows:
        if any(_crosses(segment, gutter) for segment in row):
            if band:
                regions += _sides(band, gutter, depth)
                band = []
            spanning.append(row)
        else:
            if spanning:
                regions += in_order(spanning, depth - 1)
                spanning = []
            band.append(row)
    regions += in_order(spanning, depth - 1)
    return regions + _sides(band, gutter, depth)


def _sides(band: Sequence[Row], gutter: float, depth: int) -> list[list[Row]]:
    left = [side for row in band if (side := [s for s in row if s.x1 <= gutter])]
    right = [side for row in band if (side := [s for s in row if s.x1 > gutter])]
    return in_order(left, depth - 1) + in_order(right, depth - 1)


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where the space between two columns of prose is; `None` if there are none."""
    votes: Counter[int] = Counter()
    for row in rows:
        for left, right in pairwise(row):
            votes.update(range(int(left.x1) + 1, int(right.x0)))
    votes.update(_white(rows))
    for x, count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:60]:
        if count >= _FEWEST_VOTES and _parts_prose(rows, x):
            # The middle of the space, so that a letter that sticks out crosses nothing.
            end = x
            while votes[end + 1] == count:
                end += 1
            return (x + end) / 2
    return None


def _white(rows: Sequence[Row]) -> Counter[int]:
    """Places that nothing covers, between the left and the right edge of all."""
    segments = [segment for row in rows for segment in row]
    covered = {x for s in segments for x in range(int(s.x0), int(s.x1) + 1)}
    if not covered or max(covered) - min(covered) > 5000:
        return Counter()
    whole = range(min(covered), max(covered))
    return Counter({x: _FEWEST_VOTES for x in whole if x not in covered})


def _parts_prose(rows: Sequence[Row], x: float) -> bool:
    """Whether there is running text on both sides of `x`."""
    parted = [row for row in rows if not any(_crosses(segment, x) for segment in row)]
    left = [segment for row in parted for segment in row if segment.x1 <= x]
    right = [segment for row in parted for segment in row if segment.x1 > x]
    if _is_prose(left) and _is_prose(right):
        return not _tabular(parted, x)
    # Short columns: a table is drawn row by row, columns one after the other.
    return min(_words(left), _words(right)) >= _FEWEST_WORDS and (
        max(segment.order for segment in left) < min(segment.order for segment in right)
    )


def _is_prose(segments: Sequence[Segment]) -> bool:
    if len(segments) < _FEWEST_ROWS:
        return False
    reach = max(s.x1 for s in segments) - min(s.x0 for s in segments)
    filled = median(segment.width for segment in segments) / max(reach, 1.0)
    size = median(segment.size for segment in segments)
    return reach >= _NARROWEST * size and filled >= _FILLED and _words(segments) >= _FEWEST_WORDS


def _words(segments: Sequence[Segment]) -> float:
    """Words in a usual segment; 0 where there are not two."""
    if len(segments) < 2:
        return 0.0
    return median(len(segment.text.split()) for segment in segments)


def _tabular(rows: Sequence[Row], x: float) -> bool:
    """Whether the sides come in pairs, row by row, with space between the pairs."""
    steps = [above[0].y - below[0].y for above, below in pairwise(rows)]
    if len(steps) < _FEWEST_ROWS:
        return False
    usual = min(median(steps), sorted(steps)[len(steps) // 4])
    opened, paired = 1, 0
    for step, row in zip([2 * usual, *steps], rows, strict=True):
        if step > 1.3 * usual:
            opened += 1
            paired += any(s.x1 <= x for s in row) and any(s.x1 > x for s in row)
    sides = [sum(any((s.x1 <= x) is left for s in row) for row in rows) for left in (True, False)]
    uneven = min(sides) < 0.75 * max(sides)
    return uneven and opened > _FEWEST_VOTES and paired >= 0.8 * (opened - 1)


def _crosses(segment: Segment, x: float) -> bool:
    return segment.x0 < x < segment.x1
