import pytest

from evals.judge import Outcome
from evals.metrics import Result
from evals.reliability import Reliability, reliability
from tests.evals.test_threshold import result


def answers(confidence: float, right: int, wrong: int) -> list[Result]:
    outcomes = [Outcome.RIGHT] * right + [Outcome.WRONG] * wrong
    return [result(f"{confidence}-{n}", confidence, one) for n, one in enumerate(outcomes)]


def test_confidence_that_comes_true_has_no_error() -> None:
    found = reliability(answers(0.0, 0, 20) + answers(1.0, 20, 0))

    assert found == Reliability(error=0.0, by_chance=0.0, brier=0.0, of=40)


def test_an_error_is_measured_in_groups_of_equally_many_answers() -> None:
    unsure = answers(0.5, 2, 2) * 5
    sure = answers(0.75, 4, 0) * 5

    found = reliability(unsure + sure)

    assert found is not None
    assert found.brier == pytest.approx((0.5**2 + 0.25**2) / 2)
    assert found.of == 40
    assert found.error >= 0.125


def test_confidence_that_is_always_too_high_is_off_by_that_much() -> None:
    found = reliability(answers(0.9, 0, 50))

    assert found is not None
    assert found.error == pytest.approx(0.9)
    assert found.brier == pytest.approx(0.81)
    assert found.by_chance < 0.2


def test_few_answers_look_badly_calibrated_by_chance_alone() -> None:
    few, many = reliability(answers(0.5, 5, 5)), reliability(answers(0.5, 500, 500))

    assert few is not None
    assert many is not None
    assert few.by_chance == pytest.approx(0.5)
    assert many.by_chance < 0.05


def test_only_scored_answers_count() -> None:
    unscored = result("unscored", 0.9, Outcome.UNSCORED)
    refused = result("refused", 0.1, Outcome.ABSTAINED_WRONGLY)

    assert reliability([unscored, refused]) is None


def test_the_same_answers_always_give_the_same_figures() -> None:
    given = answers(0.3, 4, 9) + answers(0.8, 7, 2)

    assert reliability(given) == reliability(list(reversed(given)))
