from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import permutation_test

from evals.compare import Change, Changes, Pair, changes
from evals.compare.paired import holm
from evals.metrics import Measure, Result
from tests.evals.compare.sample import result, results


def changed(before: Sequence[Result], after: Sequence[Result]) -> Changes:
    return changes([Pair(*both) for both in zip(before, after, strict=True)])


def outcomes(before: Sequence[Result], after: Sequence[Result]) -> Change:
    found = changed(before, after).outcomes
    assert found
    return found


def test_figures_stand_before_and_after_with_their_difference() -> None:
    found = changed(results("rrrrNN"), results("rrnwNW"))

    assert found.outcomes
    assert (found.outcomes.before, found.outcomes.after) == (1, 0.5)
    accuracy = found.measures[Measure.ACCURACY]
    assert (accuracy.before, accuracy.after, accuracy.difference) == (1, 0.5, -0.5)
    assert found.measures[Measure.ABSTENTION_RECALL].difference == -0.5
    assert found.measures[Measure.PRECISION].difference == -0.5
    assert accuracy.low <= -0.5 <= accuracy.high < 0.01


def test_a_measure_with_nothing_to_measure_is_left_out() -> None:
    found = changed(results("rr"), results("nn"))

    assert Measure.PRECISION not in found.measures
    assert Measure.ABSTENTION_RECALL not in found.measures
    assert Measure.SCORED not in found.measures
    assert Measure.ACCURACY in found.measures


def test_the_order_of_the_cases_is_a_figure_of_its_own() -> None:
    sure = [replace(one, confidence=0.9) for one in results("r" * 20)]
    unsure = [replace(one, confidence=0.1) for one in results("r" * 20)]
    unknown = [
        replace(one, confidence=0.5, case=replace(one.case, id=f"u{n}"))
        for n, one in enumerate(results("N" * 20))
    ]

    order = changed([*unsure, *unknown], [*sure, *unknown]).measures[Measure.AUROC]

    assert (order.before, order.after, order.difference) == (0, 1, 1)
    assert (order.low, order.high) == (1, 1)
    assert order.word == "better"


def test_the_p_value_of_the_order_is_that_of_the_exact_randomisation_test() -> None:
    confidences = [(1, 6), (4, 5), (3, 7), (5, 4), (2, 9), (8, 8), (6, 2), (3, 3), (5, 1), (7, 4)]
    letters = "rrrrrNNNNN"

    def with_confidence(side: int) -> list[Result]:
        found = zip(results(letters), confidences, strict=True)
        return [replace(one, confidence=each[side] / 10) for one, each in found]

    found = changed(with_confidence(0), with_confidence(1))

    exact = permutation_test(
        tuple(zip(*confidences, strict=True)),
        lambda one, two: _area(one, 5) - _area(two, 5),
        permutation_type="samples",
        vectorized=False,
    ).pvalue
    tested = 1 + len(found.measures)
    assert found.measures[Measure.AUROC].p == pytest.approx(min(1, tested * exact), abs=0.03)
    assert found.measures[Measure.AUROC].p < 1


def _area(confidences: Sequence[float], answerable: int) -> float:
    own, others = confidences[:answerable], confidences[answerable:]
    return float(np.mean([(a > b) + (a == b) / 2 for a in own for b in others]))


def test_without_a_scored_case_there_is_no_share_of_good_ones() -> None:
    assert changed(results("uu"), results("uu")) == Changes(None, {})
    assert changed((), ()) == Changes(None, {})


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        pytest.param("r" * 16, "n" * 16, "worse", id="all got worse"),
        pytest.param("N" * 16 + "r", "N" * 16 + "r", "no clear difference", id="nothing moved"),
        pytest.param("W" * 16, "N" * 16, "better", id="all got better"),
        pytest.param("r" * 16, "r" * 11 + "n" * 5, "no clear difference", id="five of sixteen"),
        pytest.param("r" * 8 + "n" * 8, "n" * 8 + "r" * 8, "no clear difference", id="as many"),
    ],
)
def test_better_or_worse_is_said_only_of_more_than_chance(
    before: str, after: str, word: str
) -> None:
    assert outcomes(results(before), results(after)).word == word


def test_sixteen_cases_of_one_family_are_one_piece_of_evidence() -> None:
    one_family = outcomes(results("r" * 16, family="same"), results("n" * 16, family="same"))

    assert one_family.difference == -1
    assert one_family.word == "no clear difference"


def test_the_interval_is_of_pairs_and_so_narrower_than_either_figure_s() -> None:
    half = "r" * 20 + "n" * 20

    change = outcomes(results(half), results("n" + half[1:]))

    assert change.difference == -0.025
    assert -0.1 <= change.low <= -0.025 <= change.high == 0


def test_the_p_value_of_a_measure_is_that_of_the_exact_randomisation_test() -> None:
    ranks = [(1, 2), (1, 3), (2, 4), (1, 4), (3, 5), (1, 5), (2, 1), (1, 2), (2, 5), (1, 3)]
    before = [result(f"c{n}", "r", one) for n, (one, _) in enumerate(ranks)]
    after = [result(f"c{n}", "r", two) for n, (_, two) in enumerate(ranks)]

    found = changed(before, after)

    exact = permutation_test(
        ([1 / one for one, _ in ranks], [1 / two for _, two in ranks]),
        lambda one, two, axis: np.mean(one, axis) - np.mean(two, axis),
        permutation_type="samples",
        vectorized=True,
    ).pvalue
    # Nothing but the ranks moved, so Holm multiplies this p by the number of all figures.
    tested = 1 + len(found.measures)
    assert found.measures[Measure.MRR].p / tested == pytest.approx(exact, abs=0.002)
    assert found.measures[Measure.ACCURACY].p == 1


def test_the_other_way_round_everything_is_mirrored() -> None:
    before, after = results("rrrrrrrrnwNNW"), results("nnnwwwrrrrNWN")

    there, back = outcomes(before, after), outcomes(after, before)

    assert there.difference == -back.difference
    assert (there.low, there.high) == (-back.high, -back.low)
    assert there.p == back.p


def test_the_same_pairs_give_the_same_figures_in_any_order() -> None:
    pairs = [Pair(*both) for both in zip(results("rrnwN"), results("nrrwW"), strict=True)]

    assert changes(pairs) == changes(pairs) == changes(pairs[::-1])


@pytest.mark.parametrize(
    ("chances", "corrected"),
    [
        pytest.param([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02], id="in their order"),
        pytest.param([0.4, 0.5], [0.8, 0.8], id="never falling"),
        pytest.param([0.9, 0.8], [1, 1], id="no more than one"),
        pytest.param([], [], id="none"),
    ],
)
def test_p_values_are_corrected_for_their_number(
    chances: list[float], corrected: list[float]
) -> None:
    assert holm(chances) == pytest.approx(corrected)


def test_a_pair_moved_if_one_end_is_as_it_should_be() -> None:
    (right,), (wrong,), (silent,) = results("r"), results("w"), results("n")

    assert Pair(right, wrong).got_worse
    assert Pair(silent, right).got_better
    assert not Pair(wrong, silent).got_worse
    assert not Pair(wrong, replace(silent)).got_better
