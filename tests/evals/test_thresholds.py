"""The limits that gate this repository, held against the result that is committed."""

import tomllib
from pathlib import Path

import pytest

from evals.figures import measure
from evals.gate import check, load_limits
from evals.metrics import Measure, by_group
from evals.report import read_report

ROOT = Path(__file__).parent.parent.parent
THRESHOLDS = ROOT / "evals" / "thresholds.toml"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
COMMITTED = read_report(ROOT / "evals" / "results" / f"{VERSION}.json")
LIMITS = load_limits(THRESHOLDS)
ROUNDING = 0.001


@pytest.mark.parametrize("group", ["", *LIMITS.groups], ids=lambda group: group or "overall")
def test_a_limit_stands_no_more_than_a_standard_error_under_the_committed_result(
    group: str,
) -> None:
    results = by_group(COMMITTED.own)[group] if group else COMMITTED.own
    limits = LIMITS.groups[group] if group else LIMITS.overall
    figures = measure(results).figures

    too_low = {
        one: limit
        for one, limit in limits.items()
        if limit < figures[one].value - figures[one].error - ROUNDING
    }

    assert too_low == {}


def test_the_committed_result_is_the_baseline_and_holds() -> None:
    assert LIMITS.regressions is not None
    assert LIMITS.regressions.baseline.about == COMMITTED.about

    assert [one.failure for one in check(COMMITTED, LIMITS) if one.failure] == []


def test_every_quote_of_the_committed_result_is_exact() -> None:
    figures = measure(COMMITTED.own).figures

    assert figures[Measure.QUOTE_EXACTNESS].value == 1
    assert LIMITS.overall[Measure.QUOTE_EXACTNESS] == 1
