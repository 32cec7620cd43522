"""Dense and lexical candidates, fused by reciprocal rank; what says the same comes once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Self

from numpy.typing import ArrayLike

from assistant.spelling import respelled
from assistant.twins import Twins, place_of, twins
from corpus import (
    Encoder,
    Generation,
    Hit,
    Passage,
    Scope,
    content_words,
    light_encoder,
    words,
)

_RRF_K = 60
"""Constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""
_MOST_WORDS = 256
"""Words looked for in the full text; the time it takes grows with their square."""
_DEEPEST = 160
"""Chunks looked at in a ranking for each passage wanted, at most, where most are duplicates."""


def retrieve(
    generation: Generation, encoder: Encoder, question: str, k: int, scope: Scope, beside: str = ""
) -> tuple[Passage, ...]:
    """The `k` passages most likely to answer, best first; empty if nothing is in scope.

    `Passage.score` is the fused score. Ties are broken by chunk id. Passages that say the same
    count as one, `Passage.duplicates` names the others.

    Args:
        generation: Where to search.
        encoder: Of that generation.
        question: What to search for.
        k: How many passages at most.
        scope: What is searched.
        beside: A text whose own rankings count half, e.g. the conversation before.
    """
    queries = [_Query.of(text, encoder) for text in (question, beside) if text]
    rankings, alike = _searched(generation, queries, question, k, scope)
    distinct = [alike.distinct(ranking)[: 2 * k] for ranking in rankings]
    fused = fuse(distinct[:2], distinct[2:])[:k]
    similarity, bm25 = (
        {hit.chunk_id: hit.score for hit in (*kept, *ranking)}
        for kept, ranking in zip(distinct[:2], rankings[:2], strict=True)
    )
    groups = (alike.groups[hit.chunk_id] for hit in fused)
    return tuple(
        replace(
            passage,
            score=hit.score,
            dense=similarity.get(hit.chunk_id),
            lexical=bm25.get(hit.chunk_id),
            lead=_lead(generation, passage),
            duplicates=tuple(map(place_of, others)),
        )
        for (passage, *others), hit in zip(groups, fused, strict=True)
    )


def spelt_and_retrieved(
    generation: Generation, encoder: Encoder, question: str, k: int, scope: Scope, beside: str = ""
) -> tuple[str, tuple[Passage, ...]]:
    """The question as the documents spell its words, and the passages for it; as `retrieve`."""
    passages = retrieve(generation, encoder, question, k, scope, beside)
    asked = respelled(
        question,
        passages,
        lambda word: generation.frequency(word) > 0,
        light_encoder().knows,
    )
    if asked != question:
        passages = retrieve(generation, encoder, asked, k, scope, beside)
    return asked, passages


@dataclass(frozen=True, slots=True)
class _Query:
    """A text as it is searched for: by meaning and by words."""

    vector: ArrayLike
    words: tuple[str, ...]
    """Of a very long text only the first."""

    @classmethod
    def of(cls, text: str, encoder: Encoder) -> Self:
        asked = (content_words(text) or words(text))[:_MOST_WORDS]
        return cls(encoder.encode_query(text), asked)

    def rankings(
        self, generation: Generation, k: int, scope: Scope
    ) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
        dense = generation.search_dense(self.vector, k, scope)
        return dense, generation.search_text(self.words, k, scope)


def _searched(
    generation: Generation, queries: Sequence[_Query], question: str, k: int, scope: Scope
) -> tuple[list[tuple[Hit, ...]], Twins]:
    """The rankings, dense and lexical for each query, and which of their chunks say the same.

    Each ranking has 2 `k` chunks, or more where fewer than `k` of these are distinct.
    """
    known: dict[str, Passage] = {}
    depth = 2 * k
    while True:
        rankings = [one for query in queries for one in query.rankings(generation, depth, scope)]
        order = [hit.chunk_id for hit in fuse(rankings[:2], rankings[2:])]
        new = [chunk_id for chunk_id in order if chunk_id not in known]
        known |= zip(new, generation.passages(new), strict=True)
        alike = twins([known[one] for one in order], question, partial(_lead, generation))
        cut = [len(alike.distinct(one)) for one in rankings if len(one) == depth]
        fewest = min(cut, default=k)
        if fewest >= k or depth >= _DEEPEST * k:
            return rankings, alike
        depth = min(_DEEPEST * k, depth * (1 + k // fewest))


def _lead(generation: Generation, passage: Passage) -> str:
    chunk = passage.chunk
    if chunk.lead is None:
        return ""
    if chunk.span.contains(chunk.lead):
        return chunk.text[chunk.lead.start - chunk.span.start : chunk.lead.end - chunk.span.start]
    return chunk.lead.of(generation.document(chunk.document_id).text)


def fuse(
    rankings: Iterable[tuple[Hit, ...]], halved: Iterable[tuple[Hit, ...]] = ()
) -> tuple[Hit, ...]:
    """Rankings joined by reciprocal rank fusion, best first; those in `halved` count half.

    Source: Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and
    individual rank learning methods", SIGIR 2009.
    """
    scores: dict[str, float] = {}
    weighed = (*((one, 1.0) for one in rankings), *((one, 0.5) for one in halved))
    for ranking, weight in weighed:
        for rank, hit in enumerate(ranking, start=1):
            scores[hit.chunk_id] = scores.get(hit.chunk_id, 0.0) + weight / (_RRF_K + rank)
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Hit(chunk_id, score) for chunk_id, score in ordered)
