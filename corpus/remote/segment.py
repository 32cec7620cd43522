"""A segment of an index as a collection on a server, its vectors kept here once they were read."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from corpus.errors import IndexFormatError
from corpus.remote.collection import Collection, Floats
from corpus.remote.cost import Meter
from corpus.remote.http import NotThere
from corpus.remote.kept import put_beside
from corpus.remote.rows import chunk_metadata
from corpus.types import Chunk, Hit, Scope

KEPT_VECTORS = 20_000
"""The vectors of a segment of up to this many chunks may be kept on this machine."""
_FEW = 4
"""They are fetched when at least one in so many is wanted at once."""

_VECTORS = "vectors.npy"
_IDS = "ids.json"


class ServerSegment:
    """One collection of chunks; any number of threads may read it."""

    def __init__(self, collection: Collection, folder: Path, gone: Callable[[], Exception]) -> None:
        self._collection = collection
        self._folder = folder
        self._gone = gone
        self._lock = Lock()
        self._size: int | None = None
        self._rows: dict[str, int] = {}
        self._vectors: Floats | None = None

    def count(self) -> int:
        """Number of chunks held."""
        with self._known():
            return self._collection.count()

    def add(self, chunks: Sequence[Chunk], vectors: Floats) -> None:
        """Keeps the chunks with one row of `vectors` each; only while the segment is filled."""
        with self._known():
            self._collection.put(
                [chunk.id for chunk in chunks], [chunk_metadata(chunk) for chunk in chunks], vectors
            )

    def get(self, ids: Sequence[str]) -> Floats:
        """One row for each id, in order.

        Raises:
            IndexFormatError: A vector is missing.
        """
        if not ids:
            return np.zeros((0, 0), np.float32)
        with self._known():
            if self._is_kept(len(ids)):
                lost = [one for one in ids if one not in self._rows]
                if not lost and self._vectors is not None:
                    return np.asarray(self._vectors[[self._rows[one] for one in ids]], np.float32)
            else:
                found = self._collection.vectors(ids)
                lost = [one for one in ids if one not in found]
                if not lost:
                    return np.stack([found[one] for one in ids])
        raise self._damaged(f"{len(lost)} vectors are missing, the first of {lost[0]!r}")

    def nearest(self, vector: Floats, count: int, scope: Scope) -> tuple[Hit, ...]:
        """Up to `count` chunks near `vector` with their cosine, found and reckoned roughly."""
        with self._known():
            found = self._collection.nearest(vector, count, _where(scope))
        return tuple(Hit(chunk_id, cosine) for chunk_id, cosine in found)

    def close(self) -> None:
        """Lets go of the vectors."""
        with self._lock:
            self._vectors = None

    def _is_kept(self, wanted: int) -> bool:
        """Whether the vectors are on this machine now; fetched if many are wanted."""
        with self._lock:
            if self._vectors is not None:
                return True
            if not (self._folder / _IDS).exists():
                if self._size is None:
                    self._size = self._collection.count()
                if self._size > KEPT_VECTORS or wanted * _FEW < self._size:
                    return False
                self._fetch(self._size)
            ids = json.loads((self._folder / _IDS).read_text("utf-8"))
            self._rows = {chunk_id: row for row, chunk_id in enumerate(ids)}
            self._vectors = np.load(self._folder / _VECTORS, mmap_mode="r")
            return True

    def _fetch(self, size: int) -> None:
        meter = Meter(self._collection.http)
        ids: list[str] = []
        rows: list[Floats] = []
        for page, vectors in self._collection.vector_pages():
            ids += page
            rows.append(vectors)
        if len(set(ids)) != size:
            raise self._damaged(f"{len(set(ids))} vectors came where {size} should be")
        with put_beside(self._folder) as folder:
            np.save(folder / _VECTORS, np.concatenate(rows))
            (folder / _IDS).write_text(json.dumps(ids), "utf-8")
            meter.write(folder, 0, 0, (folder / _VECTORS).stat().st_size)

    @contextmanager
    def _known(self) -> Iterator[None]:
        try:
            yield
        except NotThere as error:
            raise self._gone() from error

    def _damaged(self, reason: str) -> IndexFormatError:
        return IndexFormatError(
            f"Collection {self._collection.name!r} on {self._collection.http.server.address} "
            f"cannot be read: {reason}. Ingest again under another FOOTNOTE_CHROMA_COLLECTION."
        )


def _where(scope: Scope) -> dict[str, Any] | None:
    clauses: list[dict[str, Any]] = []
    if scope.documents is not None:
        clauses.append({"document_id": {"$in": sorted(scope.documents)}})
    if scope.without:
        clauses.append({"kind": {"$nin": sorted(kind.value for kind in scope.without)}})
    return {"$and": clauses} if len(clauses) > 1 else (clauses[0] if clauses else None)
