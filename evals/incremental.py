"""What it costs to take in a folder again after a small change, beside the first time."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

LARGE_FILES = 1000
"""A folder with fewer is taken in so quickly that the shares say little."""
ALLOWED_ADDED = 0.03
"""The largest share of the first ingest's time that a second one with a file more may take."""
ALLOWED_OTHERWISE = 0.1
"""The same for a file that has changed or gone."""

_WORDS = "A note on how the colour of copper changes with the years, and what a roof gains by it.\n"


@dataclass(frozen=True, slots=True)
class Again:
    """A second ingest of the same folder."""

    change: str
    share: float
    """Of the seconds that the first ingest took."""
    encoded: int
    """Chunks that had to be encoded."""


def again(documents: Path, index: Path, first_seconds: float) -> list[Again]:
    """Ingests again as it is, with a file added, changed, moved and removed; in this order."""
    note = documents / "footnote-note.md"
    moved = documents / "footnote-note-moved.md"
    changes: dict[str, Callable[[], object]] = {
        "none": lambda: None,
        "one added": lambda: note.write_text(f"# Copper\n\n{_WORDS}", "utf-8"),
        "one changed": lambda: note.write_text(f"# Copper\n\nLead is grey. {_WORDS}", "utf-8"),
        "one moved": lambda: note.rename(moved),
        "one removed": moved.unlink,
    }
    return [_again(name, do, documents, index, first_seconds) for name, do in changes.items()]


def is_allowed(one: Again) -> bool:
    """Whether it took no larger a share than it may."""
    return one.share <= (ALLOWED_ADDED if one.change == "one added" else ALLOWED_OTHERWISE)


def _again(
    name: str, change: Callable[[], object], documents: Path, index: Path, first_seconds: float
) -> Again:
    from ingest import ingest

    change()
    started = perf_counter()
    report = ingest([documents], index=index)
    return Again(name, round((perf_counter() - started) / first_seconds, 4), report.encoded)
