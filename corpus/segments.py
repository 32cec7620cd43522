"""The segments of one generation, each opened when it is first asked."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.errors import GenerationGone, IndexFormatError
from corpus.lock import opening
from corpus.manifest import SegmentRecord
from corpus.store import Segment, Store
from corpus.types import Hit, Scope

Floats = NDArray[np.float32]
T = TypeVar("T")

_THREADS = min(8, os.cpu_count() or 1)


class Segments:
    """Reads vectors wherever they lie; any number of threads may.

    Every failure is raised as `GenerationGone` when the generation has been taken away.
    """

    def __init__(self, folder: Path, store: Store, records: Sequence[SegmentRecord]) -> None:
        self._folder = folder
        self._store = store
        self._sizes = {record.name: record.vectors for record in records if record.vectors}
        self._locks = {name: Lock() for name in self._sizes}
        self._open: dict[str, Segment] = {}
        self._pool: ThreadPoolExecutor | None = None
        self._pool_lock = Lock()

    def prepare(self) -> None:
        """Opens all of them now."""
        if len(self._open) < len(self._sizes):
            with self._served():
                self._each(self._sizes, self._opened)

    def get(self, places: Sequence[tuple[str, str]]) -> Floats:
        """One row for each chunk id and name of its segment, in order."""
        by_segment: dict[str, list[int]] = {}
        for place, (_, name) in enumerate(places):
            by_segment.setdefault(name, []).append(place)
        rows: Floats | None = None
        with self._served():
            for name, wanted in by_segment.items():
                found = self._opened(name).get([places[place][0] for place in wanted])
                if rows is None:
                    rows = np.empty((len(places), found.shape[1]), np.float32)
                rows[wanted] = found
        return np.zeros((0, 0), np.float32) if rows is None else rows

    def nearest(
        self, vector: Floats, count: int, scope: Scope, names: Collection[str] | None = None
    ) -> list[tuple[Hit, str]]:
        """Up to `count` chunks of each segment with its name, all by rough cosine, best first.

        Args:
            vector: Of length one.
            count: How many at most of each segment.
            scope: What is searched.
            names: The segments to ask; all if left out.
        """
        asked = [name for name in self._sizes if names is None or name in names]
        with self._served():
            found = self._each(
                asked,
                lambda name: self._opened(name).nearest(
                    vector, min(count, self._sizes[name]), scope
                ),
            )
            hits = [(hit, name) for name, some in found.items() for hit in some]
        return sorted(hits, key=lambda one: (-one[0].score, one[0].chunk_id))

    def close(self) -> None:
        """Closes those that are open."""
        with self._pool_lock:
            pool, self._pool = self._pool, None
        if pool:
            # Not waited for: this may run in one of its threads, when a generation is forgotten.
            pool.shutdown(wait=False)
        for name, lock in self._locks.items():
            with lock:
                segment = self._open.pop(name, None)
                if segment:
                    segment.close()

    def _opened(self, name: str) -> Segment:
        segment = self._open.get(name)
        if segment is None:
            if name not in self._locks:
                raise IndexFormatError(
                    f"Index {str(self._store.path)!r} cannot be read: a chunk has no vector. "
                    "Make it anew with `footnote ingest ... --index NEW_FOLDER`."
                )
            with self._locks[name]:
                segment = self._open.get(name)
                if segment is None:
                    segment = self._open[name] = self._store.open(name)
        return segment

    def _each(self, names: Collection[str], ask: Callable[[str], T]) -> Mapping[str, T]:
        if len(names) < 2 or _THREADS < 2:
            return {name: ask(name) for name in names}
        with self._pool_lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(_THREADS, "segments")
            pool = self._pool
        return dict(zip(names, pool.map(ask, names), strict=True))

    @contextmanager
    def _served(self) -> Iterator[None]:
        """Keeps the generation from being taken away; says so if it already was."""
        try:
            with opening(self._folder / "manifest.json"):
                yield
        except IndexFormatError as error:
            if self._folder.exists():
                raise
            raise GenerationGone(
                f"Generation {self._folder.name!r} was replaced by a newer one: "
                "ask the index again."
            ) from error
