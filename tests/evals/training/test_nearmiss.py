from random import Random

import pytest

from evals.training.example import Example
from evals.training.nearmiss import near_misses
from tests.evals.training.made import example

SEEDS = range(40)
MOZART = example(
    "In which year did Mozart move to Vienna?",
    ("Mozart moved to Vienna in 1781.", "His sister Nannerl stayed in Salzburg until 1784."),
    (1.0, 0.0),
    title="Mozart",
)
HAYDN = example(
    "Whom did Haydn serve in 1761?",
    ("In 1761 Prince Esterházy engaged Haydn.", "The court of Prague called in vain in 1762."),
    (1.0, 0.0),
    title="Mozart",
)
RIVER = example("What is the longest river?", ("The Nile is.",), (1.0,), title="Rivers")


def changed(example: Example, *others: Example) -> set[str]:
    """What `example` is changed to by any of the seeds."""
    return {
        made.question
        for seed in SEEDS
        for made in near_misses([example, *others], 1.0, Random(seed))
        if made.units == example.units
    }


@pytest.mark.parametrize("one", [MOZART, HAYDN, RIVER], ids=lambda one: one.question)
def test_a_near_miss_is_another_question_that_its_passage_does_not_answer(one: Example) -> None:
    made = [
        found for seed in SEEDS for found in near_misses([MOZART, HAYDN, RIVER], 1.0, Random(seed))
    ]

    of_this = [found for found in made if found.units == one.units]
    assert of_this
    assert all(found.question != one.question for found in of_this)
    assert {(found.answers, set(found.says) == {0.0}) for found in made} == {(False, True)}
    assert {found.group for found in made} == {"bees_changed"}


def test_a_name_gives_way_to_one_of_the_same_title() -> None:
    questions = changed(MOZART, HAYDN)

    assert "In which year did Haydn move to Vienna?" in questions
    assert all("Nile" not in question for question in changed(MOZART, HAYDN, RIVER))


def test_a_name_may_come_from_the_passage_but_not_from_its_evidence() -> None:
    alone = example(
        "Whom did Anna meet?",
        ("In Rome Anna met Bruno.", "There Clara was ill, and Bruno slept."),
        (1.0, 0.0),
    )

    assert changed(alone) == {"Whom did Clara meet?"}


def test_a_name_is_not_taken_from_a_unit_of_which_nobody_knows() -> None:
    alone = example("Whom did Anna meet?", ("There Clara was ill.", "It rained."), (None, 0.0))

    assert changed(alone) == set()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("what is the largest moon", {"what is the smallest moon"}, id="one word"),
        pytest.param("why do prices rise", {"why do prices fall"}, id="verb"),
        pytest.param("Is Jupiter larger than Mars", set(), id="yes or no"),
        pytest.param("does the largest moon always rise", set(), id="lower case yes or no"),
        pytest.param("what is a moon", set(), id="nothing to change"),
    ],
)
def test_a_word_gives_way_to_its_opposite(question: str, expected: set[str]) -> None:
    assert changed(example(question)) == expected


def test_only_answered_examples_are_changed_and_only_a_share_of_them() -> None:
    unanswered = example("what is the largest moon", answers=False)
    many = [example("what is the largest moon")] * 400

    assert near_misses([unanswered], 1.0, Random(0)) == []
    assert 60 < len(near_misses(many, 0.25, Random(0))) < 140


def test_the_same_seed_makes_the_same_near_misses() -> None:
    known = [MOZART, HAYDN, RIVER] * 10

    assert near_misses(known, 0.5, Random(3)) == near_misses(known, 0.5, Random(3))
    assert near_misses(known, 0.5, Random(3)) != near_misses(known, 0.5, Random(4))
