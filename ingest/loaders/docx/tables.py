"""Tables of a Word file as rows of cells, every cell filled that a reader would see filled."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.loaders.docx.xml import Element, child, is_on, number, value, w

_MOST_COLUMNS = 200
_LONGEST_CELL = 1500


@dataclass(slots=True)
class Cell:
    """A cell; one that spans columns or rows stands in each of them."""

    elements: list[Element] = field(default_factory=list)


def grid_of(table: Element) -> list[list[Cell]]:
    """The cells of a `w:tbl`, row by row."""
    rows: list[list[Cell]] = []
    for row in _within(table, "tr"):
        if child(row, "trPr", "del") is not None or is_on(row, "trPr", "hidden"):
            continue
        cells = [Cell() for _ in range(min(number(row, "trPr", "gridBefore"), _MOST_COLUMNS))]
        for element in _within(row, "tc"):
            cell = _cell(element, len(cells), rows)
            span = max(1, number(element, "tcPr", "gridSpan", default=1))
            cells += [cell] * min(span, _MOST_COLUMNS)
        rows.append(cells[:_MOST_COLUMNS])
    return rows


def is_layout(grid: Sequence[Sequence[Cell]], texts: Sequence[Sequence[str]]) -> bool:
    """Whether a table only puts text side by side."""
    width = max((len({id(cell) for cell in row}) for row in grid), default=0)
    longest = max((len(text) for row in texts for text in row), default=0)
    return width < 2 or len(grid) < 2 or longest > _LONGEST_CELL


def _cell(element: Element, column: int, above: Sequence[Sequence[Cell]]) -> Cell:
    merged = child(element, "tcPr", "vMerge")
    carried_on = merged is not None and value(element, "tcPr", "vMerge") != "restart"
    if carried_on and above and column < len(above[-1]):
        return above[-1][column]
    return Cell(list(element))


def _within(parent: Element, name: str) -> Iterator[Element]:
    """Children of this name, those in content controls and the like too."""
    for element in parent:
        if element.tag == w(name):
            yield element
        elif element.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins"), w("moveTo")):
            yield from _within(element, name)
