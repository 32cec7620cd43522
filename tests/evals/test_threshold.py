from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.case import Case
from evals.figures import measure
from evals.judge import Outcome, Verdict
from evals.metrics import Measure, Result
from evals.threshold import at_threshold, best_threshold, curve, halves, is_for_choosing


def result(name: str, confidence: float, outcome: Outcome, *, answerable: bool = True) -> Result:
    case = Case(name, "?", ("cheese",) if answerable else (), answerable, (f"{name}.md",))
    answered = outcome in (Outcome.RIGHT, Outcome.WRONG)
    return Result(case, Verdict(outcome, ""), answered, confidence)


SURE = result("sure", 0.9, Outcome.RIGHT)
INVENTED = result("invented", 0.5, Outcome.WRONG, answerable=False)
UNSURE = result("unsure", 0.2, Outcome.RIGHT)
MISTAKEN = result("mistaken", 0.1, Outcome.WRONG)
RESULTS = (SURE, INVENTED, UNSURE, MISTAKEN)
OUTCOMES = st.sampled_from([Outcome.RIGHT, Outcome.WRONG, Outcome.UNSCORED])


@st.composite
def results(draw: st.DrawFn) -> tuple[Result, ...]:
    drawn = draw(st.lists(st.tuples(st.integers(0, 5), OUTCOMES, st.booleans()), max_size=12))
    return tuple(
        result(
            f"case-{n}",
            tenths / 10,
            outcome if answerable or outcome is not Outcome.RIGHT else Outcome.WRONG,
            answerable=answerable,
        )
        for n, (tenths, outcome, answerable) in enumerate(drawn)
    )


def test_answers_less_sure_than_the_threshold_become_abstentions() -> None:
    held = at_threshold(RESULTS, 0.5)

    assert [one.verdict.outcome for one in held] == [
        Outcome.RIGHT,
        Outcome.WRONG,
        Outcome.ABSTAINED_WRONGLY,
        Outcome.ABSTAINED_WRONGLY,
    ]
    assert at_threshold(RESULTS, 0.51)[1].verdict.outcome is Outcome.ABSTAINED_RIGHTLY


def test_the_curve_runs_from_answering_all_to_answering_none() -> None:
    points = curve(RESULTS)

    assert [point.threshold for point in points[:-1]] == [0.1, 0.2, 0.5, 0.9]
    assert [point.coverage for point in points] == [1, 0.75, 0.5, 0.25, 0]
    assert [point.precision for point in points] == [0.5, pytest.approx(2 / 3), 0.5, 1, None]


@settings(deadline=None, max_examples=50)
@given(results())
def test_a_point_counts_what_holding_back_at_its_threshold_gives(found: tuple[Result, ...]) -> None:
    for point in curve(found):
        held = measure(at_threshold(found, point.threshold))
        answered_wrongly = held.outcomes[Outcome.WRONG]
        assert held.outcomes[Outcome.RIGHT] == point.right
        assert answered_wrongly == point.wrong
        assert held.outcomes[Outcome.ABSTAINED_RIGHTLY] == point.refused_rightly
        assert held.outcomes[Outcome.ABSTAINED_WRONGLY] == point.refused_wrongly
        if figure := held.figures.get(Measure.BALANCED):
            assert figure.value == pytest.approx(point.balanced, abs=1e-4)


@settings(deadline=None, max_examples=50)
@given(results())
def test_no_other_threshold_is_better_than_the_best(found: tuple[Result, ...]) -> None:
    def balanced(threshold: float) -> float:
        figure = measure(at_threshold(found, threshold)).figures.get(Measure.BALANCED)
        return figure.value if figure else 0.0

    best = balanced(best_threshold(found))

    assert best >= max(balanced(tenth / 10) for tenth in range(7)) - 1e-4


def test_the_best_threshold_lies_between_two_confidences() -> None:
    results = (SURE, replace(INVENTED, confidence=0.3))

    assert best_threshold(results) == pytest.approx(0.6)


def test_no_document_stands_on_both_sides() -> None:
    cases = [(f"{n}.md", f"{n + 1}.md") if n % 3 == 0 else (f"{n}.md",) for n in range(60)]
    results = [replace(SURE, case=replace(SURE.case, id=str(c), documents=c)) for c in cases]

    choosing, reporting = halves(results)

    chosen = {name for one in choosing for name in one.case.documents}
    reported = {name for one in reporting for name in one.case.documents}
    assert chosen and reported
    assert chosen.isdisjoint(reported)
    assert all(map(is_for_choosing, chosen))


def test_families_are_divided_where_there_is_but_one_document() -> None:
    one = replace(SURE.case, documents=("moon.md",))
    results = [
        replace(SURE, case=replace(one, id=f"{n}-{way}", family=str(n)))
        for n in range(20)
        for way in "ab"
    ]

    choosing, reporting = halves(results)

    families = [{r.case.family for r in side} for side in (choosing, reporting)]
    assert all(families)
    assert families[0].isdisjoint(families[1])
    assert len(choosing) + len(reporting) == 40
