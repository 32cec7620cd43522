from dataclasses import FrozenInstanceError, fields, replace

import pytest

from assistant import Claim, Disagreement, Form, Part, Reason, Turn
from corpus import Place
from tests.assistant.made import CITATION, claim


def test_a_claim_without_a_citation_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="at least one citation"):
        Claim("Bread needs time.", ())


def test_a_claim_shows_its_markers_behind_its_words() -> None:
    made = claim("It rises.", CITATION, replace(CITATION, marker=3))

    assert made.markers == (1, 3)
    assert made.text_with_markers == "It rises. [1][3]"
    assert made.form is Form.SENTENCE


def test_a_citation_tells_all_that_is_needed_to_check_it() -> None:
    shape = CITATION.to_dict()

    assert list(shape) == [
        "marker", "document_id", "title", "source", "heading", "quote", "start", "end", "line",
        "page", "digest", "also",
    ]  # fmt: skip
    assert (shape["heading"], shape["page"]) == (["Baking"], None)


def test_a_citation_tells_where_else_its_words_stand() -> None:
    shape = replace(CITATION, also=(Place("old/bread.md", "Bread", 4, 21),)).to_dict()

    assert shape["also"] == [
        {"document_id": "old/bread.md", "title": "Bread", "start": 4, "end": 21}
    ]


def test_a_turn_needs_no_more_than_its_question() -> None:
    assert Turn("Why?") == Turn("Why?", "", ())


@pytest.mark.parametrize(
    "made", [Turn("Why?"), CITATION, claim("It rises."), Part("Why?", ()), Disagreement((), ())]
)
def test_what_is_told_cannot_be_changed_afterwards(made: Claim | Turn) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(made, fields(made)[0].name, None)


def test_reasons_are_the_agreed_ones() -> None:
    assert {reason.value for reason in Reason} == {
        "nothing_found",
        "not_answered",
        "not_supported",
        "needs_context",
        "model_declined",
        "not_a_question",
        "unsupported_language",
    }
