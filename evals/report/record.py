"""A run as JSON, and JSON as a run again."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus import CaseError
from evals.case import Case, case_line, parse_case
from evals.figures import Measures, latency, measure, percentiles
from evals.judge import Outcome, Verdict
from evals.metrics import Result, by_group
from evals.report.report import ALWAYS_ANSWER, ASSISTANT, GENERATIVE, Check, Report, race
from evals.report.wording import worded_of, worded_page

FORMAT = 1
"""Raised when a reader of the JSON would have to change."""
_CONFIDENCE_DECIMALS = 6
_CASE_KEYS = ("id", "question", "answers", "doc_id", "answerable", "group", "meta")
"""What a case file holds for a case; the rest is what was made of it."""


def to_json(report: Report, *, whole: bool = True) -> str:
    """Everything about the run; `from_json` reads it back.

    A case is the line of a case file, with `outcome`, `why`, `confidence`, `rank` and `reply` of
    the assistant beside it, and the same of other systems under `others`. A reply has the shape of
    `footnote ask --json`, null where two runs would differ.

    `measures`, `race` and `cases` are the same for two runs of one assistant; `about` and
    `latencies` hold what may differ.

    Args:
        report: What to write.
        whole: With every reply, accepted answer and what each rival made of each case. Without
            them it is a tenth as long, and still enough to compare with.
    """
    found = race(report)
    page = {
        "format": FORMAT,
        "about": dict(report.about),
        "measures": {
            "overall": {name: _measures(measure(one)) for name, one in report.systems().items()},
            "groups": _groups(report),
        },
        "checks": [asdict(check) for check in report.checks],
        "race": None
        if found is None
        else {
            "chosen_on": found.chosen_on,
            "reported_on": found.reported_on,
            "systems": [
                {"name": one.name, "threshold": one.threshold, **_measures(measure(one.results))}
                for one in found.runners
            ],
        },
        "cases": [_case(report, position, whole) for position in range(len(report.own))],
        "latencies": _latencies(report, whole),
    }
    return _lines(page)


def read_report(path: Path, what: str = "Report") -> Report:
    """The run that a file of `to_json` tells of; errors call it `what` and its path.

    Raises:
        CaseError: It cannot be read, or is not such a report.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(
            f"{what} {str(path)!r} cannot be read: {error}. Give a file that "
            "`footnote eval run --json` wrote."
        ) from error
    return from_json(text, f"{what} {str(path)!r}")


def from_json(text: str, name: str = "the report") -> Report:
    """The run that `to_json` wrote.

    Raises:
        CaseError: It is not such a report; the message calls it `name`.
    """
    try:
        page = json.loads(text)
        if page.get("format") != FORMAT:
            raise CaseError(
                f"{name} has format {page.get('format')!r}, and {FORMAT} is read here: run it "
                "again with this version."
            )
        seconds = page["latencies"]["cases"]
        own, always, generative = [], [], []
        rivals: dict[str, list[Result]] = {}
        for one in page["cases"]:
            line = {key: one[key] for key in _CASE_KEYS}
            case = parse_case(line, f"{name}, case {line['id']!r}")
            found = {
                system: _result(case, said, seconds.get(system, {}).get(case.id))
                for system, said in ((ASSISTANT, one), *one.get("others", {}).items())
            }
            own.append(found.pop(ASSISTANT))
            always.append(found.pop(ALWAYS_ANSWER, own[-1]))
            if GENERATIVE in found:
                generative.append(found.pop(GENERATIVE))
            for system, result in found.items():
                rivals.setdefault(system, []).append(result)
        checks = tuple(Check(**one) for one in page["checks"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CaseError(
            f"{name} is not a report of `footnote eval run --json`: {error!r}. "
            "Give the file that a run wrote."
        ) from error
    return Report(
        page["about"],
        tuple(own),
        tuple(always),
        {name: tuple(results) for name, results in rivals.items()},
        checks,
        tuple(generative),
    )


def _lines(page: dict[str, Any]) -> str:
    """The page in JSON, indented down to the cases, which take a line each."""
    cases = page.pop("cases")
    head = json.dumps(page, ensure_ascii=False, indent=1).removesuffix("\n}")
    lines = ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in cases)
    return f'{head},\n "cases": [\n{lines}\n ]\n}}\n'


def _groups(report: Report) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, results in report.systems().items():
        for group, members in by_group(results).items():
            found.setdefault(group, {})[name] = _measures(measure(members))
    return found


def _measures(found: Measures) -> dict[str, Any]:
    return {
        "cases": found.cases,
        "outcomes": {one.value: count for one, count in found.outcomes.items()},
        "figures": {one.value: asdict(figure) for one, figure in found.figures.items()},
    }


def _case(report: Report, position: int, whole: bool) -> dict[str, Any]:
    """The case with what the assistant made of it, and under `others` what others did."""
    own, always = report.own[position], report.always[position]
    # Where the assistant answered, it would have answered the same whatever its threshold.
    others = {} if own.answered else {ALWAYS_ANSWER: _said(always, whole)}
    if report.generative:
        others[GENERATIVE] = _said(report.generative[position], whole)
    if whole:
        others |= {name: _said(of[position], whole) for name, of in report.rivals.items()}
    said = {**case_line(own.case, texts=whole), **_said(own, whole)}
    return {**said, "others": others} if others else said


def _said(result: Result, whole: bool) -> dict[str, Any]:
    said: dict[str, Any] = {
        "outcome": result.verdict.outcome.value,
        "answered": result.answered,
        "confidence": round(result.confidence, _CONFIDENCE_DECIMALS),
        "cited": list(result.cited),
        "exact": list(result.exact),
        "supported": list(result.supported),
        "rank": result.rank,
        "worded": worded_page(result.worded),
    }
    if whole:
        said |= {"why": result.verdict.why, "reply": dict(result.reply)}
    return {name: value for name, value in said.items() if value not in ([], {}, None)}


def _result(case: Case, said: Mapping[str, Any], seconds: float | None) -> Result:
    return Result(
        case=case,
        verdict=Verdict(Outcome(said["outcome"]), said.get("why", "")),
        answered=said["answered"],
        confidence=said["confidence"],
        seconds=seconds,
        cited=tuple(said.get("cited", ())),
        exact=tuple(said.get("exact", ())),
        supported=tuple(said.get("supported", ())),
        rank=said.get("rank"),
        reply=said.get("reply", {}),
        worded=worded_of(said.get("worded")),
    )


def _latencies(report: Report, whole: bool) -> dict[str, Any]:
    asked: dict[str, tuple[Result, ...]] = {
        ASSISTANT: report.own,
        ALWAYS_ANSWER: report.always,
        **report.rivals,
    }
    if report.generative:
        asked[GENERATIVE] = report.generative
    took = {name: asdict(one) for name, results in asked.items() if (one := latency(results))}
    each = {name: {one.case.id: one.seconds for one in results} for name, results in asked.items()}
    found: dict[str, Any] = {"seconds": took, "cases": each if whole else {}}
    if report.generative:
        firsts = {
            name: percentiles(one.first_seconds for one in asked[name])
            for name in (ASSISTANT, GENERATIVE)
        }
        found["first_claim"] = {name: asdict(one) for name, one in firsts.items() if one}
    return found
