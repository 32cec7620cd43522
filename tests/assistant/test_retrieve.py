from pathlib import Path

import pytest

from assistant.retrieve import fuse, retrieve
from corpus import Hit, Index, Kind, Scope, light_encoder


def test_fusion_prefers_what_both_rankings_have() -> None:
    dense = (Hit("a", 0.9), Hit("b", 0.8))
    lexical = (Hit("b", 7.0), Hit("c", 5.0))

    fused = fuse((dense, lexical))

    assert [hit.chunk_id for hit in fused] == ["b", "a", "c"]


def test_equal_scores_are_ordered_by_chunk_id() -> None:
    assert [hit.chunk_id for hit in fuse(((Hit("b", 1.0),), (Hit("a", 1.0),)))] == ["a", "b"]


@pytest.mark.parametrize("question", ["starter fed", '"quoted" AND (NOT -broken* NEAR', "这是什么"])
def test_any_question_can_be_searched(bread_index: Path, question: str) -> None:
    with Index.open(bread_index) as index:
        passages = retrieve(index.current(), light_encoder(), question, 5, Scope())

    assert len(passages) == 5
    assert [p.score for p in passages] == sorted((p.score for p in passages), reverse=True)


def test_a_scope_narrows_the_search(bread_index: Path) -> None:
    scope = Scope(frozenset({"sourdough.md"}), frozenset({Kind.FAQ}))

    with Index.open(bread_index) as index:
        passages = retrieve(index.current(), light_encoder(), "bread", 20, scope)

    assert {p.document_id for p in passages} == {"sourdough.md"}
    assert Kind.FAQ not in {p.chunk.kind for p in passages}


def test_headings_are_not_retrieved(bread_index: Path) -> None:
    with Index.open(bread_index) as index:
        passages = retrieve(index.current(), light_encoder(), "Storing flour", 20, Scope())

    assert {p.chunk.kind for p in passages}.isdisjoint({Kind.HEADING, Kind.BOILERPLATE})
