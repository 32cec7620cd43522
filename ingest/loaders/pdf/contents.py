"""Tables of contents: lists of headings, whatever they look like."""

import re
from collections.abc import Iterator, Sequence

from ingest.loaders.pdf.parts import Line, Part, PartKind
from ingest.loaders.pdf.tables import Table

CONTENTS = re.compile(
    r"(?:(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|[íi]ndice)$",
    re.IGNORECASE,
)
"""What stands above a table of contents."""


def contents_as_entries(parts: Sequence[Part | Table]) -> Iterator[Part | Table]:
    """The parts, a table of contents no longer as a table but line by line."""
    above = ""
    for part in parts:
        if isinstance(part, Table) and CONTENTS.match(above) and _counts_pages(part):
            for row in part.rows:
                text = " ".join(cell for cell in row[:-1] if cell)
                line = Line(text, 0.0, 0.0, 0.0, 0.0, False, False, 0.0)
                yield Part(PartKind.ENTRY, part.page, [line], 0, [part.page])
            continue
        above = part.lines[-1].text if isinstance(part, Part) else ""
        yield part


def _counts_pages(table: Table) -> bool:
    pages = [row[-1] for row in table.rows]
    numbers = [int(page) for page in pages if page.isdigit() and len(page) < 6]
    return len(numbers) == len(pages) and numbers == sorted(numbers)
