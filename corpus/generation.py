"""One published state of an index: never changed, read by any number of threads."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock
from weakref import finalize

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corpus.errors import DocumentNotFound
from corpus.lock import opening
from corpus.manifest import Manifest
from corpus.texts import DATABASE, Origin, Texts
from corpus.types import Chunk, Document, Hit, Passage, Scope, Source
from corpus.vectors import Vectors

Floats = NDArray[np.float32]

EVERYTHING = Scope()
"""The scope of a search that is not narrowed."""

_CANDIDATES = 4
"""How many times `k` chunks are fetched from the approximate search and scored exactly."""
_LEAST_CANDIDATES = 100

# Beyond the sixth decimal a product depends on the order in which it was summed.
_DECIMALS = 6


class Generation:
    """A generation, open until nobody holds it any more or it is closed.

    Once its vectors are read it needs its files no longer, up to `exact_limit` searchable chunks:
    it goes on answering after a newer generation has replaced it. A larger one may then raise
    `GenerationGone`, which `Index.read` handles.
    """

    def __init__(self, folder: Path, *, exact_limit: int) -> None:
        self.folder = folder
        self.manifest = Manifest.read(folder)
        self.name = self.manifest.generation
        self._texts = Texts(folder / DATABASE)
        self._dense = _Dense(folder / "chroma", self._texts, self.manifest, exact_limit)
        self._finalizer = finalize(self, _close, self._texts, self._dense)

    def sources(self) -> tuple[Source, ...]:
        """One line a document, by id."""
        return self._texts.sources()

    def origins(self) -> dict[str, Origin]:
        """Where every document came from, by its id."""
        return self._texts.origins()

    def exclusions(self) -> dict[str, str]:
        """Ids that were removed for good, each with its root."""
        return self._texts.exclusions()

    def document(self, document_id: str) -> Document:
        """The document with its whole text.

        Raises:
            DocumentNotFound: The index holds no such document.
        """
        document = self._texts.document(document_id)
        if document is None:
            raise _not_found("document", document_id)
        return document

    def chunks(self, document_id: str) -> tuple[Chunk, ...]:
        """All chunks of the document, in order; joined they are its text.

        Raises:
            DocumentNotFound: The index holds no such document.
        """
        chunks = self._texts.chunks(document_id)
        if not chunks:
            raise _not_found("document", document_id)
        return chunks

    def chunk(self, chunk_id: str) -> Chunk:
        """The chunk of this id.

        Raises:
            DocumentNotFound: The index holds no such chunk.
        """
        return self.passages([chunk_id])[0].chunk

    def block_chunks(self, chunk: Chunk) -> tuple[Chunk, ...]:
        """All chunks of the chunk's FAQ pair, list or table, in order; else the chunk alone."""
        return self._texts.block_chunks(chunk)

    def chunk_before(self, chunk: Chunk) -> Chunk | None:
        """The chunk that stands right before in the same document; `None` before the first."""
        return self._texts.chunk_before(chunk)

    def passages(self, chunk_ids: Sequence[str]) -> tuple[Passage, ...]:
        """The chunks as passages with score 0, in the order asked for.

        Raises:
            DocumentNotFound: The index holds no such chunk.
        """
        found = self._texts.chunks_with_titles(chunk_ids)
        for chunk_id in chunk_ids:
            if chunk_id not in found:
                raise _not_found("chunk", chunk_id)
        return tuple(Passage(*found[chunk_id], score=0.0) for chunk_id in chunk_ids)

    def search_dense(self, vector: ArrayLike, k: int, scope: Scope = EVERYTHING) -> tuple[Hit, ...]:
        """Up to `k` chunks by cosine similarity to a vector of length one, the best first."""
        return self._dense.search(np.asarray(vector, np.float32), k, scope)

    def search_text(
        self, words: Sequence[str], k: int, scope: Scope = EVERYTHING
    ) -> tuple[Hit, ...]:
        """Up to `k` chunks that hold any of the words, by BM25, the best first.

        Endings are cut off English words, and case and accents do not count. A word with a hyphen
        is looked for as a phrase; one without a letter or digit is skipped.
        """
        return self._texts.search(words, k, scope)

    def frequency(self, word: str) -> int:
        """Searchable chunks whose own words (not title or heading) hold this one."""
        return self._texts.frequency(word)

    def vectors(self, chunk_ids: Sequence[str]) -> Floats:
        """The vectors of searchable chunks, one row each, in order."""
        return self._dense.vectors(chunk_ids)

    def vectors_of_texts(self, keys: Sequence[str]) -> dict[str, Floats]:
        """The vectors of encoded texts, by their key, as far as this generation has them."""
        found = self._texts.chunk_ids(keys)
        return dict(zip(found, self.vectors(list(found.values())), strict=True))

    def prepare(self) -> None:
        """Reads now what the first dense search would read."""
        self._dense.prepare()

    def close(self) -> None:
        """Closes the files; the generation cannot be used any more."""
        self._finalizer()


class _Dense:
    """Dense search: exact over a matrix in memory, or Chroma's graph for a large generation."""

    def __init__(self, folder: Path, texts: Texts, manifest: Manifest, exact_limit: int) -> None:
        self._folder = folder
        self._texts = texts
        self._manifest = manifest
        self._exact = manifest.searchable <= exact_limit
        self._lock = Lock()
        self._store: Vectors | None = None
        self._matrix: _Matrix | None = None

    def prepare(self) -> None:
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

    def vectors(self, chunk_ids: Sequence[str]) -> Floats:
        with self._lock, self._kept():
            return self._open().get(chunk_ids)

    def close(self) -> None:
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


def _close(texts: Texts, dense: _Dense) -> None:
    dense.close()
    texts.close()


def _not_found(what: str, missing: str) -> DocumentNotFound:
    return DocumentNotFound(
        f"The index holds no {what} {missing!r}: `footnote sources` lists its documents."
    )
