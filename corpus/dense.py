"""Dense search over one generation: exact in memory, or by the segments' graphs."""

from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from corpus.manifest import Manifest
from corpus.segments import Segments
from corpus.texts import Texts
from corpus.types import Hit, Scope

Floats = NDArray[np.float32]

_SPARE = 16
"""Chunks beyond `k` that are scored exactly: those at its edge differ in the last digits only."""
_LEAST = 50
"""Chunks that every segment is asked for, at least."""

# Beyond the sixth decimal a product depends on the order in which it was summed.
_DECIMALS = 6
_SPREAD = 1000
"""Chunks that homogeneity is taken of, at most."""


class Dense:
    """Reads its vectors when it is first asked; up to `exact_limit` of them stay in memory."""

    def __init__(
        self, segments: Segments, texts: Texts, manifest: Manifest, exact_limit: int
    ) -> None:
        self._segments = segments
        self._texts = texts
        self._searchable = manifest.searchable
        self._exact = manifest.searchable <= exact_limit
        self._lock = Lock()
        self._matrix: _Matrix | None = None
        self._homogeneity: float | None = None

    def prepare(self) -> None:
        """Reads now what the first search would read."""
        if not self._exact:
            self._segments.prepare()
        elif self._matrix is None:
            with self._lock:
                if self._matrix is None:
                    rows = self._texts.searchable()
                    vectors = self._segments.get([(row[0], row[3]) for row in rows])
                    self._matrix = _Matrix(rows, vectors)
                    self._segments.close()

    def search(self, vector: Floats, k: int, scope: Scope) -> tuple[Hit, ...]:
        """Up to `k` chunks by similarity to a vector of length one, the best first."""
        if k < 1 or not self._searchable or scope.documents == frozenset():
            return ()
        self.prepare()
        if self._matrix is not None:
            return self._matrix.search(vector, k, scope)
        held_in = None if scope.documents is None else self._texts.segments_of(scope.documents)
        found = self._segments.nearest(vector, max(k + _SPARE, _LEAST), scope, held_in)
        places = [(hit.chunk_id, segment) for hit, segment in found[: k + _SPARE]]
        if not places:
            return ()
        vectors = self._segments.get(places)
        return _best([chunk_id for chunk_id, _ in places], _similarities(vectors, vector), k)

    def homogeneity(self) -> float:
        """Mean similarity of two chunks; 0 if there are fewer than two."""
        if self._homogeneity is None:
            self.prepare()
            step = -(-self._searchable // _SPREAD) or 1
            spread = self._spread() if self._matrix is None else self._matrix.every(step)
            self._homogeneity = _mean_similarity(spread)
        return self._homogeneity

    def vectors(self, chunk_ids: Sequence[str]) -> Floats:
        """One row a chunk, in order."""
        if self._matrix is not None:
            return self._matrix.rows(chunk_ids)
        return self._segments.get(self._texts.places(chunk_ids))

    def vectors_at(self, places: Sequence[tuple[str, str]]) -> Floats:
        """One row for each chunk id and name of its segment, in order."""
        return self._segments.get(places)

    def _spread(self) -> Floats:
        return self._segments.get(self._texts.spread(_SPREAD))

    def close(self) -> None:
        """Closes the segments."""
        self._segments.close()


class _Matrix:
    """Every vector of a generation, by chunk id."""

    def __init__(self, rows: Sequence[tuple[str, str, str, str]], vectors: Floats) -> None:
        self._ids = np.array([row[0] for row in rows], dtype=object)
        self._documents, self._document = _coded([row[1] for row in rows])
        self._kinds, self._kind = _coded([row[2] for row in rows])
        self._vectors = vectors

    def rows(self, chunk_ids: Sequence[str]) -> Floats:
        """The vectors of these chunks, in order."""
        return self._vectors[np.searchsorted(self._ids, np.array(chunk_ids, dtype=object))]

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
