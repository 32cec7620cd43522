from evals.figures import Figure
from evals.metrics import Measure
from evals.sets.lead import Lead
from evals.sets.tables import lead_page, pages, reliability_page, sentence_page
from tests.evals.sets.test_lead import a_set, answers


def figure(value: float, of: int = 10) -> Figure:
    return Figure(value, 0.1, 0.0, 1.0, of)


def test_a_measure_that_no_set_has_is_no_table_and_a_set_without_it_no_row() -> None:
    known = {Measure.COVERAGE: figure(1), Measure.BALANCED: figure(0.5)}
    mixed = {**known, Measure.AUROC: figure(0.75)}

    found = pages({"moon": {"assistant": known}, "mars": {"assistant": mixed}}, means=True)

    assert [page for page in found if page.startswith("##")] == ["## Balanced", "## AUROC"]
    assert "moon" in found[1]
    assert "moon" not in found[3]
    assert "| mean of sets |       | 0.750         |" in found[3]


def test_a_system_whose_best_sentence_is_unknown_has_a_dash() -> None:
    found = sentence_page({"moon": {"bm25": figure(0.25)}}, ["assistant", "bm25"])

    assert "| moon         | 10    | -         | 0.250 ± 0.100 |" in found[1]


def test_calibration_is_told_by_set_and_over_all() -> None:
    own = answers(20, 20)

    page = reliability_page([a_set("moon", own, own)], {"assistant": 0.6})

    lines = [line.split("|") for line in page.splitlines() if line.startswith("| assistant")]
    assert [line[2].strip() for line in lines] == ["moon", "all sets"]
    assert {line[6].strip() for line in lines} == {"0"}


def test_sets_on_which_a_system_is_behind_are_named() -> None:
    ahead, behind = Lead(0.1, 0.05, 0.15, {}), Lead(-0.1, -0.2, 0.0, {"moon": -0.2})

    page = lead_page({"assistant": {"langchain": ahead, "bm25": behind}})

    assert "| +0.100 | +0.050 to +0.150 | no set        |" in page
    assert "moon (-0.200)" in page
