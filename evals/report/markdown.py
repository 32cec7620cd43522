"""A run as Markdown, for a pull request and for the terminal."""

from collections.abc import Iterable, Mapping

from evals.figures import Measures, latency, measure
from evals.judge import Outcome
from evals.metrics import Measure, Result, by_group
from evals.report.report import ASSISTANT, Race, Report, race
from evals.report.tables import one_line, plain, table
from evals.report.wording import modes_sheet, wording_lines

_ALONE = (
    Measure.ACCURACY,
    Measure.PRECISION,
    Measure.COVERAGE,
    Measure.ABSTENTION_PRECISION,
    Measure.ABSTENTION_RECALL,
    Measure.BALANCED,
    Measure.AUROC,
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


def to_markdown(report: Report) -> str:
    """The figures as Markdown tables that also read well as plain text, and what went wrong."""
    systems = {name: measure(results) for name, results in report.systems().items()}
    groups = {name: measure(members) for name, members in by_group(report.own).items()}
    parts = ["## All cases", _systems_table("system", systems)]
    if report.generative:
        said = [f"- {line}" for line in wording_lines(report)]
        parts += ["## In both modes", table(*modes_sheet(report)), "## The model", "\n".join(said)]
    if found := race(report):
        parts += ["## Beside the rivals", *_race(found)]
    parts += ["## The assistant", _figures_table(systems[ASSISTANT])]
    if len(groups) > 1:
        parts += ["## The assistant by group", _systems_table("group", groups)]
    for outcome in (Outcome.WRONG, Outcome.ABSTAINED_WRONGLY, Outcome.UNSCORED):
        parts += _listed(report.own, outcome)
    if took := latency(report.own):
        parts.append(f"An answer took {took.p50:.2f} s (median), {took.p95:.2f} s (95 %).")
    return "\n\n".join(parts) + "\n"


def _race(found: Race) -> list[str]:
    head = ["system", "threshold", *(one.label for one in _ALONE)]
    lines = []
    for one in found.runners:
        figures = measure(one.results)
        threshold = "-" if one.threshold is None else f"{one.threshold:.3f}"
        lines.append([one.name, threshold, *(_brief(figures, each) for each in _ALONE)])
    said = (
        f"Reported on {found.reported_on} cases; each threshold is the system's best on "
        f"{found.chosen_on} others, over other documents."
    )
    return [said, table(head, lines)]


def _systems_table(what: str, rows: Mapping[str, Measures]) -> str:
    head = [what, "cases", *_OUTCOMES.values(), *(one.label for one in _ALONE)]
    lines = []
    for name, found in rows.items():
        counts = [str(found.outcomes[one]) for one in _OUTCOMES]
        lines.append([name, str(found.cases), *counts, *(_brief(found, one) for one in _ALONE)])
    return table(head, lines)


def _figures_table(found: Measures) -> str:
    lines = [
        [
            one.label,
            f"{figure.value:.3f}",
            f"{figure.error:.3f}",
            f"{figure.low:.3f} to {figure.high:.3f}",
            str(figure.of),
        ]
        for one, figure in found.figures.items()
    ]
    return table(["measure", "value", "standard error", "95 % interval", "of"], lines)


def _brief(found: Measures, one: Measure) -> str:
    figure = found.figures.get(one)
    return "-" if figure is None else f"{figure.value:.3f} ± {figure.error:.3f}"


def _listed(results: Iterable[Result], outcome: Outcome) -> list[str]:
    found = [one for one in results if one.verdict.outcome is outcome]
    if not found:
        return []
    found.sort(key=lambda one: (-one.confidence, one.case.id))
    lines = []
    for one in found[:_LISTED_CASES]:
        lines.append(one_line(f"- {one.case.id}: {one.case.question}"))
        lines.append(f"  {one_line(one.verdict.why)}")
    if len(found) > _LISTED_CASES:
        lines.append(f"- and {len(found) - _LISTED_CASES} more")
    return [f"## {_OUTCOMES[outcome].capitalize()}: {len(found)}", plain(lines)]
