import json
from dataclasses import replace

import pytest

from corpus import CaseError
from evals.case import Case
from evals.figures import measure
from evals.report import Report, from_json, to_json, to_markdown
from evals.run import evaluate
from tests.evals.test_run import CASES, CHEESE, fake


def report(*cases: Case, generation: str = "gen-1") -> Report:
    own = evaluate(fake(), cases)
    always = evaluate(fake(threshold=0.0), cases)
    merged = tuple(one if one.answered else two for one, two in zip(own, always, strict=True))
    return Report({"generation": generation}, own, merged)


def test_the_measures_and_cases_of_two_runs_are_byte_identical() -> None:
    pages = [json.loads(to_json(report(*CASES, generation=name))) for name in ("gen-1", "gen-2")]

    first, second = (
        json.dumps({key: page[key] for key in ("measures", "cases")}) for page in pages
    )

    assert first == second
    assert pages[0]["about"] != pages[1]["about"]
    assert '"seconds": 0' not in first


def test_the_json_holds_every_system_overall_and_by_group() -> None:
    page = json.loads(to_json(report(*CASES)))

    overall, groups = page["measures"]["overall"], page["measures"]["groups"]
    assert list(overall) == ["assistant", "always answer", "always abstain"]
    assert overall["assistant"]["figures"]["accuracy"]["value"] == 0.6667
    assert overall["always answer"]["figures"]["accuracy"]["value"] == 1
    assert overall["always abstain"]["figures"]["abstention_recall"]["value"] == 1
    assert overall["always abstain"]["figures"]["coverage"]["value"] == 0
    assert set(groups) == {"moon", "mars"}
    assert groups["moon"]["assistant"]["outcomes"]["right"] == 1


def test_the_json_tells_each_case_with_its_verdicts_and_reply() -> None:
    case = json.loads(to_json(report(*CASES)))["cases"][2]

    assert case["id"] == "two"
    assert case["outcome"] == "abstained_wrongly"
    assert case["why"] == "Abstained, but a document answers."
    assert case["reply"]["reason"] == "not_answered"
    assert case["others"]["always answer"]["outcome"] == "right"


def test_a_report_is_read_back_as_it_was_written() -> None:
    written = to_json(report(*CASES))

    assert to_json(from_json(written)) == written


def test_without_replies_the_measures_are_still_the_same() -> None:
    whole = report(*CASES)

    short = from_json(to_json(whole, whole=False))

    for name, results in whole.systems().items():
        assert measure(short.systems()[name]) == measure(results)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("{", "not a report", id="not JSON"),
        pytest.param("[]", "not a report", id="not an object"),
        pytest.param('{"format": 0}', "format 0", id="another format"),
        pytest.param('{"format": 1}', "latencies", id="half of it"),
    ],
)
def test_what_is_no_report_is_named(text: str, why: str) -> None:
    with pytest.raises(CaseError, match=why):
        from_json(text, "old.json")


def test_latencies_stand_apart() -> None:
    latencies = json.loads(to_json(report(*CASES)))["latencies"]

    assert set(latencies["seconds"]) == {"assistant", "always answer"}
    assert set(latencies["seconds"]["assistant"]) == {"p50", "p95"}
    assert set(latencies["cases"]["assistant"]) == {"cheese", "red", "two", "neptune"}


def test_the_page_puts_the_systems_beside_each_other_and_lists_what_went_wrong() -> None:
    page = to_markdown(report(*CASES, replace(CHEESE, id="lost", documents=("sun.md",))))

    rows = [line.split("|") for line in page.splitlines() if line.startswith("| assistant")]
    counts = ["5", "2", "0", "1", "1", "1"]
    assert [cell.strip() for cell in rows[0][1:8]] == ["assistant", *counts]
    assert rows[0][8].startswith(" 0.667 ± 0.")
    assert "| always abstain |" in page
    assert "## Abstained wrongly: 1\n\n```text\n- two: How many moons has Mars?" in page
    assert "## Unscored: 1\n\n```text\n- lost: " in page
    assert "## Wrong" not in page


def test_all_lines_of_a_table_are_as_long() -> None:
    page = to_markdown(report(*CASES, replace(CHEESE, id="pipe", group="a|b")))

    for table in page.split("\n\n"):
        lines = table.splitlines()
        if table.startswith("|"):
            assert len({len(line) for line in lines}) == 1
    assert "a\\|b" in page


def test_a_long_list_of_failures_is_shortened() -> None:
    lost = [replace(CHEESE, id=f"lost-{n:02}", documents=("sun.md",)) for n in range(20)]

    page = to_markdown(report(*lost))

    assert "## Unscored: 20" in page
    assert "- and 5 more" in page
