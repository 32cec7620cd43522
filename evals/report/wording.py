"""Both modes side by side, and what became of a model's words."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from assistant import DropReason
from evals.figures import Measures, latency, measure, percentiles
from evals.metrics import Measure, Result
from evals.report.report import Report
from evals.worded import Worded, Wording, wording

_SHOWN = (
    Measure.ACCURACY,
    Measure.PRECISION,
    Measure.COVERAGE,
    Measure.ABSTENTION_PRECISION,
    Measure.ABSTENTION_RECALL,
    Measure.BALANCED,
    Measure.CITATION_PRECISION,
    Measure.CITATION_RECALL,
    Measure.GROUNDEDNESS,
    Measure.QUOTE_EXACTNESS,
)


class Sheet(NamedTuple):
    """A table that is not drawn yet."""

    head: list[str]
    lines: list[list[str]]


def modes_sheet(report: Report) -> Sheet:
    """A row a measure, a column a mode; then the seconds."""
    found = {mode.value: results for mode, results in report.modes().items()}
    figures = {name: measure(results) for name, results in found.items()}
    lines = [
        [one.label, *(_brief(figures[name], one) for name in found)]
        for one in _SHOWN
        if any(one in each.figures for each in figures.values())
    ]
    lines.append(["seconds to first claim", *(_first(of) for of in found.values())])
    lines.append(["seconds in all", *(_whole(of) for of in found.values())])
    return Sheet(["measure", *found], lines)


def wording_of(report: Report) -> Wording:
    """What became of the model's words over all cases."""
    return wording([one.worded for one in report.generative if one.worded])


def wording_lines(report: Report) -> list[str]:
    """What became of the model's words, in sentences."""
    found = wording_of(report)
    cases = len(report.generative)
    if not found.asked:
        return [f"Of {cases} cases, a model was asked for none."]
    dropped = ", ".join(f"{reason.value} {count}" for reason, count in found.dropped.items())
    drops = sum(found.dropped.values())
    return [
        f"Asked for {found.asked} of {cases} cases.",
        f"In its words: {_of(found.worded, found.answered)} answers.",
        f"In the documents' own words instead: {_of(found.fell_back, found.answered)}.",
        f"Declined by it: {found.declined}; without a whole reply: {found.failed}.",
        f"Sentences shown: {found.shown}; dropped: {drops}, {drops / found.asked:.2f} a reply "
        f"({dropped or 'none'}).",
    ]


def worded_page(found: Worded | None) -> dict[str, Any] | None:
    """What a model had to do with a reply, as JSON-ready values."""
    if found is None:
        return None
    return {
        "is_worded": found.is_worded,
        "fell_back": found.fell_back,
        "declined": found.declined,
        "failed": found.failed,
        "shown": found.shown,
        "dropped": {reason.value: count for reason, count in found.dropped.items()},
    }


def worded_of(page: Mapping[str, Any] | None) -> Worded | None:
    """The same read again."""
    if page is None:
        return None
    dropped = {DropReason(reason): count for reason, count in page["dropped"].items()}
    return Worded(**{**page, "dropped": dropped})


def _brief(found: Measures, one: Measure) -> str:
    figure = found.figures.get(one)
    return "-" if figure is None else f"{figure.value:.3f} ± {figure.error:.3f}"


def _first(results: Sequence[Result]) -> str:
    took = percentiles(one.first_seconds for one in results)
    return "-" if took is None else f"{took.p50:.2f} (95 %: {took.p95:.2f})"


def _whole(results: Sequence[Result]) -> str:
    took = latency(results)
    return "-" if took is None else f"{took.p50:.2f} (95 %: {took.p95:.2f})"


def _of(count: int, of: int) -> str:
    return f"{count} of {of}" + (f" ({100 * count / of:.1f} %)" if of else "")
