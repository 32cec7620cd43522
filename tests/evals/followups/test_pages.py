from evals.followups.decision import Decided
from evals.followups.pages import asked_back_page, decision_page, lead_page, systems_page
from evals.followups.systems import LAST, OURS
from tests.evals.compare.sample import result, results


def cells(page: str, name: str) -> list[str]:
    (row,) = [row for row in page.split("\n") if row.startswith(f"| {name}")]
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_each_way_of_asking_has_its_figures_with_intervals() -> None:
    page = systems_page({LAST: results("rrnnN"), OURS: results("rrrnN")})

    assert cells(page, "asked") == ["asked", "recall at 5", "accuracy", "balanced"]
    assert cells(page, LAST)[2].startswith("0.500 (")
    assert cells(page, OURS)[2].startswith("0.750 (")
    assert cells(page, OURS)[3].startswith("0.875 (")


def test_what_cannot_be_measured_has_no_figure() -> None:
    page = systems_page({OURS: results("NN")})

    assert cells(page, OURS)[1:3] == ["-", "-"]


def test_the_lead_over_each_other_way_is_told_with_its_p() -> None:
    page = lead_page({LAST: results("n" * 12), OURS: results("r" * 12)})

    name, _, accuracy, _ = cells(page, LAST)
    assert name == LAST
    assert accuracy.startswith("+1.000 (+1.000 to +1.000), p = 0.00")
    assert not [row for row in page.split("\n") if row.startswith(f"| {OURS}")]


def test_equal_ways_are_not_ahead_of_each_other() -> None:
    page = lead_page({LAST: results("rn"), OURS: results("rn")})

    assert cells(page, LAST)[2] == "+0.000 (+0.000 to +0.000), p = 1.0000"


def test_a_case_that_only_one_way_could_be_asked_is_left_out_of_the_lead() -> None:
    theirs = (result("a", "u"), result("b", "r"))
    ours = (result("a", "n"), result("b", "r"))

    page = lead_page({LAST: theirs, OURS: ours})

    assert cells(page, LAST)[2].startswith("+0.000")


def test_decisions_stand_beside_each_other() -> None:
    page = decision_page({"assistant": Decided(6, 2, 4, 8), "never": Decided(0, 0, 10, 10)})

    assert cells(page, "rewriting")[1:] == ["accuracy", "precision", "recall", "questions"]
    assert cells(page, "assistant") == ["assistant", "0.700", "0.750", "0.600", "20"]
    assert cells(page, "never") == ["never", "0.500", "0.000", "0.000", "20"]


def test_questions_asked_back_about_are_counted() -> None:
    page = asked_back_page({"nq": (2, 400), "own": (0, 0)})

    assert cells(page, "nq") == ["nq", "2", "400", "0.50%"]
    assert cells(page, "own") == ["own", "0", "0", "-"]
