from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from evals.case import Case
from evals.report.junit import to_junit
from evals.report.report import Check, Report
from evals.run import evaluate
from tests.evals.test_run import CASES, CHEESE, RED, fake

GOOD = Check("accuracy over all cases", 0.9, 0.8)
BAD = Check("accuracy in group 'mars'", 0.5, 0.8, "Accuracy in group 'mars' is 0.5, below 0.8.")
LOST = replace(CHEESE, id="lost", documents=("sun.md",))
WRONG = replace(RED, id="wrong", answers=("green",))


def root_of(*cases: Case, checks: tuple[Check, ...] = ()) -> ET.Element:
    own = evaluate(fake(), cases)
    return ET.fromstring(to_junit(Report({}, own, own, {}, checks)))  # noqa: S314 our own XML


def case_in(root: ET.Element, start: str) -> ET.Element:
    return next(one for one in root.iter("testcase") if one.attrib["name"].startswith(start))


def test_there_is_a_suite_for_the_gate_and_one_for_each_group() -> None:
    root = root_of(*CASES, checks=(GOOD, BAD))

    suites = {one.attrib["name"]: len(one) for one in root}
    assert root.tag == "testsuites"
    assert {one.tag for one in root} == {"testsuite"}
    assert suites == {"gate": 2, "mars": 3, "moon": 1}


def test_without_a_gate_there_is_no_suite_for_it() -> None:
    assert [one.attrib["name"] for one in root_of(*CASES)] == ["mars", "moon"]


def test_counts_agree_with_the_cases_on_every_suite_and_on_the_root() -> None:
    root = root_of(*CASES, LOST, WRONG, checks=(GOOD, BAD))

    for element in (root, *root):
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
            assert int(element.attrib[name]) == len(list(element.iter(tag)))
        assert element.attrib["errors"] == "0"
    assert [root.attrib[name] for name in ("tests", "failures", "skipped")] == ["8", "3", "1"]


@pytest.mark.parametrize(
    ("case", "tag", "given"),
    [
        pytest.param("cheese", None, {}, id="right"),
        pytest.param("neptune", None, {}, id="abstained rightly"),
        pytest.param(
            "two",
            "failure",
            {"type": "abstained_wrongly", "message": "Abstained, but a document answers."},
            id="abstained wrongly",
        ),
        pytest.param(
            "wrong",
            "failure",
            {"type": "wrong", "message": "No quote from 'mars.md' holds an accepted answer."},
            id="wrong",
        ),
        pytest.param(
            "lost",
            "skipped",
            {"message": "No document that holds the answer is in the index: 'sun.md'."},
            id="unscored",
        ),
    ],
)
def test_a_case_passes_fails_or_is_skipped(
    case: str, tag: str | None, given: dict[str, str]
) -> None:
    found = list(case_in(root_of(*CASES, LOST, WRONG), case))

    assert [one.tag for one in found] == ([tag] if tag else [])
    assert all(one.attrib == given for one in found)


def test_a_failure_tells_what_was_asked_said_and_accepted() -> None:
    (failure,) = case_in(root_of(WRONG), "wrong")

    assert failure.text == (
        "Question: What colour is Mars?\nReply: Mars is red. [1]\nConfidence: 0.900\n"
        "Accepted answers:\n- green"
    )


def test_a_limit_that_is_not_kept_fails_with_its_sentence() -> None:
    kept, failed = root_of(CHEESE, checks=(GOOD, BAD))[0]

    assert kept.attrib["name"] == "accuracy over all cases is at least 0.8"
    assert list(kept) == []
    assert failed[0].attrib["message"] == BAD.failure


def test_a_case_carries_its_group_its_time_and_a_short_name() -> None:
    case = case_in(root_of(replace(CHEESE, question="moon? " * 50)), "cheese")

    assert case.attrib["classname"] == "evals.moon"
    assert float(case.attrib["time"]) >= 0
    assert len(case.attrib["name"]) < 120
    assert case.attrib["name"].endswith("moon? moon? m...")


def test_what_xml_cannot_hold_is_replaced() -> None:
    odd = replace(CHEESE, id="o\x00dd", question='\x1b[31m \ud800 <&"> 🙂', group="a\x08b")

    (suite,) = root_of(odd)

    assert suite.attrib["name"] == "a\ufffdb"
    assert suite[0].attrib["name"] == 'o\ufffddd \ufffd[31m \ufffd <&"> 🙂'


def test_a_run_without_a_case_is_still_a_document() -> None:
    root = root_of()

    assert root.attrib["tests"] == "0"
    assert list(root) == []
