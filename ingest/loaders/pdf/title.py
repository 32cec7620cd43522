"""The title of a PDF: what its metadata says if that is sensible, else its largest line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ingest.loaders.pdf.contents import CONTENTS
from ingest.loaders.pdf.headings import words_of
from ingest.loaders.pdf.parts import Part
from ingest.loaders.pdf.tables import Table
from ingest.loaders.titles import sensible_title

if TYPE_CHECKING:
    from pypdf import PdfReader

_LARGER = 1.2
_MUCH_LARGER = 1.5
_LOOK = 12
_LONGEST = 160
_FOLD = re.compile(r"[\W_]+")


class Title(NamedTuple):
    """What the document is called, and which of its parts says so."""

    words: str
    part: int | None


def find_title(
    reader: "PdfReader",
    parts: Sequence[Part | Table],
    levels: Mapping[int, int],
    body: tuple[float, bool],
) -> Title:
    """The title; empty words where there is none to be found."""
    named = _metadata(reader)
    opening = list(_opening(parts))
    for at in opening:
        if named and _folded(words_of(parts[at])) == _folded(named):
            return Title(words_of(parts[at]), at)
    largest = max(opening, key=lambda at: _size(parts[at]), default=None)
    if largest is None or _size(parts[largest]) < _LARGER * body[0]:
        return Title(named, None)
    words = words_of(parts[largest])
    letters = sum(one.isalpha() for one in words)
    # Of a name in the metadata and a line that is no larger than other headings, take the name.
    alone = all(_size(parts[at]) < _size(parts[largest]) - 0.4 for at in levels if at != largest)
    if letters < 3 or (named and not alone and _size(parts[largest]) < _MUCH_LARGER * body[0]):
        return Title(named, None)
    return Title(words, largest) if alone or not named else Title(named, None)


def _opening(parts: Sequence[Part | Table]) -> Iterator[int]:
    """Positions of what stands on the first page above the text itself."""
    for at, part in enumerate(parts[:_LOOK]):
        if part.page or not isinstance(part, Part) or len(words_of(part)) > _LONGEST:
            return
        if not CONTENTS.match(words_of(part)):
            yield at


def _metadata(reader: "PdfReader") -> str:
    try:
        about = reader.metadata
        return sensible_title(about.title or "") if about else ""
    except Exception:  # pypdf raises anything on broken metadata, and nothing depends on it
        return ""


def _size(part: Part | Table) -> float:
    return part.lines[0].size if isinstance(part, Part) else 0.0


def _folded(words: str) -> str:
    return _FOLD.sub("", words.casefold())
