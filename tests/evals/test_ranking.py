from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from scipy.stats import mannwhitneyu

from evals.figures import measure
from evals.judge import Outcome
from evals.metrics import Measure, Result, scored
from evals.ranking import Ranking, misplaced
from tests.evals.test_threshold import result, results

KNOWN = result("known", 0.9, Outcome.RIGHT)
FOUND = result("found", 0.4, Outcome.WRONG)
UNKNOWN = result("unknown", 0.4, Outcome.WRONG, answerable=False)
FOREIGN = result("foreign", 0.1, Outcome.ABSTAINED_RIGHTLY, answerable=False)
FOUR = (UNKNOWN, KNOWN, FOREIGN, FOUND)
UNSCORED = result("unscored", 0.0, Outcome.UNSCORED)


def auroc(*found: Result, weights: list[float] | None = None) -> float:
    ranking = Ranking(found, range(len(found)))
    return float(ranking.auroc(np.array(weights or [1.0] * len(found))))


def test_a_pair_is_in_order_if_the_answerable_case_is_surer_and_half_if_both_are_as_sure() -> None:
    assert auroc(KNOWN, FOREIGN) == 1
    assert auroc(FOUND, UNKNOWN) == 0.5
    assert auroc(FOREIGN, replace(KNOWN, confidence=0.0)) == 0
    assert auroc(*FOUR) == 3.5 / 4


def test_a_case_that_is_drawn_twice_counts_twice_and_one_that_is_not_drawn_not_at_all() -> None:
    drawn = auroc(UNKNOWN, UNKNOWN, KNOWN, FOUND)

    assert auroc(*FOUR, weights=[2, 1, 0, 1]) == drawn == 0.75


def test_without_a_pair_there_is_none() -> None:
    assert np.isnan(auroc(KNOWN, FOUND))
    assert np.isnan(auroc(*FOUR, weights=[0, 1, 0, 1]))
    assert Ranking((KNOWN, FOUND), (0, 1)).cases == 0
    assert Ranking((), ()).cases == 0


@given(results())
def test_it_is_the_statistic_of_mann_and_whitney(found: tuple[Result, ...]) -> None:
    kinds: tuple[list[float], list[float]] = ([], [])
    for one in scored(found):
        kinds[one.case.answerable].append(one.confidence)
    figure = measure(found).figures.get(Measure.AUROC)

    if figure is None:
        assert not all(kinds)
    else:
        expected = mannwhitneyu(kinds[True], kinds[False]).statistic
        assert figure.value == pytest.approx(
            expected / len(kinds[True]) / len(kinds[False]), abs=1e-4
        )
        assert figure.of == len(scored(found))
        assert 0 <= figure.low <= figure.value <= figure.high <= 1


def test_its_spread_agrees_with_the_textbook() -> None:
    rng = np.random.default_rng(7)
    sure, unsure = rng.normal(1, 1, 100), rng.normal(0, 1, 100)
    many = [result(f"a{n}", one, Outcome.RIGHT) for n, one in enumerate(sure)]
    many += [result(f"u{n}", one, Outcome.WRONG, answerable=False) for n, one in enumerate(unsure)]

    figure = measure(many).figures[Measure.AUROC]

    # Hanley and McNeil, 1982: the variance by the area alone.
    area = figure.value
    first, second = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + 99 * (first - area**2) + 99 * (second - area**2)
    assert figure.error == pytest.approx((spread / 100**2) ** 0.5, rel=0.1)


def test_what_is_not_scored_is_not_ranked() -> None:
    figure = measure([*FOUR, UNSCORED]).figures[Measure.AUROC]

    assert (figure.value, figure.of) == (3.5 / 4, 4)


def test_a_case_is_misplaced_by_as_many_as_it_is_on_the_wrong_side_of() -> None:
    assert misplaced((*FOUR, UNSCORED)) == (0.25, 0, 0, 0.25, 0)
    assert misplaced((replace(KNOWN, confidence=0.0), UNKNOWN, FOREIGN)) == (1, 1, 1)
    assert misplaced((KNOWN,)) == (0,)
