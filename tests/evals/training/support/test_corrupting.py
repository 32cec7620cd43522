from random import Random

import pytest

from evals.training.support.corrupting import CORRUPTIONS, corrupted

OTHERS = ["The old bridge was sold to Denmark in 1931.", "Karl Holm painted the church."]


@pytest.mark.parametrize(
    ("kind", "sentence", "claim"),
    [
        ("names swapped", "Yesterday Ann met Bob there.", "Yesterday Bob met Ann there."),
        ("names swapped", "It rose from 5 to 9 in May.", "It rose from 9 to 5 in May."),
        ("things swapped", "Here the cook is the guest.", "Here the guest is the cook."),
        ("subject turned", "The mill was built by Ann.", "Ann was built by the mill."),
        ("other way round", "Rye bread is heavier than cake.", "Cake is heavier than rye bread."),
        ("negation", "The mill is old.", "The mill is not old."),
        ("negation", "The mill is not old.", "The mill is old."),
        ("negation", "It can't turn.", "It can turn."),
        ("opposite", "Ann bought it.", "Ann sold it."),
        ("lost condition", "If it rains, the mill is closed.", "The mill is closed."),
    ],
)  # fmt: skip
def test_a_sentence_is_made_false(kind: str, sentence: str, claim: str) -> None:
    made, _ = CORRUPTIONS[kind]

    found = made(sentence, OTHERS, Random(0))

    assert (found or "").lower() == claim.lower()


def test_a_cause_and_its_effect_change_places() -> None:
    made, _ = CORRUPTIONS["effect for cause"]

    found = made("The mill stopped because the river froze over.", [], Random(0))

    assert found == "The river froze over because the mill stopped."


def test_one_subject_gets_the_predicate_of_another() -> None:
    made, _ = CORRUPTIONS["merged"]

    found = made("The mill was closed in 1990.", ["The bridge was sold to Denmark."], Random(0))

    assert found == "The mill was sold to Denmark."


@pytest.mark.parametrize(
    ("sentence", "hedge"),
    [("Bees may sting you.", "may"), ("Some bees sting.", "some"), ("Bees often sting.", "often")],
)
def test_a_lost_hedge_is_gone(sentence: str, hedge: str) -> None:
    made, is_symmetric = CORRUPTIONS["lost hedge"]

    found = {made(sentence, [], Random(seed)) for seed in range(20)}

    assert not is_symmetric
    assert all(hedge not in (one or "").lower().split() for one in found)
    assert any(found)


def test_names_that_are_only_enumerated_are_not_swapped() -> None:
    made, _ = CORRUPTIONS["names swapped"]

    assert made("There Ann and Bob met.", [], Random(0)) is None


def test_one_way_is_drawn_by_the_seed() -> None:
    first = [
        corrupted("Ann met Bob in Rome, and it may rain.", OTHERS, Random(n)) for n in range(9)
    ]
    again = [
        corrupted("Ann met Bob in Rome, and it may rain.", OTHERS, Random(n)) for n in range(9)
    ]

    assert first == again
    assert len({one.kind for one in first if one}) > 2


def test_what_nothing_fits_stays_true() -> None:
    assert corrupted("Yes.", [], Random(0)) is None
