"""Dense and lexical candidates, fused by reciprocal rank."""

from collections.abc import Iterable
from dataclasses import replace

from assistant.spelling import respelled
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


def retrieve(
    generation: Generation, encoder: Encoder, question: str, k: int, scope: Scope, beside: str = ""
) -> tuple[Passage, ...]:
    """The `k` passages most likely to answer, best first; empty if nothing is in scope.

    `Passage.score` is the fused score. Ties are broken by chunk id.

    Args:
        generation: Where to search.
        encoder: Of that generation.
        question: What to search for.
        k: How many passages at most.
        scope: What is searched.
        beside: A text whose own rankings count half, e.g. the conversation before.
    """
    dense, lexical = _rankings(generation, encoder, question, 2 * k, scope)
    others = _rankings(generation, encoder, beside, 2 * k, scope) if beside else ()
    fused = fuse((dense, lexical), others)[:k]
    similarity = {hit.chunk_id: hit.score for hit in dense}
    bm25 = {hit.chunk_id: hit.score for hit in lexical}
    passages = generation.passages([hit.chunk_id for hit in fused])
    return tuple(
        replace(
            passage,
            score=hit.score,
            dense=similarity.get(hit.chunk_id),
            lexical=bm25.get(hit.chunk_id),
            lead=_lead(generation, passage),
        )
        for passage, hit in zip(passages, fused, strict=True)
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


def _rankings(
    generation: Generation, encoder: Encoder, text: str, k: int, scope: Scope
) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """By meaning and by words; of a very long text only the first words are looked for."""
    dense = generation.search_dense(encoder.encode_query(text), k, scope)
    asked = (content_words(text) or words(text))[:_MOST_WORDS]
    return dense, generation.search_text(asked, k, scope)


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
