"""One collection on a Chroma server: records with an id, a vector and metadata."""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Self, cast
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexFormatError
from corpus.remote.http import Http
from corpus.vectors import batches

Floats = NDArray[np.float32]
Metadata = Mapping[str, str | int | float | bool]

_SPACE: Final = "cosine"
_PAGE = 1000
_LISTED = 1000
_REQUEST_CHARACTERS = 4_000_000
"""Metadata of one request, at most, unless a single record has more; servers refuse large ones."""
_NO_VECTOR = np.ones((1, 1), np.float32)
"""Chroma wants a vector with every record; this one stands where none is meant."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection that exists; made by `create` or `open`.

    All methods raise `NotThere` once it was deleted, and `ServerError` as `Http` does.
    """

    http: Http
    name: str
    id: str

    @classmethod
    def create(cls, http: Http, name: str, metadata: Metadata | None = None) -> Self:
        """The collection of this name, made if there is none, then with this metadata."""
        body = {
            "name": name,
            "get_or_create": True,
            "configuration": {"hnsw": {"space": _SPACE}},
            "metadata": metadata,
        }
        return cls._of(http, http.post("/collections", body))

    @classmethod
    def open(cls, http: Http, name: str) -> Self:
        """The collection of this name, checked to compare by cosine.

        Raises:
            NotThere: There is none.
            IndexFormatError: It was made otherwise, by something else.
        """
        return cls._of(http, http.get(f"/collections/{quote(name)}"))

    @classmethod
    def _of(cls, http: Http, found: dict[str, Any]) -> Self:
        # Chroma hands out an existing collection whatever it was asked to make.
        configuration = found.get("configuration_json") or {}
        space = (configuration.get("hnsw") or configuration.get("spann") or {}).get("space")
        if space != _SPACE:
            raise IndexFormatError(
                f"Collection {found['name']!r} on {http.server.address} compares by "
                f"{json.dumps(space)}, not {_SPACE}: something else made it. "
                "Set FOOTNOTE_CHROMA_COLLECTION to another name."
            )
        return cls(http, found["name"], found["id"])

    def count(self) -> int:
        """Number of records."""
        return int(self.http.get(f"{self._path}/count"))

    def put(
        self, ids: Sequence[str], metadatas: Sequence[Metadata], vectors: Floats | None = None
    ) -> None:
        """Keeps the records, in place of those that have the same id."""
        for part in _parts(metadatas, min(_PAGE, self.http.batch_size)):
            rows = None if vectors is None else vectors[part]
            self._write("upsert", ids[part], metadatas[part], rows)

    def add(self, record_id: str, metadata: Metadata) -> None:
        """Keeps one record without a vector, unless there is one of this id: that one stays."""
        self._write("add", [record_id], [metadata], None)

    def records(
        self, ids: Sequence[str] | None = None, where: dict[str, Any] | None = None
    ) -> dict[str, dict[str, Any]]:
        """Metadata by id of the records with these ids, or of those that meet a condition."""
        found: dict[str, dict[str, Any]] = {}
        parts = (
            [None] if ids is None else [ids[at : at + _PAGE] for at in range(0, len(ids), _PAGE)]
        )
        for part in parts:
            page = self._get(ids=part, where=where, include=["metadatas"])
            found.update(zip(page["ids"], page["metadatas"], strict=True))
        return found

    def pages(self, where: dict[str, Any] | None = None) -> Iterator[list[dict[str, Any]]]:
        """The metadata of a collection that nobody writes, a page at a time."""
        for page in self._paged("metadatas", where):
            yield page["metadatas"]

    def vector_pages(self) -> Iterator[tuple[list[str], Floats]]:
        """Ids and vectors of a collection that nobody writes, a page at a time."""
        for page in self._paged("embeddings", None):
            yield page["ids"], np.asarray(page["embeddings"], np.float32)

    def vectors(self, ids: Sequence[str]) -> dict[str, Floats]:
        """The vectors of those ids that exist."""
        found: dict[str, Floats] = {}
        for part in batches(ids, _PAGE):
            page = self._get(ids=part, include=["embeddings"])
            found.update(zip(page["ids"], np.asarray(page["embeddings"], np.float32), strict=True))
        return found

    def nearest(
        self, vector: Floats, count: int, where: dict[str, Any] | None
    ) -> list[tuple[str, float]]:
        """Up to `count` ids near `vector` by Chroma's approximate search, with their cosine."""
        body = {
            "query_embeddings": [vector.tolist()],
            "n_results": count,
            "where": where,
            "include": ["distances"],
        }
        found = self.http.post(f"{self._path}/query", body)
        return [
            (one, 1.0 - distance)
            for one, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        ]

    def delete(self, ids: Sequence[str]) -> None:
        """Removes these records."""
        if ids:
            self.http.post(f"{self._path}/delete", {"ids": list(ids)})

    @property
    def _path(self) -> str:
        return f"/collections/{self.id}"

    def some(self, count: int, offset: int) -> list[str]:
        """Up to `count` ids from a place on."""
        found = self._get(limit=count, offset=offset, include=[])
        return cast("list[str]", found["ids"])

    def _paged(self, include: str, where: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
        offset, asked = 0, {"limit": _PAGE, "include": [include], "where": where}
        while (page := self._get(**asked, offset=offset))["ids"]:
            yield page
            offset += len(page["ids"])

    def _get(self, **asked: Any) -> dict[str, Any]:
        return cast("dict[str, Any]", self.http.post(f"{self._path}/get", asked))

    def _write(
        self, how: str, ids: Sequence[str], metadatas: Sequence[Metadata], vectors: Floats | None
    ) -> None:
        rows = np.repeat(_NO_VECTOR, len(ids), axis=0) if vectors is None else vectors
        body = {
            "ids": list(ids),
            "embeddings": [b64encode(row.tobytes()).decode() for row in rows.astype("<f4")],
            "metadatas": list(metadatas),
        }
        self.http.post(f"{self._path}/{how}", body)


def collections(http: Http, prefix: str) -> dict[str, dict[str, Any]]:
    """The metadata of the server's collections whose names begin like this, by name."""
    found: list[dict[str, Any]] = []
    while page := http.get(f"/collections?limit={_LISTED}&offset={len(found)}"):
        found += page
    return {
        one["name"]: one.get("metadata") or {} for one in found if one["name"].startswith(prefix)
    }


def drop(http: Http, name: str) -> None:
    """Deletes a collection, if there is one of this name."""
    http.delete(f"/collections/{quote(name)}")


def _parts(metadatas: Sequence[Metadata], size: int) -> Iterator[slice]:
    """Places of records that go into one request each."""
    start = characters = 0
    for place, metadata in enumerate(metadatas):
        own = sum(len(value) for value in metadata.values() if isinstance(value, str))
        if place > start and (place - start == size or characters + own > _REQUEST_CHARACTERS):
            yield slice(start, place)
            start, characters = place, 0
        characters += own
    if metadatas:
        yield slice(start, len(metadatas))
