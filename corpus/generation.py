"""One published state of an index: never changed, read by any number of threads."""

from collections.abc import Sequence
from weakref import finalize

import numpy as np
from numpy.typing import ArrayLike, NDArray

from corpus.dense import Dense
from corpus.errors import DocumentNotFound
from corpus.manifest import FORMAT, Manifest
from corpus.segments import Segments
from corpus.store import Store
from corpus.tables import DATABASE
from corpus.texts import Origin, Texts
from corpus.types import Chunk, Document, Hit, Passage, Scope, Source

Floats = NDArray[np.float32]

EVERYTHING = Scope()
"""The scope of a search that is not narrowed."""


class Generation:
    """A generation, open until nobody holds it any more or it is closed.

    Once its vectors are read it needs its files no longer, up to `exact_limit` searchable chunks:
    it goes on answering after a newer generation has replaced it. A larger one may then raise
    `GenerationGone`, which `Index.read` handles.
    """

    def __init__(self, store: Store, name: str, *, exact_limit: int) -> None:
        self.folder = store.generation(name)
        self.manifest = Manifest.read(self.folder)
        self.name = self.manifest.generation
        self._texts = Texts(
            self.folder / DATABASE,
            large=chunks if (chunks := self.manifest.searchable) > exact_limit else None,
            is_older=self.manifest.format < FORMAT,
        )
        segments = Segments(self.folder, store, self.manifest.segments)
        self._dense = Dense(segments, self._texts, self.manifest, exact_limit)
        self._finalizer = finalize(self, _close, self._texts, self._dense)

    @property
    def notices(self) -> tuple[str, ...]:
        """What whoever asks it should know, a line each, e.g. that it has an older format."""
        return (self.manifest.notice,) if self.manifest.notice else ()

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
        is looked for as a phrase; one without a letter or digit is skipped. Beyond `exact_limit`
        searchable chunks, those that hold only the most frequent of the words are not found.
        """
        return self._texts.search(words, k, scope)

    def frequency(self, word: str) -> int:
        """Searchable chunks whose own words (not title or heading) hold this one."""
        return self._texts.frequency(word)

    def homogeneity(self) -> float:
        """Mean cosine similarity of two searchable chunks; near 1 if all treat one subject.

        Of up to 1,000 chunks, evenly spread; 0 if there are fewer than two.
        """
        return self._dense.homogeneity()

    def vectors(self, chunk_ids: Sequence[str]) -> Floats:
        """The vectors of searchable chunks, one row each, in order."""
        return self._dense.vectors(chunk_ids)

    def vectors_at(self, places: Sequence[tuple[str, str]]) -> Floats:
        """The vectors of chunks, each with the name of its segment, one row each, in order."""
        return self._dense.vectors_at(places)

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


def _close(texts: Texts, dense: Dense) -> None:
    dense.close()
    texts.close()


def _not_found(what: str, missing: str) -> DocumentNotFound:
    return DocumentNotFound(
        f"The index holds no {what} {missing!r}: `footnote sources` lists its documents."
    )
