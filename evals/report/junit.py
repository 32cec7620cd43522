"""A run as JUnit XML, which continuous integration shows beside its tests."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from evals.metrics import Result, by_group
from evals.report.report import Check, Report

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""
_LOST = "\ufffd"
_NAME_CHARS = 100
_GATE = "gate"
_NO_GROUP = "no group"


def to_junit(report: Report) -> str:
    """The gate's limits and every case as JUnit XML.

    There is a suite for the gate, if there was one, and a suite for each group of cases. A wrong
    answer and a wrong abstention fail; a case that could not be scored is skipped.
    """
    root = ET.Element("testsuites", name="footnote eval")
    suites = [_suite(_GATE, [_limit(one) for one in report.checks])] if report.checks else []
    for group, results in by_group(report.own).items():
        suites.append(_suite(group or _NO_GROUP, [_case(one) for one in results]))
    root.extend(suites)
    _count(root)
    ET.indent(root)
    return _DECLARATION + ET.tostring(root, encoding="unicode") + "\n"


def _suite(name: str, cases: Sequence[ET.Element]) -> ET.Element:
    suite = ET.Element("testsuite", name=_clean(name))
    suite.extend(cases)
    _count(suite)
    return suite


def _count(element: ET.Element) -> None:
    """Writes on a suite, or on the root, how many cases it holds and how they ended."""
    cases = list(element.iter("testcase"))
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(one.find("failure") is not None for one in cases)))
    element.set("errors", "0")
    element.set("skipped", str(sum(one.find("skipped") is not None for one in cases)))
    element.set("time", _seconds(sum(float(one.get("time", 0)) for one in cases)))


def _limit(check: Check) -> ET.Element:
    name = f"{check.name} is at least {check.limit:g}"
    case = ET.Element("testcase", classname=f"evals.{_GATE}", name=_clean(name), time=_seconds(0))
    if check.failure:
        ET.SubElement(case, "failure", type="below_limit", message=_clean(check.failure))
    return case


def _case(result: Result) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=_clean(f"evals.{result.case.group or _NO_GROUP}"),
        name=_clean(f"{result.case.id} {_shortened(result.case.question)}"),
        time=_seconds(result.seconds or 0),
    )
    outcome, why = result.verdict.outcome, _clean(result.verdict.why)
    if not outcome.is_scored:
        ET.SubElement(case, "skipped", message=why)
    elif not outcome.is_good:
        failure = ET.SubElement(case, "failure", type=outcome.value, message=why)
        failure.text = _clean(_story(result))
    return case


def _story(result: Result) -> str:
    """What one needs to know to judge a failure without opening another file."""
    accepted = "\n".join(f"- {answer}" for answer in result.case.answers) or "- none"
    return (
        f"Question: {result.case.question}\n"
        f"Reply: {result.reply.get('text', 'not kept')}\n"
        f"Confidence: {result.confidence:.3f}\n"
        f"Accepted answers:\n{accepted}"
    )


def _shortened(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= _NAME_CHARS else f"{folded[: _NAME_CHARS - 3].rstrip()}..."


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"


def _clean(text: str) -> str:
    return _NOT_XML.sub(_LOST, text)
