from dataclasses import replace
from pathlib import Path

import pytest

from corpus import CaseError
from evals.gate import Limits, check, load_limits
from evals.metrics import Measure
from evals.run import evaluate
from tests.evals.test_run import CASES, fake


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "limits.toml"
    path.write_text(text, "utf-8")
    return path


def test_limits_are_read_over_all_cases_and_by_group(tmp_path: Path) -> None:
    path = write(tmp_path, "[overall]\naccuracy = 0.7\n[groups.mars]\nquote_exactness = 1\n")

    limits = load_limits(path)

    assert limits == Limits({Measure.ACCURACY: 0.7}, {"mars": {Measure.QUOTE_EXACTNESS: 1.0}})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("[overall]\nbeauty = 0.7", "'overall.beauty'", id="unknown measure"),
        pytest.param("[overall]\naccuracy = 70", "'overall.accuracy'", id="a percentage"),
        pytest.param("[all]\naccuracy = 0.7", "'all'", id="unknown table"),
        pytest.param("accuracy 0.7", "cannot be read as TOML", id="no TOML"),
        pytest.param("[overall]\n[groups.a]\n", "set none", id="no limit"),
    ],
)
def test_a_file_that_is_no_limits_is_refused(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(CaseError, match=named) as error:
        load_limits(write(tmp_path, text))

    assert "limits.toml" in str(error.value)


def test_a_missing_file_of_limits_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="No such file"):
        load_limits(tmp_path / "nowhere.toml")


def test_figures_on_their_limit_pass() -> None:
    limits = Limits({Measure.ACCURACY: 0.6667, Measure.QUOTE_EXACTNESS: 1.0}, {"moon": {}})

    assert check(evaluate(fake(), CASES), limits) == ()


def test_a_failure_names_measure_figure_limit_and_worst_cases() -> None:
    limits = Limits({Measure.ACCURACY: 0.9}, {"mars": {Measure.ABSTENTION_PRECISION: 0.75}})

    assert check(evaluate(fake(), CASES), limits) == (
        "Accuracy over all cases is 0.6667, below its limit of 0.9; "
        "worst cases: 'two' (abstained wrongly).",
        "Abstention precision in group 'mars' is 0.5, below its limit of 0.75; "
        "worst cases: 'two' (abstained wrongly).",
    )


def test_a_measure_or_group_that_was_not_run_does_not_pass() -> None:
    limits = Limits({}, {"moon": {Measure.ABSTENTION_RECALL: 0.1}, "sun": {Measure.ACCURACY: 0.1}})

    assert check(evaluate(fake(), CASES), limits) == (
        "Abstention recall in group 'moon' could not be measured, but has a limit of 0.1.",
        "Accuracy in group 'sun' could not be measured, but has a limit of 0.1.",
    )


def test_a_reader_with_shuffled_scores_fails_the_gate() -> None:
    limits = Limits({Measure.ACCURACY: 0.6}, {})

    sound, broken = evaluate(fake(), CASES), evaluate(fake().shuffled(), CASES)

    assert check(sound, limits) == ()
    assert check(broken, limits) == (
        "Accuracy over all cases is 0, below its limit of 0.6; worst cases: "
        "'cheese' (wrong), 'two' (wrong), 'red' (abstained wrongly).",
    )


def test_worst_are_the_surest_of_the_wrong_and_no_more_than_three_are_named() -> None:
    cases = [replace(CASES[0], id=f"c{n}", answers=("basalt",)) for n in range(5)]

    (sentence,) = check(evaluate(fake(), cases), Limits({Measure.PRECISION: 0.5}, {}))

    assert sentence.endswith("worst cases: 'c0' (wrong), 'c1' (wrong), 'c2' (wrong) and 2 more.")
