from pathlib import Path

import pytest

from assistant import Turn
from corpus import CaseError
from evals.case import parse_case
from evals.followups import SHARED, Turns, conversation, follow_ups
from evals.followups.turns import side_of, standing_alone
from tests.evals.followups.made import (
    CHOSEN,
    CHOSEN_DOCUMENT,
    REPORTED,
    REPORTED_DOCUMENT,
    line,
    write,
    write_sets,
)


@pytest.fixture
def found(tmp_path: Path) -> dict[str, Turns]:
    write_sets(tmp_path)
    return {one.name: one for one in follow_ups(tmp_path)}


def test_only_what_goes_on_from_earlier_turns_is_a_follow_up(found: dict[str, Turns]) -> None:
    assert [case.question for case in found["mtrag"].cases] == [
        "How often is it fed?",
        "And how long does it keep?",
    ]
    assert all(case.history for one in found.values() for case in one.cases)


def test_what_does_not_look_like_a_question_is_left_out(found: dict[str, Turns]) -> None:
    assert [case.id for case in found["doc2dial"].cases] == ["d2d_a_3"]


def test_turns_that_people_rewrote_are_a_set_of_their_own(found: dict[str, Turns]) -> None:
    assert list(found) == ["mtrag", SHARED, "doc2dial"]
    (shared,) = found[SHARED].cases
    assert shared.notes["rewrite"] == "How often is a sourdough starter fed?"
    assert found[SHARED].set == "mtrag"


def test_the_turns_of_a_conversation_are_one_family(found: dict[str, Turns]) -> None:
    assert [case.family for case in found["mtrag"].cases] == [REPORTED, CHOSEN]


def test_what_was_chosen_from_is_not_reported(found: dict[str, Turns]) -> None:
    assert [case.family for case in found["mtrag"].reported] == [REPORTED]
    assert len(found[SHARED].reported) == 1


def test_one_set_is_enough_and_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="doc2dial"):
        follow_ups(tmp_path)

    write(tmp_path, "doc2dial", line("a", "And it?", "x", history=("What?", "That.")))

    assert [one.name for one in follow_ups(tmp_path)] == ["doc2dial"]


def test_a_conversation_has_one_name_in_every_set() -> None:
    one, other = (parse_case(line(f"{of}_{CHOSEN}<::>4", "And?"), "here") for of in ("rw", "un"))

    assert conversation(one) == conversation(other) == CHOSEN
    assert conversation(parse_case(line("d2d_abc_3", "And?"), "here")) == "d2d_abc_3"


@pytest.mark.parametrize("document", [CHOSEN_DOCUMENT, REPORTED_DOCUMENT])
def test_conversations_over_one_document_are_divided_by_it(document: str) -> None:
    case = parse_case(line("d2d_a_3", "And?", "x", document=document, first_turn=False), "here")

    assert side_of(case) == document


def test_other_conversations_are_divided_by_themselves() -> None:
    case = parse_case(line(f"mtrag_{CHOSEN}<::>4", "And?", "x"), "here")

    assert side_of(case) == CHOSEN


def test_questions_without_a_conversation_are_those_of_the_sets_that_are_there(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        "nq",
        line("a", "What is rye?", "a grain"),
        line("b", "And it?", "x", history=("What is rye?", "A grain.")),
    )

    found = standing_alone(tmp_path, ["nq", "squad2"])

    assert list(found) == ["nq", "own"]
    assert [case.id for case in found["nq"]] == ["a"]
    assert len(found["own"]) > 50
    assert {case.history for case in found["own"]} == {()}


def test_a_follow_up_keeps_its_history(found: dict[str, Turns]) -> None:
    first = found["mtrag"].cases[0]

    assert first.history == (
        Turn("What is a sourdough starter?", "A mixture of flour and water. [1]"),
    )
