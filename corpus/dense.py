"""Dense search over one generation: exact in memory, or by Chroma's graph for a large one."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from corpus.lock import opening
from corpus.manifest import Manifest
from corpus.texts import Texts
from corpus.types import Hit, Scope
from corpus.vectors import Vectors

Floats = NDArray[np.float32]

_CANDIDATES = 4
"""How many times `k` chunks are fetched from the approximate search and scored exactly."""
_LEAST_CANDIDATES = 100

# Beyond the sixth decimal a product depends on the order in which it was summed.
_DECIMALS = 6
_SPREAD = 1000
"""Chunks that homogeneity is taken of, at most."""


class Dense:
    """Reads its vectors when it is first asked; up to `exact_limit` of them stay in memory."""

    def __init__(self, folder: Path, texts: Texts, manifest: Manifest, exact_limit: int) -> None:
        self._folder = folder
        self._texts = texts
        self._manifest = manifest
        self._exact = manifest.searchable <= exact_limit
        self._lock = Lock()
        self._store: Vectors | None = None
        self._matrix: _Matrix | None = None
        self._homogeneity: float | None = None

    def prepare(self) -> None:
        """Reads now what the first search would read."""
        if self._matrix is not None or (self._store is not None and not self._exact):
            return
        with self._lock, self._kept():
            if not self._exact:
                self._open()
            elif self._matrix is None:
                rows = self._texts.searchable()
                vectors = self._open().get([row[0] for row in rows])
                self._matrix = _Matrix(rows, vectors)
                self._shut()

    def search(self, vector: Floats, k: int, scope: Scope) -> tuple[Hit, ...]:
        """Up to `k` chunks by similarity to a vector of length one, the best first."""
        if k < 1 or not self._manifest.searchable or scope.documents == frozenset():
            return ()
        self.prepare()
        if self._matrix is not None:
            return self._matrix.search(vector, k, scope)
        with self._lock:
            store = self._open()
        wanted = max(k * _CANDIDATES, _LEAST_CANDIDATES)
        ids, vectors = store.nearest(vector, min(wanted, self._manifest.searchable), scope)
        return _best(ids, _similarities(vectors, vector), k) if ids else ()

    def homogeneity(self) -> float:
        """Mean similarity of two chunks; 0 if there are fewer than two."""
        if self._homogeneity is None:
            self.prepare()
            step = -(-self._manifest.searchable // _SPREAD) or 1
            spread = self._every(step) if self._matrix is None else self._matrix.every(step)
            self._homogeneity = _mean_similarity(spread)
        return self._homogeneity

    def vectors(self, chunk_ids: Sequence[str]) -> Floats:
        """One row a chunk, in order."""
        with self._lock, self._kept():
            return self._open().get(chunk_ids)

    def _every(self, step: int) -> Floats:
        return self.vectors([row[0] for row in self._texts.searchable()][::step])

    def close(self) -> None:
        """Closes Chroma's files."""
        with self._lock:
            self._shut()

    def _kept(self) -> AbstractContextManager[None]:
        return opening(self._folder.parent / "manifest.json")

    def _open(self) -> Vectors:
        if self._store is None:
            self._store = Vectors.open(self._folder)
        return self._store

    def _shut(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


class _Matrix:
    """Every vector of a generation, by chunk id."""

    def __init__(self, rows: Sequence[tuple[str, str, str]], vectors: Floats) -> None:
        self._ids = np.array([row[0] for row in rows], dtype=object)
        self._documents, self._document = _coded([row[1] for row in rows])
        self._kinds, self._kind = _coded([row[2] for row in rows])
        self._vectors = vectors

    def every(self, step: int) -> Floats:
        """Every so many of the vectors, by chunk id."""
        return self._vectors[::step]

    def search(self, vector: Floats, k: int, scope: Scope) -> tuple[Hit, ...]:
        inside = np.ones(len(self._ids), bool)
        if scope.documents is not None:
            inside &= np.array([name in scope.documents for name in self._documents])[
                self._document
            ]
        if scope.without:
            inside &= np.array([kind not in scope.without for kind in self._kinds])[self._kind]
        scores = _similarities(self._vectors, vector)
        return _best(self._ids[inside].tolist(), scores[inside], k)


def _coded(values: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """The different values, and for each row the place of its value among them."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    return list(places), np.array([places[value] for value in values], np.int64)


def _mean_similarity(vectors: Floats) -> float:
    """Of two different ones of these vectors of length one."""
    count = len(vectors)
    if count < 2:
        return 0.0
    summed = vectors.sum(axis=0, dtype=np.float64)
    return round(float((summed @ summed - count) / (count * (count - 1))), _DECIMALS)


def _similarities(vectors: Floats, vector: Floats) -> Floats:
    return np.asarray(np.round(vectors @ vector, _DECIMALS), np.float32)


def _best(ids: Sequence[str], scores: Floats, k: int) -> tuple[Hit, ...]:
    """The `k` highest scores, equal ones by id."""
    if len(scores) > k:
        least = np.partition(scores, len(scores) - k)[len(scores) - k]
        places = np.flatnonzero(scores >= least)
    else:
        places = np.arange(len(scores))
    hits = (Hit(ids[place], float(scores[place])) for place in places.tolist())
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.chunk_id))[:k])
