"""Tables of a web page: which hold data, and their cells."""

from ingest.loaders.page_elements import Element

_INNER = ("table", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "form", "pre")
_WIDEST = 100
_LONGEST_SPAN = 1_000


def stacked(table: Element) -> bool:
    """Whether a table only arranges other things, or has a single column."""
    inner = (element for element in table.iter(*_INNER) if element is not table)
    return next(inner, None) is not None or all(len(row) < 2 for row in rows_of(table))


def rows_of(table: Element) -> list[list[Element]]:
    """The cells row by row; one that spans several rows or columns stands in each of them."""
    rows: list[list[Element]] = []
    below: dict[int, tuple[Element, int]] = {}
    for line in table.iter("tr"):
        row: list[Element] = []
        for cell in line.iterchildren("td", "th"):
            _carry(row, below)
            for _ in range(min(_span(cell, "colspan"), _WIDEST - len(row))):
                if (depth := _span(cell, "rowspan")) > 1:
                    below[len(row)] = (cell, depth - 1)
                row.append(cell)
        _carry(row, below)
        rows.append(row)
    return rows


def _carry(row: list[Element], below: dict[int, tuple[Element, int]]) -> None:
    """Put in the cells of rows above that reach down to here."""
    while found := below.pop(len(row), None):
        cell, depth = found
        if depth > 1:
            below[len(row)] = (cell, depth - 1)
        row.append(cell)


def _span(cell: Element, name: str) -> int:
    number = cell.get(name, "1").strip()
    return min(max(int(number), 1), _LONGEST_SPAN) if number.isdecimal() else 1
