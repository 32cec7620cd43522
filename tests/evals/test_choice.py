import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.choice import choose
from evals.judge import Outcome
from evals.metrics import Result
from evals.threshold import at_threshold
from tests.evals.test_threshold import result

ROUNDING = 1e-9
CONFIDENCES = st.integers(0, 100).map(lambda n: n / 100) | st.floats(0, 1)


@st.composite
def always(draw: st.DrawFn) -> tuple[Result, ...]:
    """Always given answers to questions of both kinds."""
    kinds = st.sampled_from([(True, Outcome.RIGHT), (True, Outcome.WRONG), (False, Outcome.WRONG)])
    drawn = draw(st.lists(st.tuples(CONFIDENCES, kinds), min_size=2, max_size=30))
    drawn[:2] = [(drawn[0][0], (True, Outcome.RIGHT)), (drawn[1][0], (False, Outcome.WRONG))]
    return tuple(
        result(f"case-{n}", confidence, outcome, answerable=answerable)
        for n, (confidence, (answerable, outcome)) in enumerate(drawn)
    )


def balanced(results: tuple[Result, ...], threshold: float) -> float:
    """Counted by hand."""
    outcomes = [one.verdict.outcome for one in at_threshold(results, threshold)]
    answerable = sum(one.case.answerable for one in results)
    refused = outcomes.count(Outcome.ABSTAINED_RIGHTLY) / (len(results) - answerable)
    return (outcomes.count(Outcome.RIGHT) / answerable + refused) / 2


@settings(max_examples=40, deadline=None)
@given(always(), CONFIDENCES)
def test_no_threshold_is_better_than_the_chosen_one_by_more_than_a_standard_error(
    results: tuple[Result, ...], shipped: float
) -> None:
    choice = choose(results, shipped)

    assert 0 <= choice.threshold <= 1
    assert choice.balanced == pytest.approx(balanced(results, choice.threshold))
    for other in {one.confidence for one in results}:
        assert choice.balanced + choice.error >= balanced(results, other) - ROUNDING


@settings(max_examples=40, deadline=None)
@given(always(), CONFIDENCES)
def test_the_shipped_threshold_stays_where_it_is_nearly_as_good_as_the_best(
    results: tuple[Result, ...], shipped: float
) -> None:
    choice = choose(results, shipped)

    is_nearly_best = balanced(results, shipped) >= choice.best - choice.error + ROUNDING
    assert choice.threshold == shipped or not is_nearly_best


def test_clear_cases_move_the_threshold_between_right_and_wrong_answers() -> None:
    right = [result(f"r{n}", 0.9, Outcome.RIGHT) for n in range(20)]
    wrong = [result(f"w{n}", 0.7, Outcome.WRONG, answerable=False) for n in range(20)]

    choice = choose((*right, *wrong), shipped=0.45)

    assert choice.threshold == 0.8
    assert (choice.balanced, choice.best, choice.error) == (1.0, 1.0, 0.0)


def test_few_cases_do_not_move_it_without_reason() -> None:
    right = [result(f"r{n}", 0.45 + n / 20, Outcome.RIGHT) for n in range(10)]
    wrong = [result(f"w{n}", 0.1 + n / 20, Outcome.WRONG, answerable=False) for n in range(10)]

    choice = choose((*right, *wrong), shipped=0.42)

    assert choice.threshold == 0.42
    assert choice.best - choice.error <= choice.balanced < choice.best


def test_a_threshold_between_answers_that_are_next_to_each_other_keeps_them_apart() -> None:
    low, high = 0.7, 0.7000000000000001
    right = [result(f"r{n}", high, Outcome.RIGHT) for n in range(10)]
    wrong = [result(f"w{n}", low, Outcome.WRONG, answerable=False) for n in range(10)]

    assert choose((*right, *wrong), shipped=0.1).threshold == high


def test_an_assistant_that_is_never_right_is_silenced() -> None:
    wrong = [result(f"a{n}", 0.9, Outcome.WRONG) for n in range(10)]
    invented = [result(f"u{n}", 0.8, Outcome.WRONG, answerable=False) for n in range(10)]

    choice = choose((*wrong, *invented), shipped=0.45)

    assert choice.threshold > 0.8
    assert choice.balanced == 0.5
