"""Where an index keeps its generations and the segments they share: what any such place can do."""

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.types import Chunk, Hit, Scope

Floats = NDArray[np.float32]


class Segment(Protocol):
    """Some of an index's searchable chunks with their vectors, open; never changed once filled.

    Any number of threads may read one.
    """

    def count(self) -> int:
        """Number of chunks held."""

    def add(self, chunks: Sequence[Chunk], vectors: Floats) -> None:
        """Keeps the chunks with one row of `vectors` each; only while the segment is filled."""

    def get(self, ids: Sequence[str]) -> Floats:
        """One row for each id, in order; `IndexFormatError` if one is missing."""

    def nearest(self, vector: Floats, count: int, scope: Scope) -> tuple[Hit, ...]:
        """Up to `count` chunks near `vector` with their cosine, found and reckoned roughly."""

    def close(self) -> None:
        """Lets go of files and connections."""


class Store(Protocol):
    """One index: its lock, its pointer to the current generation, and its segments."""

    path: Path
    """Local folder for what is staged, for pending vectors and for generations' folders."""

    def lock(
        self, *, wait_seconds: float, on_wait: Callable[[str], None] | None
    ) -> AbstractContextManager[None]:
        """One writer at a time; makes the index if there is none. See `corpus.lock.write_lock`."""

    def current_name(self) -> str:
        """Name of the generation being served; `IndexNotFound` if there is none."""

    def generation(self, name: str) -> Path:
        """Local folder with the generation's `manifest.json` and `texts.sqlite3`."""

    def create(self, name: str, size: int) -> Segment:
        """A new empty segment that will hold `size` chunks."""

    def open(self, name: str) -> Segment:
        """A segment that a published generation lists."""

    def publish(self, name: str, new: Collection[str]) -> None:
        """Makes a generation the current one, at once and for good.

        Args:
            name: The generation; its folder is `path / name` and complete.
            new: Its segments that no earlier generation had.
        """

    def clear(self, *, keep: str | None, segments: Collection[str]) -> None:
        """Takes away every generation but one, and every segment but these."""
