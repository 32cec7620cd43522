from dataclasses import replace

import pytest

from assistant import Answer, Citation, Claim, Form

CITATION = Citation(
    marker=1,
    document_id="bread.md",
    title="Bread",
    source="/kitchen/bread.md",
    heading=("Baking",),
    quote="Bread needs time.",
    start=10,
    end=27,
    line=3,
    page=None,
    digest="0" * 64,
)


def answer(*claims: Claim) -> Answer:
    return Answer(
        question="Why?",
        standalone_question="Why?",
        claims=claims,
        confidence=0.9,
        generation="gen-1",
        seconds=0.1,
    )


def test_a_claim_without_a_citation_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="at least one citation"):
        Claim("Bread needs time.", ())


def test_an_answer_without_a_claim_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="abstain"):
        answer()


def test_text_shows_markers_and_sets_items_on_lines_of_their_own() -> None:
    second = replace(CITATION, marker=2)
    third = replace(CITATION, marker=3)

    reply = answer(
        Claim("You need:", (CITATION,)),
        Claim("Flour", (second,), Form.ITEM),
        Claim("Water", (third, CITATION), Form.ITEM),
        Claim("That is all.", (CITATION,)),
    )

    assert reply.text == "You need: [1]\n- Flour [2]\n- Water [3][1]\nThat is all. [1]"


def test_citations_come_once_and_by_marker() -> None:
    second = replace(CITATION, marker=2)

    reply = answer(Claim("A.", (second,)), Claim("B.", (CITATION, second)))

    assert [citation.marker for citation in reply.citations] == [1, 2]


def test_json_has_the_agreed_keys() -> None:
    shape = answer(Claim("Bread needs time.", (CITATION,))).to_dict()

    assert list(shape) == [
        "status", "question", "standalone_question", "text", "claims", "citations",
        "disagreements", "reason", "nearest", "confidence", "mode", "notices", "generation",
        "seconds",
    ]  # fmt: skip
    assert shape["claims"] == [{"text": "Bread needs time.", "markers": [1]}]
    assert shape["citations"][0]["quote"] == "Bread needs time."
