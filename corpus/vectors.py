"""A segment in Chroma: vectors, ids and texts in one collection, of a folder or of a server."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexUnusable
from corpus.types import Chunk, Hit, Scope

if TYPE_CHECKING:
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

Floats = NDArray[np.float32]
Failure = Callable[[str], IndexUnusable]
"""What to raise when Chroma fails, made from the reason it gives."""
T = TypeVar("T")

COLLECTION = "chunks"
"""Name of the only collection in a segment's folder."""
_SPACE: Final = "cosine"
_BATCH = 1000
_LEAST_FLUSH = 100
"""Chroma does not keep well what is told to write its graph after every few vectors."""
_SEARCHED = 64
"""Candidates a search keeps; half of Chroma's 100 takes half the time, and of an index that is
searched by its graphs there are several segments, each of which is asked for all that is wanted."""


class Vectors:
    """A `Segment` in a Chroma collection; whatever fails in Chroma is raised as `failure` says."""

    def __init__(
        self, collection: "Collection", *, failure: Failure, closed: Callable[[], None]
    ) -> None:
        self._collection = collection
        self._failure = failure
        self._closed = closed

    def count(self) -> int:
        """Number of chunks held."""
        with chroma_errors(self._failure):
            return self._collection.count()

    def add(self, chunks: Sequence[Chunk], vectors: Floats) -> None:
        """Keeps the chunks with one row of `vectors` each; an id that is known is replaced."""
        with chroma_errors(self._failure):
            start = 0
            for size in even_parts(len(chunks)):
                part = chunks[start : start + size]
                self._collection.upsert(
                    ids=[chunk.id for chunk in part],
                    embeddings=vectors[start : start + size],
                    documents=[chunk.text for chunk in part],
                    metadatas=[
                        {"document_id": c.document_id, "kind": c.kind.value, "ordinal": c.ordinal}
                        for c in part
                    ],
                )
                start += size

    def get(self, ids: Sequence[str]) -> Floats:
        """One row for each id, in order; the failure if one is missing."""
        rows: list[Floats] = []
        with chroma_errors(self._failure):
            for batch in batches(ids, _BATCH):
                found = self._collection.get(ids=list(batch), include=["embeddings"])
                place = {chunk_id: row for row, chunk_id in enumerate(found["ids"])}
                lost = [chunk_id for chunk_id in batch if chunk_id not in place]
                if lost:
                    raise self._failure(
                        f"{len(lost)} vectors are missing, the first of {lost[0]!r}"
                    )
                rows.append(_floats(found["embeddings"])[[place[i] for i in batch]])
        return np.concatenate(rows) if rows else np.zeros((0, 0), np.float32)

    def nearest(self, vector: Floats, count: int, scope: Scope) -> tuple[Hit, ...]:
        """Up to `count` chunks near `vector` with their cosine, by Chroma's approximate search."""
        with chroma_errors(self._failure):
            found = self._collection.query(
                query_embeddings=vector[np.newaxis],
                n_results=count,
                where=_where(scope),
                include=["distances"],
            )
        distances = found["distances"] or [[]]
        return tuple(
            Hit(chunk_id, 1.0 - distance)
            for chunk_id, distance in zip(found["ids"][0], distances[0], strict=True)
        )

    def close(self) -> None:
        """Lets go of files and connections."""
        self._closed()


def configuration(size: int) -> "CreateCollectionConfiguration":
    """Of a collection that will hold `size` vectors, added in `even_parts`.

    Chroma writes its graph after so many vectors, and whoever opens it adds the rest again: with
    a threshold that divides the segment evenly, no rest is left.
    """
    from chromadb.api.collection_configuration import CreateCollectionConfiguration

    flush = max(min(even_parts(size), default=0), _LEAST_FLUSH)
    return CreateCollectionConfiguration(
        hnsw={"space": _SPACE, "ef_search": _SEARCHED, "sync_threshold": flush}
    )


def even_parts(size: int) -> list[int]:
    """Sizes of the fewest parts of at most 1,000 that add up to `size`, the largest first.

    >>> even_parts(2500), even_parts(0)
    ([834, 833, 833], [])
    """
    count = -(-size // _BATCH)
    return [size // count + (part < size % count) for part in range(count)]


def check_space(collection: "Collection", failure: Failure) -> None:
    """Raises the failure unless the collection compares by cosine."""
    space = (collection.configuration_json.get("hnsw") or {}).get("space")
    if space != _SPACE:
        raise failure(f"its vectors are compared by {json.dumps(space)}, not {_SPACE}")


def batches(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The items in tuples of at most `size`."""
    iterator = iter(items)
    while batch := tuple(islice(iterator, size)):
        yield batch


@contextmanager
def chroma_errors(failure: Failure) -> Iterator[None]:
    """Chroma's exceptions as ours."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError, RuntimeError, OSError) as error:
        raise failure(str(error) or type(error).__name__) from error
    except BaseException as error:
        # A panic in Chroma's Rust code; its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise failure(str(error)) from error


def _where(scope: Scope) -> Any:
    clauses: list[dict[str, Any]] = []
    if scope.documents is not None:
        clauses.append({"document_id": {"$in": sorted(scope.documents)}})
    if scope.without:
        clauses.append({"kind": {"$nin": sorted(kind.value for kind in scope.without)}})
    return {"$and": clauses} if len(clauses) > 1 else (clauses[0] if clauses else None)


def _floats(embeddings: Any) -> Floats:
    return np.asarray(embeddings, np.float32)
