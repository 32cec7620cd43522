from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import CaseError
from evals.case import Case
from evals.gate import Limits, Regressions, check, load_limits
from evals.metrics import Measure
from evals.report import Check, Report, to_json
from evals.run import evaluate
from tests.evals.compare.sample import result, results, run
from tests.evals.test_run import CASES, fake
from tests.fakes_evals import FakeAssistant


def report(assistant: FakeAssistant | None = None, cases: Sequence[Case] = CASES) -> Report:
    own = evaluate(assistant or fake(), cases)  # type: ignore[arg-type]
    return Report({}, own, own)


def failures(found: Report, limits: Limits) -> list[str]:
    return [one.failure for one in check(found, limits) if one.failure]


def beside(before: Report, after: Report, **limits: object) -> tuple[Check, ...]:
    regressions = Regressions(before, **{"falls": {}, **limits})  # type: ignore[arg-type]
    return check(after, Limits({}, {}, regressions))


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "limits.toml"
    path.write_text(text, "utf-8")
    return path


def test_limits_are_read_over_all_cases_and_by_group(tmp_path: Path) -> None:
    path = write(tmp_path, "[overall]\naccuracy = 0.7\n[groups.mars]\nquote_exactness = 1\n")

    limits = load_limits(path)

    assert limits == Limits({Measure.ACCURACY: 0.7}, {"mars": {Measure.QUOTE_EXACTNESS: 1.0}})


def test_a_baseline_is_read_from_beside_the_file_of_limits(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/run.json").write_text(to_json(run(*results("rwN"))), "utf-8")
    path = write(
        tmp_path,
        '[regressions]\nbaseline = "old/run.json"\nflips = 3\nmissing = 1\n'
        "[regressions.falls]\naccuracy = 0.02\n",
    )

    found = load_limits(path).regressions

    assert found
    assert [one.case.id for one in found.baseline.own] == ["c00", "c01", "c02"]
    assert found.falls == {Measure.ACCURACY: 0.02}
    assert (found.flips, found.missing) == (3, 1)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("[overall]\nbeauty = 0.7", "'overall.beauty'", id="unknown measure"),
        pytest.param("[overall]\naccuracy = 70", "'overall.accuracy'", id="a percentage"),
        pytest.param("[overall]\naccuracy = -0.1", "'overall.accuracy'", id="less than nothing"),
        pytest.param("[overall]\naccuracy = nan", "'overall.accuracy'", id="no number"),
        pytest.param("[groups.a]\naccuracy = inf", "'groups.a.accuracy'", id="infinity"),
        pytest.param("[overall]\naccuracy = true", "'overall.accuracy'", id="a truth value"),
        pytest.param("[overall]\naccuracy = '0.7'", "'overall.accuracy'", id="a text"),
        pytest.param("[all]\naccuracy = 0.7", "'all'", id="unknown table"),
        pytest.param("accuracy 0.7", "cannot be read as TOML", id="no TOML"),
        pytest.param("[overall]\n[groups.a]\n", "set none", id="no limit"),
        pytest.param("[regressions]\nflips = 1", "names no baseline", id="no baseline"),
        pytest.param("[regressions]\nflips = 1.5", "'regressions.flips'", id="half a case"),
        pytest.param("[regressions]\nflips = -1", "'regressions.flips'", id="flips below 0"),
        pytest.param(
            "[regressions.falls]\naccuracy = nan", "'regressions.falls.accuracy'", id="any fall"
        ),
        pytest.param(
            "[regressions]\nbaseline = 'x.json'\nfalls.scored = 0.1", "`missing`", id="fall scored"
        ),
        pytest.param(
            "[regressions]\nbaseline = 'x.json'", r"x\.json.* cannot be read", id="baseline lost"
        ),
        pytest.param(
            "[regressions]\nbaseline = 'limits.toml'", "is not a report", id="baseline no report"
        ),
    ],
)
def test_a_file_that_is_no_limits_is_refused(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(CaseError, match=named) as error:
        load_limits(write(tmp_path, text))

    assert "limits.toml" in str(error.value)


def test_a_missing_file_of_limits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="No such file"):
        load_limits(tmp_path / "nowhere.toml")


def test_every_limit_is_a_check_and_figures_on_their_limit_hold() -> None:
    limits = Limits({Measure.ACCURACY: 0.6667}, {"moon": {Measure.QUOTE_EXACTNESS: 1.0}})

    assert check(report(), limits) == (
        Check("accuracy over all cases", 0.6667, 0.6667),
        Check("quote exactness in group 'moon'", 1.0, 1.0),
    )


def test_a_failure_names_measure_figure_limit_and_worst_cases() -> None:
    limits = Limits({Measure.ACCURACY: 0.9}, {"mars": {Measure.ABSTENTION_PRECISION: 0.75}})

    assert failures(report(), limits) == [
        "Accuracy over all cases is 0.6667, below its limit of 0.9; "
        "worst cases: 'two' (abstained wrongly).",
        "Abstention precision in group 'mars' is 0.5, below its limit of 0.75; "
        "worst cases: 'two' (abstained wrongly).",
    ]


def test_a_measure_or_group_that_was_not_run_does_not_pass() -> None:
    limits = Limits({}, {"moon": {Measure.ABSTENTION_RECALL: 0.1}, "sun": {Measure.ACCURACY: 0.1}})

    found = check(report(), limits)

    assert [one.figure for one in found] == [None, None]
    assert [one.failure for one in found] == [
        "Abstention recall in group 'moon' could not be measured, but has a limit of 0.1.",
        "Accuracy in group 'sun' could not be measured, but has a limit of 0.1.",
    ]


def test_scores_handed_to_the_wrong_questions_fail_the_gate() -> None:
    limits = Limits({Measure.ACCURACY: 0.6}, {})

    sound, broken = report(), report(fake().shuffled())

    assert failures(sound, limits) == []
    assert failures(broken, limits) == [
        "Accuracy over all cases is 0, below its limit of 0.6; worst cases: "
        "'cheese' (wrong), 'two' (wrong), 'red' (abstained wrongly).",
    ]


def test_worst_are_the_surest_of_the_wrong_and_no_more_than_three_are_named() -> None:
    cases = [replace(CASES[0], id=f"c{n}", answers=("basalt",)) for n in range(5)]

    (sentence,) = failures(report(cases=cases), Limits({Measure.PRECISION: 0.5}, {}))

    assert sentence.endswith("worst cases: 'c0' (wrong), 'c1' (wrong), 'c2' (wrong) and 2 more.")


def test_a_measure_may_fall_below_the_baseline_as_far_as_is_allowed() -> None:
    before, after = run(*results("rrrrrrrrrr")), run(*results("rrrrrrrrnw"))

    (held, _) = beside(before, after, falls={Measure.ACCURACY: 0.2})
    (failed, _) = beside(before, after, falls={Measure.ACCURACY: 0.1})

    assert held == Check("accuracy beside the baseline", 0.8, 0.8)
    assert failed == Check(
        "accuracy beside the baseline",
        0.8,
        0.9,
        "Accuracy beside the baseline is 0.8, 0.2 below its 1 on the same 10 cases, and may fall "
        "by 0.1; worst cases: 'c08' (abstained wrongly), 'c09' (wrong).",
    )


def test_worst_beside_the_baseline_are_those_that_fell_furthest_not_those_always_bad() -> None:
    before = run(result("always bad", "r", 0), result("slipped", "r", 1), result("lost", "r", 1))
    after = run(result("always bad", "r", 0), result("slipped", "r", 2), result("lost", "r", 0))

    (failed, _) = beside(before, after, falls={Measure.MRR: 0.1})

    assert failed.failure.endswith("worst cases: 'lost' (right), 'slipped' (right).")


def test_a_precision_that_falls_by_answers_not_given_names_their_cases() -> None:
    (failed, _) = beside(run(*results("rrw")), run(*results("rnw")), falls={Measure.PRECISION: 0})

    assert failed.failure.endswith("worst cases: 'c01' (abstained wrongly).")


def test_a_measure_that_rises_or_a_fall_larger_than_all_holds() -> None:
    risen = beside(run(*results("rwN")), run(*results("rrN")), falls={Measure.ACCURACY: 0})
    fallen = beside(run(*results("rwN")), run(*results("nnN")), falls={Measure.ACCURACY: 0.9})

    assert [one.failure for one in (*risen, *fallen)] == [""] * 4
    assert fallen[0].limit == 0


def test_a_measure_that_the_baseline_lacks_does_not_pass() -> None:
    (failed, _) = beside(run(*results("nn")), run(*results("rr")), falls={Measure.PRECISION: 0.5})

    assert failed.failure == (
        "Precision beside the baseline could not be measured, but may fall by 0.5 only."
    )


@pytest.mark.parametrize(
    ("limit", "failure"),
    [
        (2, ""),
        (
            1,
            "2 of 4 cases got worse than in the baseline, and 1 may: 'c01' (wrong), 'c02' (wrong).",
        ),
    ],
    ids=["as many", "more"],
)
def test_cases_that_got_worse_are_counted(limit: int, failure: str) -> None:
    """However many others got better."""
    (flips, _) = beside(run(*results("wrNw")), run(*results("rwWr")), flips=limit)

    assert flips == Check("cases that are no worse than in the baseline", 2, 4 - limit, failure)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(results("rr"), id="dropped"),
        pytest.param(results("rru"), id="no longer scored"),
        pytest.param(
            (*results("rr"), result("c02", "r", answers=("moon", "cheese"))), id="made easier"
        ),
    ],
)
def test_a_gate_is_not_passed_by_losing_cases(after: tuple[object, ...]) -> None:
    before, now = run(*results("rrn")), run(*after)  # type: ignore[arg-type]

    (strict,) = beside(before, now)
    (lenient,) = beside(before, now, missing=1)

    name = "scored cases of the baseline that could be compared"
    assert strict == Check(
        name,
        2,
        3,
        "1 of the baseline's 3 scored cases could not be compared, and 0 may be left out: 'c02'. "
        "Ask and score them as before, or write a new baseline.",
    )
    assert lenient == Check(name, 2, 2)


def test_a_baseline_of_other_cases_does_not_pass() -> None:
    found = beside(run(result("a", "r")), run(result("b", "r")), falls={}, missing=9)

    assert [one.figure for one in found] == [0]
    assert "no case in common" in found[0].failure


def test_of_a_low_auroc_the_cases_furthest_on_the_wrong_side_are_named() -> None:
    sure, unsure = (replace(one, confidence=0.9) for one in (result("a", "r"), result("b", "W")))
    low = run(sure, unsure, replace(result("c", "N"), confidence=0.95))

    (failure,) = failures(low, Limits({Measure.AUROC: 0.5}, {}))
    (fall, _) = beside(run(sure, result("b", "N"), result("c", "N")), low, falls={Measure.AUROC: 0})

    assert failure.startswith("AUROC over all cases is 0.25, below its limit of 0.5")
    assert failure.endswith("worst cases: 'c' (abstained rightly), 'a' (right), 'b' (wrong).")
    assert "0.75 below its 1 on the same 3 cases" in fall.failure
