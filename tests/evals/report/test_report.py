from dataclasses import replace

from evals.figures import measure
from evals.judge import Outcome, Verdict
from evals.metrics import Measure, Result
from evals.report import Report, race
from evals.threshold import is_for_choosing
from tests.evals.test_threshold import result

CONFIDENCES = (0.9, 0.8, 0.3, 0.2)


def results(spread: float = 1.0) -> tuple[Result, ...]:
    """Sure right answers and unsure inventions, about twenty documents."""
    return tuple(
        result(
            f"case-{n}",
            spread * CONFIDENCES[n % 4],
            Outcome.RIGHT if n % 4 < 2 else Outcome.WRONG,
            answerable=n % 4 < 2,
        )
        for n in range(20)
    )


def report() -> Report:
    return Report({}, results(), results(), {"unsure rival": results(0.1)})


def test_without_rivals_there_is_no_race() -> None:
    assert race(replace(report(), rivals={})) is None


def test_each_system_has_the_threshold_that_suits_its_own_confidence() -> None:
    found = race(report())

    assert found is not None
    runners = {one.name: one for one in found.runners}
    assert list(runners) == [
        "assistant as shipped",
        "assistant",
        "unsure rival",
        "always answer",
        "always abstain",
    ]
    assert 0.3 < (runners["assistant"].threshold or 0) <= 0.8
    assert 0.03 < (runners["unsure rival"].threshold or 0) <= 0.08
    for name in ("assistant", "unsure rival"):
        assert measure(runners[name].results).figures[Measure.BALANCED].value == 1


def test_no_document_is_both_chosen_on_and_reported_on() -> None:
    found = race(report())

    assert found is not None
    names = [one.case.documents[0] for one in found.runners[0].results]
    assert len(names) == found.reported_on == 20 - found.chosen_on
    assert not any(map(is_for_choosing, names))


def test_cases_that_cannot_be_scored_are_in_no_half() -> None:
    unscored = tuple(
        replace(one, verdict=Verdict(Outcome.UNSCORED, "")) if n < 10 else one
        for n, one in enumerate(results())
    )

    found = race(replace(report(), own=unscored, always=unscored, rivals={"rival": unscored}))

    assert found is not None
    assert found.chosen_on + found.reported_on == 10
