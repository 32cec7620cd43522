from typing import Any

import pytest

from assistant import Turn
from corpus import CaseError, Kind
from evals.compare import GroupChange, compare
from evals.report import from_json, to_json
from tests.evals.compare.sample import result, results, run


def test_cases_that_flipped_are_told_apart() -> None:
    found = compare(run(*results("rrnwN")), run(*results("wrrnN")))

    assert [pair.after.case.id for pair in found.worse] == ["c00"]
    assert [pair.after.case.id for pair in found.better] == ["c02"]
    assert not found.is_same


def test_cases_of_one_report_only_are_named_and_not_compared() -> None:
    before = run(result("old", "r"), result("both", "r"), result("unscorable", "u"))
    after = run(result("new", "w"), result("both", "r"))

    found = compare(before, after)

    assert [pair.after.case.id for pair in found.pairs] == ["both"]
    assert found.apart == {
        "only in the second report": ("new",),
        "only in the first report": ("old", "unscorable"),
    }
    assert found.missing == ("old",)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"question": "Another?"}, id="question"),
        pytest.param({"answers": ("basalt",)}, id="answers"),
        pytest.param({"documents": ("mars.md",)}, id="documents"),
        pytest.param({"without": frozenset({Kind.FAQ})}, id="what is left out"),
        pytest.param({"history": (Turn("Where?"),)}, id="history"),
    ],
)
def test_a_case_that_changed_is_not_compared(changes: dict[str, Any]) -> None:
    kept, told = result("kept", "r"), {"history": (Turn("Which?"),)}

    found = compare(run(kept, result("c", "r", **told)), run(kept, result("c", "w", **changes)))

    assert found.apart == {"asking or accepting something else than before": ("c",)}
    assert found.missing == ("c",)
    assert found.worse == ()


def test_a_case_that_became_unanswerable_is_not_compared() -> None:
    found = compare(run(*results("rr")), run(*results("rN")))

    assert found.missing == ("c01",)


def test_a_case_that_only_moved_to_another_family_and_group_is_compared() -> None:
    before = run(*results("rrr", family="old", group="old"))

    found = compare(before, run(*results("rrw", family="new", group="new")))

    assert len(found.pairs) == 3
    assert list(found.groups) == ["new"]


def test_a_case_that_is_scored_in_one_report_only_is_not_compared() -> None:
    found = compare(run(*results("rruu")), run(*results("ruru")))

    assert found.apart == {
        "scored before and no longer": ("c01",),
        "scored only now": ("c02",),
    }
    assert found.missing == ("c01",)
    assert [pair.after.case.id for pair in found.pairs] == ["c00", "c03"]


def test_a_short_record_is_compared_with_a_whole_one() -> None:
    whole = run(*results("rrNw"))
    short = from_json(to_json(whole, whole=False))

    there, back = compare(short, whole), compare(whole, short)

    assert there.is_same and back.is_same
    assert there.apart == back.apart == {}
    assert len(there.pairs) == 4


def test_reports_without_a_case_in_common_are_refused() -> None:
    with pytest.raises(CaseError, match=r"no case in common.*of 1 and 2: run the same"):
        compare(run(result("a", "r")), run(result("b", "r"), result("c", "r")))


def test_groups_whose_balanced_measure_changed_are_told() -> None:
    before = [result("a", "r", group="moon"), result("b", "N", group="mars")]
    after = [result("a", "r", group="moon"), result("b", "W", group="mars")]

    found = compare(run(*before), run(*after))

    assert found.groups == {"mars": GroupChange(1, before=1.0, after=0.0)}


def test_a_group_that_moved_without_its_balanced_measure_is_not_told() -> None:
    (before,), (after,) = results("w"), results("n")

    found = compare(run(before), run(after))

    assert found.groups == {}
    assert not found.is_same


def test_settings_and_versions_that_differ_are_told() -> None:
    (own,) = results("r")
    before = run(own, settings={"threshold": 0.4, "k": 8}, settings_digest="a", cases=["x"])
    after = run(own, settings={"threshold": 0.5, "k": 8}, settings_digest="b", generation="gen")

    found = compare(before, after)

    assert found.about == {
        "settings.threshold": ("0.4", "0.5"),
        "cases": ('["x"]', "-"),
    }
    assert found.is_same


def test_a_setting_without_a_value_is_as_good_as_none() -> None:
    (own,) = results("r")

    assert compare(run(own, limit=None), run(own)).about == {}
