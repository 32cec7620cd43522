import json
from dataclasses import replace
from typing import Any

import pytest

from assistant import (
    NOT_SAID,
    Abstention,
    Disagreement,
    Form,
    Notice,
    Part,
    Reason,
    Turn,
    passage_to_dict,
)
from corpus import Chunk, Kind, Passage, Span
from tests.assistant.made import CITATION, answer, claim

SECOND, THIRD = replace(CITATION, marker=2), replace(CITATION, marker=3)
KEYS = [
    "status", "question", "standalone_question", "text", "claims", "citations", "disagreements",
    "parts", "reason", "nearest", "confidence", "mode", "dropped", "notices", "generation",
    "seconds",
]  # fmt: skip
CHUNK = Chunk("bread.md#1", "bread.md", 1, Span(40, 52), "Rye is dark.", Kind.TEXT, ("Rye",))
PASSAGE = Passage(CHUNK, "Bread", 0.03, dense=0.7)


def abstention(**changes: Any) -> Abstention:
    given: dict[str, Any] = {
        "question": "And rye?",
        "standalone_question": "Why is rye bread light?",
        "reason": Reason.NOT_ANSWERED,
        "text": NOT_SAID,
        "nearest": (PASSAGE,),
        "confidence": 0.2,
        "generation": "gen-1",
        "seconds": 0.1,
    }
    return Abstention(**{**given, **changes})


def test_an_answer_without_a_claim_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="abstain"):
        answer()


def test_text_shows_markers_and_sets_items_on_lines_of_their_own() -> None:
    reply = answer(
        claim("You need:"),
        claim("Flour", SECOND, form=Form.ITEM),
        claim("Water", THIRD, CITATION, form=Form.ITEM),
        claim("That is all."),
    )

    assert reply.text == "You need: [1]\n- Flour [2]\n- Water [3][1]\nThat is all. [1]"


def test_each_part_stands_above_its_claims() -> None:
    parts = (Part("What is rye?", (0,)), Part("And spelt?", ()), Part("Is it dark?", (1, 0)))

    reply = answer(claim("A grain."), claim("It is.", SECOND), parts=parts)

    assert reply.text == (
        "What is rye?\nA grain. [1]\n\n"
        "And spelt?\nThe documents do not say.\n\n"
        "Is it dark?\nIt is. [2] A grain. [1]"
    )
    assert [reply.claims_of(part) for part in parts] == [
        (reply.claims[0],),
        (),
        (reply.claims[1], reply.claims[0]),
    ]


def test_items_of_a_part_stand_below_its_question() -> None:
    parts = (Part("What is needed?", (0,)), Part("Why?", ()))

    reply = answer(claim("Flour", form=Form.ITEM), parts=parts)

    assert reply.text == f"What is needed?\n- Flour [1]\n\nWhy?\n{NOT_SAID}"


def test_citations_come_once_and_by_marker() -> None:
    reply = answer(claim("A.", SECOND), claim("B.", CITATION, SECOND))

    assert [citation.marker for citation in reply.citations] == [1, 2]


def test_an_answer_as_history_names_the_sections_it_cited_once() -> None:
    other = replace(SECOND, title="Flour", heading=("Rye", "Baking"))

    reply = answer(claim("A.", CITATION), claim("B.", other), question="And rye?")

    assert reply.turn == Turn("And rye?", "A. [1] B. [2]", ("Bread", "Baking", "Flour", "Rye"))


def test_an_abstention_as_history_has_no_sections() -> None:
    assert abstention().turn == Turn("And rye?", NOT_SAID)


def test_an_answer_in_json_has_the_agreed_keys() -> None:
    shape = answer(
        claim("Bread needs time."),
        claim("Bread needs none.", SECOND),
        disagreements=(Disagreement((0, 1), ("time", "none")),),
        parts=(Part("What does it need?", (0, 1)), Part("Why?", ())),
        notices=(Notice("shortened", "2 more."),),
    ).to_dict()

    assert list(shape) == KEYS
    assert (shape["status"], shape["reason"], shape["nearest"]) == ("answered", None, [])
    assert shape["claims"][0] == {
        "text": "Bread needs time.",
        "markers": [1],
        "form": "sentence",
    }
    assert shape["citations"][0]["quote"] == "Bread needs time."
    assert shape["disagreements"] == [{"claims": [0, 1], "values": ["time", "none"]}]
    assert shape["parts"] == [
        {"question": "What does it need?", "claims": [0, 1]},
        {"question": "Why?", "claims": []},
    ]
    assert shape["notices"] == [{"code": "shortened", "text": "2 more."}]
    assert shape["mode"] == "extractive"
    assert json.loads(json.dumps(shape)) == shape


def test_an_abstention_in_json_has_the_same_keys() -> None:
    shape = abstention().to_dict()

    assert list(shape) == KEYS
    assert (shape["status"], shape["reason"]) == ("abstained", "not_answered")
    assert shape["text"] == NOT_SAID
    assert [shape[key] for key in ("claims", "citations", "disagreements", "parts")] == [[]] * 4
    assert shape["nearest"] == [passage_to_dict(PASSAGE)]
    assert json.loads(json.dumps(shape)) == shape


def test_an_abstention_claims_and_cites_nothing() -> None:
    assert (abstention().claims, abstention().citations) == ((), ())


def test_a_passage_in_json_tells_where_it_stands() -> None:
    assert passage_to_dict(PASSAGE) == {
        "document_id": "bread.md",
        "title": "Bread",
        "heading": ["Rye"],
        "text": "Rye is dark.",
        "start": 40,
        "end": 52,
        "score": 0.03,
        "also": [],
        "dense": 0.7,
        "lexical": None,
        "lead": "",
        "chunk": {
            "id": "bread.md#1",
            "ordinal": 1,
            "kind": "text",
            "block": None,
            "lead": None,
            "units": [],
            "orders": [],
        },
    }
