"""How rivals find passages: by words with BM25, by vectors with LangChain's Chroma."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast
from uuid import uuid4
from weakref import finalize

from corpus import Kind, stem
from evals.case import Case
from evals.evidence import Quote
from evals.rivals.sentences import DECIMALS, Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

PASSAGES = 4
"""How many passages a rival looks at: LangChain's own default."""

Passages = Callable[[frozenset[Kind]], Sequence[Quote]]
"""All passages in order, of what is left when some kinds are cut out."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found."""

    passage: Quote
    score: float
    """Higher is better; comparable within one way of searching only."""


class Search(Protocol):
    """A way to find passages."""

    def find(self, case: Case) -> tuple[Found, ...]:
        """The best passages within what the case lets be searched, the best first."""


class WordSearch:
    """BM25 of the library bm25s: its own words, without English stop words, as their stems."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._indexed = cache(self._index)
        self._indexed(frozenset())

    def find(self, case: Case) -> tuple[Found, ...]:
        """The best passages that share a word with the question; of equal ones the first."""
        import numpy as np

        passages = self._passages(case.without)
        (asked,) = _tokens([case.question])
        if not passages or not asked:
            return ()
        inside = np.array([_is_inside(case, one.document_id) for one in passages], np.float32)
        scores = self._indexed(case.without).get_scores(asked, weight_mask=inside)
        best = np.argsort(-scores, kind="stable")[:PASSAGES].tolist()
        return tuple(Found(passages[i], float(scores[i])) for i in best if scores[i] > 0)

    def _index(self, without: frozenset[Kind]) -> Any:
        import bm25s

        index = bm25s.BM25()
        if passages := self._passages(without):
            index.index(_tokens([one.text for one in passages]), show_progress=False)
        return index


class VectorSearch:
    """LangChain's Chroma in memory, over the bundled encoder's vectors."""

    def __init__(self, passages: Passages, vectors: Vectors) -> None:
        import chromadb
        from chromadb.config import Settings

        self._passages = passages
        self._embeddings = _embeddings(vectors)
        self._client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
        self._stores: list[Chroma] = []
        finalize(self, _close, self._client, self._stores)
        self._filled = cache(self._fill)
        self._filled(frozenset())

    def find(self, case: Case) -> tuple[Found, ...]:
        """The passages nearest to the question; their score is the cosine."""
        passages = self._passages(case.without)
        if not passages or (case.within is not None and case.within <= case.withheld):
            return ()
        store = self._filled(case.without)
        near = store.similarity_search_with_score(case.question, PASSAGES, filter=_where(case))
        ranked = sorted((round(distance, DECIMALS), int(one.id or 0)) for one, distance in near)
        return tuple(
            Found(passages[place], round(1 - distance, DECIMALS)) for distance, place in ranked
        )

    def _fill(self, without: frozenset[Kind]) -> "Chroma":
        from langchain_chroma import Chroma

        # What Chroma has in memory is one for the whole process: the name must be nobody else's.
        store = Chroma(
            f"rivals-{uuid4().hex}",
            self._embeddings,
            client=self._client,
            collection_configuration={"hnsw": {"space": "cosine", "num_threads": 1}},
        )
        self._stores.append(store)
        passages = self._passages(without)
        batch = self._client.get_max_batch_size()
        for start in range(0, len(passages), batch):
            part = passages[start : start + batch]
            store.add_texts(
                [one.text for one in part],
                [{"document_id": one.document_id} for one in part],
                [str(start + place) for place in range(len(part))],
            )
        return store


def _tokens(texts: Sequence[str]) -> list[list[str]]:
    import bm25s

    found: list[list[str]] = bm25s.tokenize(
        list(texts),
        stopwords="english",
        stemmer=lambda words: [stem(word) for word in words],
        return_ids=False,
        show_progress=False,
    )
    return found


def _embeddings(vectors: Vectors) -> "Embeddings":
    from langchain_core.embeddings import Embeddings

    class Bundled(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            rows: list[list[float]] = vectors.of(texts).tolist()
            return rows

        def embed_query(self, text: str) -> list[float]:
            row: list[float] = vectors.of_question(text).tolist()
            return row

    return Bundled()


def _is_inside(case: Case, document_id: str) -> bool:
    if document_id in case.withheld:
        return False
    return case.within is None or document_id in case.within


def _close(client: "ClientAPI", stores: "Sequence[Chroma]") -> None:
    for store in stores:
        store.delete_collection()
    cast("Client", client).close()


def _where(case: Case) -> dict[str, Any] | None:
    """What `_is_inside` says, for Chroma; `None` for every document."""
    if case.within is not None:
        return {"document_id": {"$in": sorted(case.within - case.withheld)}}
    return {"document_id": {"$nin": sorted(case.withheld)}} if case.withheld else None
