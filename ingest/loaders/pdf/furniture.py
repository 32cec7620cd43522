"""What is printed on every page and belongs to none: running headers, footers, page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.loaders.pdf.rows import Row

_NUMBER = re.compile(r"\d+|\b[ivxl]{1,7}\b")
_COUNTED = re.compile(
    r"\W*(?:page|p\.|seite|página|pagina)?\s*\d+\s*(?:of|/|von|de|di|sur)\s*\d+\W*$", re.IGNORECASE
)
_OUTER_ROWS = 3
_SAME_HEIGHT = 6.0
_FEWEST = 3
_MARGIN = 0.14
_SET_OFF = 1.5
_SMALL = 0.93


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its rows from the top down, and how high it is."""

    number: int
    rows: list[Row]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Printed:
    page: int
    row: int
    text: str
    y: float
    size: float


def without_furniture(sheets: Sequence[Sheet], body_size: float) -> list[Sheet]:
    """The pages without the rows at their edges that repeat from page to page."""
    outer = [printed for sheet in sheets for printed in _outer(sheet)]
    groups: dict[str, list[_Printed]] = defaultdict(list)
    for printed in outer:
        groups[_NUMBER.sub("#", printed.text.casefold())].append(printed)
    dropped = {
        (printed.page, printed.row)
        for group in groups.values()
        for level in _levels(group)
        if _is_furniture(level, sheets, body_size)
        for printed in level
    }
    dropped |= {
        (one.page, one.row)
        for one in outer
        if _COUNTED.match(one.text) or (one.text == str(one.page + 1) and _in_margin(one, sheets))
    }
    kept = [
        [row for at, row in enumerate(sheet.rows) if at not in _edges(sheet, dropped)]
        for sheet in sheets
    ]
    if 4 * sum(map(len, kept)) < sum(len(sheet.rows) for sheet in sheets):
        # Where most of it repeats, what repeats is the text.
        return list(sheets)
    return [replace(sheet, rows=rows) for sheet, rows in zip(sheets, kept, strict=True)]


def _edges(sheet: Sheet, dropped: set[tuple[int, int]]) -> set[int]:
    """Rows to drop from the edges inwards, as far as they are set off from the text."""
    found: set[int] = set()
    rows = sheet.rows
    for order in (range(len(rows)), range(len(rows) - 1, -1, -1)):
        edge: list[int] = []
        for at in order:
            if (sheet.number, at) not in dropped:
                if edge and _is_set_off(rows[edge[-1]], rows[at]):
                    found.update(edge)
                break
            edge.append(at)
        else:
            found.update(edge)
    return found


def _is_set_off(outer: Row, inner: Row) -> bool:
    size = max(segment.size for segment in inner)
    apart = abs(outer[0].y - inner[0].y) >= _SET_OFF * size
    return apart or max(segment.size for segment in outer) < _SMALL * size


def _outer(sheet: Sheet) -> list[_Printed]:
    count = len(sheet.rows)
    places = [*range(min(_OUTER_ROWS, count)), *range(max(_OUTER_ROWS, count - _OUTER_ROWS), count)]
    return [
        _Printed(
            sheet.number,
            at,
            " ".join(segment.text for segment in sheet.rows[at]),
            sheet.rows[at][0].y,
            max(segment.size for segment in sheet.rows[at]),
        )
        for at in places
    ]


def _levels(group: Sequence[_Printed]) -> list[list[_Printed]]:
    """Those of a group that stand on the same height, on whatever page."""
    found: list[list[_Printed]] = []
    for printed in sorted(group, key=lambda one: one.y):
        if found and printed.y - found[-1][-1].y < _SAME_HEIGHT:
            found[-1].append(printed)
        else:
            found.append([printed])
    return found


def _is_furniture(level: Sequence[_Printed], sheets: Sequence[Sheet], body_size: float) -> bool:
    by_page = sorted({one.page: one for one in level}.values(), key=lambda one: one.page)
    if len(by_page) < 2:
        return False
    one = by_page[0]
    if len(by_page) < _FEWEST and not (len(sheets) <= _FEWEST and _in_margin(one, sheets)):
        return False
    if len({printed.text for printed in by_page}) == 1:
        return True
    small = max(printed.size for printed in by_page) <= 1.1 * body_size
    return small and _counts(by_page)


def _in_margin(printed: _Printed, sheets: Sequence[Sheet]) -> bool:
    sheet = sheets[printed.page]
    high = (printed.y - sheet.bottom) / max(sheet.top - sheet.bottom, 1.0)
    return high < _MARGIN or high > 1 - _MARGIN


def _counts(by_page: Sequence[_Printed]) -> bool:
    """Whether a number in the text goes up with the pages."""
    steps = 0
    for one, other in pairwise(by_page):
        numbers = zip(
            _NUMBER.findall(one.text.casefold()),
            _NUMBER.findall(other.text.casefold()),
            strict=False,
        )
        steps += any(_value(b) - _value(a) == other.page - one.page for a, b in numbers)
    return steps >= 0.6 * (len(by_page) - 1)


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[one] for one in number]
    return sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
