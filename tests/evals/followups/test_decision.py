import pytest

from assistant import Known, Turn
from evals.case import Case
from evals.followups.decision import Decided, adds_word, asked_back, carries_word, decided

STARTER = (Turn("What is a sourdough starter?", "A mixture of flour and water."),)


def case(question: str, rewritten: str = "", history: tuple[Turn, ...] = STARTER) -> Case:
    return Case(question, question, (rewritten or question,), True, history=history)


@pytest.mark.parametrize(
    ("question", "rewritten", "adds", "carries"),
    [
        ("How often is it fed?", "How often is the starter fed?", True, True),
        ("How often is it fed?", "How often is the mixture fed?", True, True),
        ("Who sells rye?", "Who offers rye?", True, False),
        ("Who sells starters?", "Who sells the starter?", False, False),
        ("Who sells rye?", "Who sells rye, then?", False, False),
    ],
    ids=["question", "answer", "paraphrase", "inflection", "unchanged"],
)
def test_people_rewrote_where_they_added_a_word(
    question: str, rewritten: str, adds: bool, carries: bool
) -> None:
    one = case(question, rewritten)

    assert (adds_word(one), carries_word(one)) == (adds, carries)


def test_decisions_are_counted_beside_those_of_people() -> None:
    cases = [
        case("How often is it fed?", "How often is the starter fed?"),
        case("Can they be frozen?"),
        case("Who sells Bavarian rye bread?", "Who sells Bavarian rye bread from a starter?"),
        case("Who sells Bavarian rye bread in Munich?"),
    ]

    found = decided(cases, Known(), carries_word)

    assert found["assistant"] == Decided(both=1, ours=1, theirs=1, neither=1)
    assert found["always"] == Decided(both=2, ours=2, theirs=0, neither=0)
    assert found["never"] == Decided(both=0, ours=0, theirs=2, neither=2)


def test_shares_are_of_what_they_are_named_for() -> None:
    found = Decided(both=6, ours=2, theirs=4, neither=8)

    assert found.cases == 20
    assert (found.accuracy, found.precision, found.recall) == (0.7, 0.75, 0.6)


def test_shares_of_nothing_are_zero() -> None:
    found = Decided(0, 0, 0, 0)

    assert (found.accuracy, found.precision, found.recall) == (0, 0, 0)


def test_questions_that_cannot_be_understood_are_those_asked_back_about() -> None:
    lost, fine = case("How often is it fed?", history=()), case("What is rye?", history=())

    assert asked_back([lost, fine], Known()) == (lost,)
    assert asked_back([case("How often is it fed?")], Known()) == ()
