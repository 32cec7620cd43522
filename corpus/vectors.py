"""The vectors of one generation, kept in Chroma."""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from corpus.errors import GenerationGone, IndexFormatError
from corpus.types import Chunk, Scope
from corpus.unused import blank_unused

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateCollectionConfiguration
    from chromadb.api.models.Collection import Collection

Floats = NDArray[np.float32]
T = TypeVar("T")

_COLLECTION = "chunks"
_SPACE: Final = "cosine"
_DATABASE = "chroma.sqlite3"
_BATCH = 1000

# Chroma keeps one system a path for the whole process and does not guard its creation.
_opening = Lock()


class Vectors:
    """Chunk ids, vectors and texts in one Chroma folder; made by `create` or `open`.

    Every failure of Chroma's is raised as `IndexFormatError`, or as `GenerationGone` when the
    folder has been taken away.
    """

    def __init__(self, folder: Path, client: "Client", collection: "Collection") -> None:
        self._folder = folder
        self._client = client
        self._collection = collection

    @classmethod
    def create(cls, folder: Path) -> Self:
        """An empty store in a new folder."""
        folder.mkdir()
        with _translated(folder):
            client = _client(folder)
            # embedding_function=None: with the default, Chroma would load a model of its own.
            collection = client.create_collection(
                _COLLECTION,
                embedding_function=None,
                configuration=_configuration(),
            )
        return cls(folder, client, collection)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The store in `folder`, checked to compare by cosine."""
        if not (folder / _DATABASE).exists():
            # Chroma would make an empty store here.
            raise _failure(folder, "the vector store is missing")
        with _translated(folder):
            client = _client(folder)
            try:
                collection = client.get_collection(_COLLECTION, embedding_function=None)
                _check_space(folder, collection)
            except BaseException:
                _close(client)
                raise
        return cls(folder, client, collection)

    def count(self) -> int:
        """Number of chunks held."""
        with _translated(self._folder):
            return self._collection.count()

    def check_count(self, expected: int) -> None:
        """Raises `IndexFormatError` if Chroma holds more or fewer chunks."""
        if (found := self.count()) != expected:
            raise _failure(self._folder, f"{found} vectors are kept where {expected} should be")

    def add(self, chunks: Sequence[Chunk], vectors: Floats) -> None:
        """Keeps the chunks with one row of `vectors` each; an id that is known is replaced."""
        largest = self._client.get_max_batch_size()
        with _translated(self._folder):
            for start in range(0, len(chunks), min(_BATCH, largest)):
                part = chunks[start : start + min(_BATCH, largest)]
                self._collection.upsert(
                    ids=[chunk.id for chunk in part],
                    embeddings=vectors[start : start + len(part)],
                    documents=[chunk.text for chunk in part],
                    metadatas=[
                        {"document_id": c.document_id, "kind": c.kind.value, "ordinal": c.ordinal}
                        for c in part
                    ],
                )

    def get(self, ids: Sequence[str]) -> Floats:
        """One row for each id, in order.

        Raises:
            IndexFormatError: A vector is missing.
        """
        rows: list[Floats] = []
        with _translated(self._folder):
            for batch in batches(ids, _BATCH):
                found = self._collection.get(ids=list(batch), include=["embeddings"])
                place = {chunk_id: row for row, chunk_id in enumerate(found["ids"])}
                lost = [chunk_id for chunk_id in batch if chunk_id not in place]
                if lost:
                    raise _failure(
                        self._folder, f"{len(lost)} vectors are missing, the first of {lost[0]!r}"
                    )
                rows.append(_floats(found["embeddings"])[[place[i] for i in batch]])
        return np.concatenate(rows) if rows else np.zeros((0, 0), np.float32)

    def nearest(self, vector: Floats, count: int, scope: Scope) -> tuple[list[str], Floats]:
        """Up to `count` ids near `vector` by Chroma's approximate search, with their vectors."""
        with _translated(self._folder):
            found = self._collection.query(
                query_embeddings=vector[np.newaxis],
                n_results=count,
                where=_where(scope),
                include=["embeddings"],
            )
            ids = found["ids"][0]
            embeddings = found["embeddings"]
            return ids, _floats(embeddings[0] if embeddings and ids else ())

    def close(self) -> None:
        """Lets go of the files."""
        _close(self._client)
        blank_unused(self._folder)


def copy_vectors(source: Path, target: Path) -> None:
    """Copies a store, which others may be reading, to a new folder."""
    target.mkdir()
    with (
        closing(sqlite3.connect(source / _DATABASE, timeout=30)) as database,
        closing(sqlite3.connect(target / _DATABASE)) as copy,
    ):
        # Opening a store writes to it, so that a plain copy could catch it half written.
        database.backup(copy)
    for path in source.iterdir():
        if path.is_dir():
            shutil.copytree(path, target / path.name)


def batches(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The items in tuples of at most `size`."""
    iterator = iter(items)
    while batch := tuple(islice(iterator, size)):
        yield batch


def _client(folder: Path) -> "Client":
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    with _opening:
        try:
            client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
        except BaseException:
            # Chroma remembers a system that did not start, and would hand it out next time.
            SharedSystemClient._identifier_to_system.pop(str(folder), None)
            raise
    return cast("Client", client)


def _close(client: "Client") -> None:
    with _opening:
        client.close()


def _configuration() -> "CreateCollectionConfiguration":
    from chromadb.api.collection_configuration import CreateCollectionConfiguration

    return CreateCollectionConfiguration(hnsw={"space": _SPACE})


def _check_space(folder: Path, collection: "Collection") -> None:
    configuration = collection.configuration_json
    space = (configuration.get("hnsw") or {}).get("space")
    if space != _SPACE:
        raise _failure(folder, f"its vectors are compared by {json.dumps(space)}, not {_SPACE}")


def _where(scope: Scope) -> Any:
    clauses: list[dict[str, Any]] = []
    if scope.documents is not None:
        clauses.append({"document_id": {"$in": sorted(scope.documents)}})
    if scope.without:
        clauses.append({"kind": {"$nin": sorted(kind.value for kind in scope.without)}})
    return {"$and": clauses} if len(clauses) > 1 else (clauses[0] if clauses else None)


def _floats(embeddings: Any) -> Floats:
    return np.asarray(embeddings, np.float32)


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """Chroma's exceptions as ours."""
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, ValueError, RuntimeError, OSError) as error:
        raise _failure(folder, str(error) or type(error).__name__) from error
    except BaseException as error:
        # A panic in Chroma's Rust code; its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _failure(folder, str(error)) from error


def _failure(folder: Path, reason: str) -> IndexFormatError | GenerationGone:
    if not folder.parent.exists():
        return GenerationGone(
            f"Generation {folder.parent.name!r} was replaced by a newer one: ask the index again."
        )
    return IndexFormatError(
        f"Index {str(folder.parent.parent)!r} cannot be read: {reason}. "
        "Make it anew with `footnote ingest ... --index NEW_FOLDER`."
    )
