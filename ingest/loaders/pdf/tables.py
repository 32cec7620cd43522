"""Tables: rows whose segments stand in columns, where that is beyond doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.loaders.pdf.rows import Row, Segment

_FEWEST_ROWS = 3
_ALIGNED = 0.8
_FILLED = 0.6
_WIDEST_STEP = 4.0
_OPENS_ROW = 1.35


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of a table, the header row first; every row has the same number."""

    rows: tuple[tuple[str, ...], ...]
    page: int


def find_table(rows: Sequence[Row], page: int) -> tuple[Table, int] | None:
    """The table that starts with the first of `rows`, and how many rows it takes."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    for count in range(_reach(rows), 1, -1):
        taken = rows[:count]
        columns = _columns(taken)
        if len(taken[-1]) >= 2 or len(columns) > 1:
            found = _table(taken, columns, page)
            if found:
                return found, count
    return None


def _reach(rows: Sequence[Row]) -> int:
    """How far a table can go: no wide step down, no two rows in sequence with one segment."""
    count = 1
    while count < min(len(rows), 400):
        step = rows[count - 1][0].y - rows[count][0].y
        size = max(segment.size for segment in rows[count])
        if not 0 < step < _WIDEST_STEP * size:
            break
        if len(rows[count]) == 1 and not _inside(rows[count][0], rows[:count]):
            break
        count += 1
    while count > 1 and len(rows[count - 1]) == 1 and not _inside(rows[count - 1][0], rows[:1]):
        count -= 1
    return count


def _inside(segment: Segment, rows: Sequence[Row]) -> bool:
    """Whether a lone segment lies below one column only."""
    columns = _columns([row for row in rows if len(row) > 1])
    return sum(segment.x0 < right and left < segment.x1 for left, right in columns) <= 1


def _columns(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Where the columns are: segments of different rows that overlap share one."""
    found: list[tuple[float, float]] = []
    for left, right in sorted((s.x0, s.x1) for row in rows for s in row):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _table(rows: Sequence[Row], columns: Sequence[tuple[float, float]], page: int) -> Table | None:
    width = len(columns)
    wide = [row for row in rows if len(row) > 1]
    if width < 2 or len(wide) < (_FEWEST_ROWS if width == 2 else 2):
        return None
    placed = [[_place(segment, columns) for segment in row] for row in rows]
    if any(len(set(places)) < len(places) for places in placed):
        return None
    if sum(map(len, wide)) < _FILLED * width * len(wide) or len(rows[0]) < 0.5 * width:
        return None
    if not all(_aligned([s for row in rows for s in row], one) for one in columns):
        return None
    cells = _gathered(rows, placed, width)
    if len(cells) < 2 or (width == 2 and len(cells) < _FEWEST_ROWS):
        return None
    return Table(tuple(map(tuple, cells)), page)


def _place(segment: Segment, columns: Sequence[tuple[float, float]]) -> int:
    return next(at for at, (_, right) in enumerate(columns) if segment.x0 < right)


def _aligned(segments: Sequence[Segment], column: tuple[float, float]) -> bool:
    """Whether the cells of a column begin, end or are centred on one line."""
    cells = [s for s in segments if column[0] <= s.x0 < column[1]]
    reach = 0.35 * median(s.size for s in cells)
    for edges in (
        [s.x0 for s in cells],
        [s.x1 for s in cells],
        [(s.x0 + s.x1) / 2 for s in cells],
    ):
        middle = median(edges)
        if sum(abs(edge - middle) <= reach for edge in edges) >= _ALIGNED * len(edges):
            return True
    return False


def _gathered(rows: Sequence[Row], placed: Sequence[Sequence[int]], width: int) -> list[list[str]]:
    """Cells, with lines that carry a cell on put to the row they belong to."""
    steps = [above[0].y - below[0].y for above, below in pairwise(rows)]
    tight = min(steps)
    spaced = sum(step > _OPENS_ROW * tight for step in steps) >= 2
    cells: list[list[str]] = []
    for at, (row, places) in enumerate(zip(rows, placed, strict=True)):
        near = at > 0 and steps[at - 1] < _OPENS_ROW * tight
        carries_on = near and (spaced or 0 not in places)
        if not carries_on or not cells:
            cells.append([""] * width)
        for segment, place in zip(row, places, strict=True):
            above = cells[-1][place]
            cells[-1][place] = f"{above} {segment.text}" if above else segment.text
    return cells
