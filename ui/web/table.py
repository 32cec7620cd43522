"""A table of what people wrote, shown as it is."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from ui.render import one_line
from ui.web.components import component


@dataclass(frozen=True, slots=True)
class Line:
    """A row: words, notes below them, and a cell for each other column."""

    words: str
    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()


def show_table(label: str, columns: Sequence[str], lines: Iterable[Line], *, key: str) -> None:
    """Rows below the names of their columns.

    Args:
        label: What the table holds, for a screen reader.
        columns: Names, the first of which is that of the words.
        lines: The rows.
        key: Unique on the page.
    """
    rows = [asdict(_visible(line)) for line in lines]
    data = {"label": label, "columns": list(columns), "rows": rows}
    component("table")(key=key, data=data)


def _visible(line: Line) -> Line:
    return Line(
        one_line(line.words), tuple(map(one_line, line.cells)), tuple(map(one_line, line.notes))
    )
