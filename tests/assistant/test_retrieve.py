from pathlib import Path

import pytest

from assistant.retrieve import fuse, retrieve, spelt_and_retrieved
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


def test_a_halved_ranking_counts_half() -> None:
    whole, halved = (Hit("a", 1.0),), (Hit("b", 1.0), Hit("a", 0.5))

    scores = {hit.chunk_id: hit.score for hit in fuse((whole,), (halved,))}

    assert scores["b"] == pytest.approx(0.5 / 61)
    assert scores["a"] == pytest.approx(1 / 61 + 0.5 / 62)


def test_nothing_in_both_rankings_is_nothing() -> None:
    assert fuse(((), ()), ((),)) == ()


def test_both_scores_are_kept_with_a_passage(bread_index: Path) -> None:
    with Index.open(bread_index) as index:
        passages = retrieve(index.current(), light_encoder(), "lactic acid", 10, Scope())

    best = passages[0]
    assert "lactic acid" in best.text
    assert best.dense == max(one.dense for one in passages if one.dense is not None)
    assert best.lexical is not None
    assert best.lexical > 0
    assert any(one.lexical is None for one in passages)


def test_the_question_of_a_faq_pair_comes_with_it(bread_index: Path) -> None:
    with Index.open(bread_index) as index:
        passages = retrieve(index.current(), light_encoder(), "loaf fresh", 10, Scope())

    leads = {one.chunk.kind: one.lead for one in passages if one.chunk.lead}
    assert leads[Kind.FAQ].endswith("?")
    assert leads[Kind.TABLE].startswith("| Flour |")
    assert leads[Kind.LIST] == "A home baker needs these tools:"
    assert {one.lead for one in passages if one.chunk.kind is Kind.TEXT} == {""}


def test_what_is_searched_beside_moves_the_ranking_less_than_the_question(
    bread_index: Path,
) -> None:
    def best(question: str, beside: str = "") -> str:
        found = retrieve(index.current(), light_encoder(), question, 5, Scope(), beside)
        return found[0].document_id

    with Index.open(bread_index) as index:
        assert best("How often?") == "sourdough.md"
        assert best("How often?", "Which tools does a baker need?") == "tools.md"
        assert best("Why is it sour?", "Which tools does a baker need?") == "sourdough.md"


def test_what_is_searched_beside_stays_within_the_scope(bread_index: Path) -> None:
    scope = Scope(frozenset({"tools.md"}))

    with Index.open(bread_index) as index:
        passages = retrieve(
            index.current(), light_encoder(), "How hot?", 20, scope, "How is flour stored?"
        )

    assert {one.document_id for one in passages} == {"tools.md"}


def test_a_very_long_question_is_searched_for_by_its_first_words(bread_index: Path) -> None:
    long = " ".join(["rancid", *(f"word{number}" for number in range(2000)), "lactic"])

    with Index.open(bread_index) as index:
        passages = retrieve(index.current(), light_encoder(), long, 20, Scope())

    found = {one.text[:12] for one in passages if one.lexical is not None}
    assert len(found) == 1
    assert "rancid" in next(one.text for one in passages if one.lexical is not None)


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How is sourdouhg fed?", "How is sourdough fed?"),
        ("How is sourdough fed?", "How is sourdough fed?"),
    ],
)
def test_a_question_is_searched_for_as_the_documents_spell_it(
    bread_index: Path, question: str, asked: str
) -> None:
    with Index.open(bread_index) as index:
        generation, encoder = index.current(), light_encoder()
        spelt, passages = spelt_and_retrieved(generation, encoder, question, 5, Scope())

        assert spelt == asked
        assert passages == retrieve(generation, encoder, asked, 5, Scope())
