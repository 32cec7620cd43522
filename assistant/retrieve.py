"""Dense and lexical candidates, fused by reciprocal rank."""

from dataclasses import replace

from corpus import Encoder, Generation, Hit, Passage, Scope, content_words, words

_RRF_K = 60
"""Constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""


def retrieve(
    generation: Generation, encoder: Encoder, question: str, k: int, scope: Scope
) -> tuple[Passage, ...]:
    """The `k` passages most likely to answer, best first; empty if nothing is in scope.

    `Passage.score` is the fused score. Ties are broken by chunk id.
    """
    dense = generation.search_dense(encoder.encode_query(question), 2 * k, scope)
    asked = content_words(question) or words(question)
    lexical = generation.search_text(asked, 2 * k, scope)
    fused = fuse(dense, lexical)[:k]
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


def _lead(generation: Generation, passage: Passage) -> str:
    chunk = passage.chunk
    if chunk.lead is None:
        return ""
    if chunk.span.contains(chunk.lead):
        return chunk.text[chunk.lead.start - chunk.span.start : chunk.lead.end - chunk.span.start]
    return chunk.lead.of(generation.document(chunk.document_id).text)


def fuse(*rankings: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Rankings joined by reciprocal rank fusion, best first.

    Source: Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and
    individual rank learning methods", SIGIR 2009.
    """
    scores: dict[str, float] = {}
    for ranking in rankings:
        for rank, hit in enumerate(ranking, start=1):
            scores[hit.chunk_id] = scores.get(hit.chunk_id, 0.0) + 1 / (_RRF_K + rank)
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Hit(chunk_id, score) for chunk_id, score in ordered)
