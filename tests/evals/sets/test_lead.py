from collections.abc import Sequence

import pytest

from evals.judge import Outcome
from evals.metrics import Result
from evals.sets import Asked, lead
from tests.evals.test_threshold import result

ALWAYS = {"assistant": 0.0, "langchain": 0.0}


def answers(right: int, wrong: int) -> list[Result]:
    outcomes = [Outcome.RIGHT] * right + [Outcome.WRONG] * wrong
    return [result(f"case-{n}", 0.5, one) for n, one in enumerate(outcomes)]


def a_set(name: str, own: Sequence[Result], other: Sequence[Result]) -> Asked:
    return Asked(name, 0.45, {"assistant": tuple(own)}, {"langchain": tuple(other)}, {})


def test_the_lead_is_the_mean_over_sets_and_tells_where_there_is_none() -> None:
    asked = [
        a_set("moon", answers(40, 0), answers(0, 40)),
        a_set("mars", answers(0, 40), answers(40, 0)),
        a_set("venus", answers(40, 0), answers(40, 0)),
    ]

    found = lead(asked, ALWAYS, "assistant", "langchain")

    assert (found.value, found.low, found.high) == (0, 0, 0)
    assert found.behind == {"mars": -1}


def test_the_interval_is_of_differences_case_by_case() -> None:
    asked = [a_set("moon", answers(100, 100), answers(90, 110))]

    found = lead(asked, ALWAYS, "assistant", "langchain")

    assert found.low < found.value < found.high
    assert found.high - found.low < 0.1
    assert found.behind == {}


def test_sets_are_drawn_apart_so_that_more_of_them_tell_more() -> None:
    one = a_set("moon", answers(100, 100), answers(50, 150))
    few, many = (lead([one] * n, ALWAYS, "assistant", "langchain") for n in (1, 9))

    assert many.value == few.value
    assert many.high - many.low == pytest.approx((few.high - few.low) / 3, rel=0.2)


def test_a_threshold_holds_answers_back() -> None:
    unknown = [result(f"c{n}", 0.5, Outcome.WRONG, answerable=False) for n in range(20)]

    found = lead([a_set("moon", unknown, unknown)], {"assistant": 0.6, "langchain": 0.0},
                 "assistant", "langchain")  # fmt: skip

    assert found.value == 1


def test_sets_without_a_scored_case_say_nothing() -> None:
    unscored = [result(f"case-{n}", 0.5, Outcome.UNSCORED) for n in range(9)]

    found = lead([a_set("moon", unscored, unscored)], ALWAYS, "assistant", "langchain")

    assert (found.value, found.behind) == (0, {})
