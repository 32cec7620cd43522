from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Span
from evals.case import Case
from evals.figures import Latency, latency, measure
from evals.judge import Outcome, Verdict
from evals.metrics import Measure, Result, by_group, shortfall

ANSWERABLE = {Outcome.RIGHT, Outcome.ABSTAINED_WRONGLY}
ANSWERED = {Outcome.RIGHT, Outcome.WRONG}


def result(outcome: Outcome, *, answerable: bool | None = None, **said: object) -> Result:
    can = outcome in ANSWERABLE if answerable is None else answerable
    case = Case("moon", "?", ("cheese",) if can else (), can, ("moon.md",), "sky")
    return Result(case, Verdict(outcome, ""), outcome in ANSWERED, **said)  # type: ignore[arg-type]


RIGHT = result(Outcome.RIGHT)
WRONG = result(Outcome.WRONG, answerable=True)
INVENTED = result(Outcome.WRONG, answerable=False)
REFUSED = result(Outcome.ABSTAINED_WRONGLY)
DECLINED = result(Outcome.ABSTAINED_RIGHTLY)
UNSCORED = result(Outcome.UNSCORED, answerable=True)


def each(results: list[Result]) -> list[Result]:
    """The results with a case of their own each."""
    return [replace(one, case=replace(one.case, id=f"moon-{n}")) for n, one in enumerate(results)]


def values(*results: Result) -> dict[Measure, float]:
    return {one: figure.value for one, figure in measure(results).figures.items()}


def test_each_measure_is_a_share_of_its_own_cases() -> None:
    found = values(RIGHT, RIGHT, RIGHT, WRONG, REFUSED, INVENTED, DECLINED, DECLINED, DECLINED)

    assert found[Measure.ACCURACY] == pytest.approx(3 / 5)
    assert found[Measure.PRECISION] == pytest.approx(3 / 5)
    assert found[Measure.COVERAGE] == pytest.approx(5 / 9, abs=1e-4)
    assert found[Measure.ABSTENTION_PRECISION] == pytest.approx(3 / 4)
    assert found[Measure.ABSTENTION_RECALL] == pytest.approx(3 / 4)
    assert found[Measure.BALANCED] == pytest.approx((3 / 5 + 3 / 4) / 2)
    assert found[Measure.SCORED] == 1


def test_what_cannot_be_scored_lowers_no_measure_but_scored() -> None:
    found = values(RIGHT, UNSCORED)

    assert found[Measure.SCORED] == 0.5
    assert found[Measure.ACCURACY] == found[Measure.COVERAGE] == found[Measure.PRECISION] == 1
    assert measure([RIGHT, UNSCORED]).outcomes[Outcome.UNSCORED] == 1


def test_balanced_is_accuracy_where_every_case_is_answerable() -> None:
    assert values(RIGHT, RIGHT, WRONG, REFUSED)[Measure.BALANCED] == 0.5
    assert values(DECLINED, INVENTED)[Measure.BALANCED] == 0.5


def test_a_measure_with_nothing_to_measure_is_left_out() -> None:
    assert Measure.PRECISION not in values(REFUSED)
    assert Measure.ABSTENTION_RECALL not in values(RIGHT)
    assert measure([]).figures == {}


def test_search_is_measured_by_the_rank_of_the_first_passage_that_answers() -> None:
    found = values(*(result(Outcome.RIGHT, rank=rank) for rank in (1, 4, 10, 0)), DECLINED)

    assert found[Measure.RECALL_AT_5] == 0.5
    assert found[Measure.RECALL_AT_10] == 0.75
    assert found[Measure.MRR] == pytest.approx((1 + 0.25 + 0.1) / 4)


def test_citations_claims_and_quotes_are_counted_one_by_one() -> None:
    case = Case("moon", "?", ("cheese",), True, ("moon.md", "b.md"), spans={"c.md": (Span(0, 1),)})
    found = values(
        Result(
            case,
            Verdict(Outcome.RIGHT, ""),
            answered=True,
            cited=("moon.md", "moon.md", "c.md", "mars.md"),
            exact=(True, True, False, True),
            supported=(True, False),
        )
    )

    assert found[Measure.CITATION_PRECISION] == 0.75
    assert found[Measure.CITATION_RECALL] == pytest.approx(2 / 3, abs=1e-4)
    assert found[Measure.QUOTE_EXACTNESS] == 0.75
    assert found[Measure.GROUNDEDNESS] == 0.5


def test_invented_answers_count_for_exactness_but_not_for_gold_citations() -> None:
    found = values(result(Outcome.WRONG, answerable=False, cited=("moon.md",), exact=(False,)))

    assert found[Measure.QUOTE_EXACTNESS] == 0
    assert Measure.CITATION_PRECISION not in found


def test_cases_of_one_family_are_drawn_together() -> None:
    apart = each([RIGHT] * 80 + [WRONG] * 20)
    together = [
        replace(one, case=replace(one.case, family=str(n // 4))) for n, one in enumerate(apart)
    ]

    errors = [measure(one).figures[Measure.ACCURACY].error for one in (apart, together)]

    assert errors[1] == pytest.approx(2 * errors[0], rel=0.1)


def test_the_spread_agrees_with_the_textbook() -> None:
    figure = measure(each([RIGHT] * 80 + [WRONG] * 20)).figures[Measure.ACCURACY]

    assert figure.value == 0.8
    assert figure.of == 100
    assert figure.error == pytest.approx(0.04, abs=0.003)  # square root of 0.8 * 0.2 / 100
    assert figure.low == pytest.approx(0.72, abs=0.02)
    assert figure.high == pytest.approx(0.88, abs=0.02)


def test_a_single_case_has_no_spread() -> None:
    figure = measure([RIGHT]).figures[Measure.ACCURACY]

    assert (figure.value, figure.error, figure.low, figure.high) == (1, 0, 1, 1)


@given(st.lists(st.sampled_from([RIGHT, WRONG, INVENTED, REFUSED, DECLINED, UNSCORED])))
def test_figures_are_shares_within_their_interval_and_always_the_same(
    results: list[Result],
) -> None:
    figures = measure(results).figures

    assert figures == measure(results).figures
    assert all(0 <= f.low <= f.value <= f.high <= 1 and f.of > 0 for f in figures.values())


def test_results_are_grouped_by_the_group_of_their_case() -> None:
    other = Result(Case("b", "?", (), False, group="earth"), DECLINED.verdict, answered=False)

    assert by_group([RIGHT, other, WRONG]) == {"earth": [other], "sky": [RIGHT, WRONG]}


def test_latency_leaves_out_what_was_not_asked() -> None:
    took = [result(Outcome.RIGHT, seconds=n / 100) for n in range(101)]

    assert latency([*took, UNSCORED]) == Latency(pytest.approx(0.5), pytest.approx(0.95))
    assert latency([UNSCORED]) is None


def test_a_case_falls_short_of_the_measures_it_lowers() -> None:
    assert shortfall(REFUSED, Measure.ACCURACY) == 1
    assert shortfall(REFUSED, Measure.PRECISION) == 0
    assert shortfall(INVENTED, Measure.BALANCED) == 1
    assert shortfall(RIGHT, Measure.BALANCED) == 0
