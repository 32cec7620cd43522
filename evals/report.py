"""A run as a page to read and as JSON to keep."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.judge import Outcome
from evals.metrics import Measure, Measures, Result, by_group, latency, measure

_ALONE = (
    Measure.ACCURACY,
    Measure.PRECISION,
    Measure.COVERAGE,
    Measure.ABSTENTION_PRECISION,
    Measure.ABSTENTION_RECALL,
    Measure.BALANCED,
)
"""Measures in which systems are put beside each other."""
_OUTCOMES = {
    Outcome.RIGHT: "right",
    Outcome.WRONG: "wrong",
    Outcome.ABSTAINED_RIGHTLY: "abstained rightly",
    Outcome.ABSTAINED_WRONGLY: "abstained wrongly",
    Outcome.UNSCORED: "unscored",
}
_LISTED_CASES = 15


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found: who was asked, and what became of every case."""

    about: Mapping[str, Any]
    """Settings and their digest, generation, versions: whatever tells this run from another."""
    systems: Mapping[str, Sequence[Result]]
    """The results of each system on the same cases, the assistant's own first."""

    @property
    def own(self) -> tuple[Result, ...]:
        """The results of the assistant itself."""
        return tuple(next(iter(self.systems.values())))

    def overall(self) -> dict[str, Measures]:
        """The measures of each system over all cases."""
        return {name: measure(results) for name, results in self.systems.items()}

    def groups(self) -> dict[str, dict[str, Measures]]:
        """The measures of each group, of each system in it."""
        found: dict[str, dict[str, Measures]] = {}
        for name, results in self.systems.items():
            for group, members in by_group(results).items():
                found.setdefault(group, {})[name] = measure(members)
        return found


def to_json(report: Report) -> str:
    """Everything about the run.

    `measures` and `cases` are the same for two runs of one assistant; `about` and `latencies`
    hold what may differ.
    """
    page = {
        "about": dict(report.about),
        "measures": {
            "overall": {name: _measures(found) for name, found in report.overall().items()},
            "groups": {
                group: {name: _measures(found) for name, found in systems.items()}
                for group, systems in report.groups().items()
            },
        },
        "cases": [_case(report, position) for position in range(len(report.own))],
        "latencies": _latencies(report),
    }
    return json.dumps(page, ensure_ascii=False, indent=1) + "\n"


def to_markdown(report: Report) -> str:
    """The figures as Markdown tables that also read well as plain text, and what went wrong."""
    overall, groups = report.overall(), report.groups()
    parts = ["## All cases", _systems_table({"": overall}, first=False)]
    parts += ["## The assistant", _figures_table(next(iter(overall.values())))]
    if len(groups) > 1:
        parts += ["## By group", _systems_table(groups, first=True)]
    for outcome in (Outcome.WRONG, Outcome.ABSTAINED_WRONGLY, Outcome.UNSCORED):
        parts += _listed(report.own, outcome)
    if took := latency(report.own):
        parts.append(f"An answer took {took.p50:.2f} s (median), {took.p95:.2f} s (95 %).")
    return "\n\n".join(parts) + "\n"


def _systems_table(rows: Mapping[str, Mapping[str, Measures]], *, first: bool) -> str:
    head = ["group"] * first + ["system", "cases", *_OUTCOMES.values()]
    head += [one.value.replace("_", " ") for one in _ALONE]
    lines = []
    for group, systems in rows.items():
        for name, found in systems.items():
            counts = [str(found.outcomes[one]) for one in _OUTCOMES]
            figures = [_brief(found, one) for one in _ALONE]
            lines.append([group] * first + [name, str(found.cases), *counts, *figures])
    return _table(head, lines)


def _figures_table(found: Measures) -> str:
    lines = [
        [
            one.value.replace("_", " "),
            f"{figure.value:.3f}",
            f"{figure.error:.3f}",
            f"{figure.low:.3f} to {figure.high:.3f}",
            str(figure.of),
        ]
        for one, figure in found.figures.items()
    ]
    return _table(["measure", "value", "standard error", "95 % interval", "of"], lines)


def _brief(found: Measures, one: Measure) -> str:
    figure = found.figures.get(one)
    return "-" if figure is None else f"{figure.value:.3f} ± {figure.error:.3f}"


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [head, *([cell.replace("|", "\\|") for cell in line] for line in lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    drawn = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)) + " |" for r in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([drawn[0], rule, *drawn[1:]])


def _listed(results: Iterable[Result], outcome: Outcome) -> list[str]:
    found = [one for one in results if one.verdict.outcome is outcome]
    if not found:
        return []
    found.sort(key=lambda one: (-one.confidence, one.case.id))
    lines = [
        f"- `{one.case.id}` {' '.join(one.case.question.split())}\n  {one.verdict.why}"
        for one in found[:_LISTED_CASES]
    ]
    if len(found) > _LISTED_CASES:
        lines.append(f"- and {len(found) - _LISTED_CASES} more")
    return [f"## {_OUTCOMES[outcome].capitalize()}: {len(found)}", "\n".join(lines)]


def _measures(found: Measures) -> dict[str, Any]:
    return {
        "cases": found.cases,
        "outcomes": {one.value: count for one, count in found.outcomes.items()},
        "figures": {one.value: asdict(figure) for one, figure in found.figures.items()},
    }


def _case(report: Report, position: int) -> dict[str, Any]:
    result = report.own[position]
    case = result.case
    return {
        "id": case.id,
        "group": case.group,
        "question": case.question,
        "answerable": case.answerable,
        "answers": list(case.answers),
        "documents": list(case.documents),
        "verdicts": {
            name: {"outcome": found[position].verdict.outcome, "why": found[position].verdict.why}
            for name, found in report.systems.items()
        },
        "rank": result.rank,
        "exact": list(result.exact),
        "supported": list(result.supported),
        "reply": dict(result.reply),
    }


def _latencies(report: Report) -> dict[str, Any]:
    return {
        "seconds": {
            name: asdict(took)
            for name, results in report.systems.items()
            if (took := latency(results))
        },
        "cases": {one.case.id: one.seconds for one in report.own},
    }
