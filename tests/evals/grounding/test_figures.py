import numpy as np
import pytest

from evals.grounding import Cited, Sample


def claims(supported: list[bool], families: list[str] | None = None) -> list[Cited]:
    names = families or [str(i) for i in range(len(supported))]
    return [
        Cited(str(i), "supported" if one else "wrong", "", "", "", "", one, names[i])
        for i, one in enumerate(supported)
    ]


def test_the_threshold_is_the_highest_that_loses_no_more_than_allowed() -> None:
    supported = [True] * 10 + [False] * 4
    scores = np.array([0.9] * 8 + [0.5, 0.1] + [0.95, 0.6, 0.5, 0.2])

    found = Sample(claims(supported)).at_loss(scores)

    assert found.threshold == 0.5
    assert (found.loss.value, found.false_accepts.value) == (0.1, 0.75)
    assert (found.loss.of, found.false_accepts.of) == (10, 4)
    # In order: 8 x 3 and half of the pairs of 0.5, of 40; what is above 0.95 is none.
    assert found.auroc.value == pytest.approx((8 * 3 + 1.5 + 0) / 40)


def test_a_score_that_is_always_the_same_accepts_everything() -> None:
    found = Sample(claims([True, True, False])).at_loss(np.ones(3))

    assert (found.false_accepts.value, found.loss.value, found.auroc.value) == (1, 0, 0.5)


def test_a_check_as_it_is_has_its_false_accepts_and_its_loss() -> None:
    found = Sample(claims([True, True, True, False, False])).as_it_is(
        np.array([True, False, True, True, False])
    )

    assert found.false_accepts.value == 0.5
    assert found.loss.value == pytest.approx(1 / 3, abs=1e-4)
    assert found.loss.low < found.loss.value < found.loss.high


def test_claims_of_one_family_are_resampled_together() -> None:
    supported = [True] * 20 + [False] * 20
    accepted = np.array([True] * 10 + [False] * 30)
    apart = Sample(claims(supported)).as_it_is(accepted)
    together = Sample(
        claims(supported, [*["a"] * 10, *["b"] * 10, *(str(i) for i in range(20))])
    ).as_it_is(accepted)

    assert together.loss.value == apart.loss.value == 0.5
    assert together.loss.error > 1.5 * apart.loss.error


def test_what_cannot_be_said_is_no_number() -> None:
    found = Sample(claims([True, True])).as_it_is(np.array([True, False]))

    assert np.isnan(found.false_accepts.value)
    assert found.loss.value == 0.5
