"""A run as one HTML page that opens offline."""

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template

from evals.figures import Measures, latency, measure
from evals.judge import Outcome
from evals.metrics import Measure
from evals.report.charts import Chart, curve_chart, groups_chart, percent
from evals.report.fragments import bar, card, definitions, drawing, table
from evals.report.page_cases import case_data
from evals.report.report import ASSISTANT, Race, Report, Runner, race
from evals.report.wording import modes_sheet, wording_lines

_OUTCOMES = {
    Outcome.RIGHT: "answered rightly",
    Outcome.ABSTAINED_RIGHTLY: "refused rightly",
    Outcome.WRONG: "answered wrongly",
    Outcome.ABSTAINED_WRONGLY: "refused wrongly",
    Outcome.UNSCORED: "could not be scored",
}
"""What is said of each outcome, in the order of the verdict."""
_FIGURES = {
    Measure.ACCURACY: "of {of} answerable questions were answered rightly",
    Measure.PRECISION: "of {of} answers are right",
    Measure.ABSTENTION_RECALL: "of {of} unanswerable questions were refused",
    Measure.BALANCED: "mean of accuracy and abstention recall",
    Measure.QUOTE_EXACTNESS: "of {of} quotes stand where their footnote says",
}
_RACED = (
    Measure.ACCURACY,
    Measure.PRECISION,
    Measure.COVERAGE,
    Measure.ABSTENTION_RECALL,
    Measure.AUROC,
)
_NOTHING = "–"


def to_html(report: Report) -> str:
    """The run as one page that asks for nothing outside itself; equal runs give equal bytes."""
    found = measure(report.own)
    charts = {"curve": curve_chart(report), "groups": groups_chart(report)}
    drawn = {name: chart for name, chart in charts.items() if chart}
    style, script = _file("page.css"), _file("page.js")
    vega = _vega() if drawn else ""
    named = str(report.about.get("documents") or "these documents")
    return Template(_file("page.html")).substitute(
        policy=_policy([style], [vega, script]),
        style=style,
        vega=vega,
        script=script,
        name=escape(named),
        verdict=_verdict(found),
        bar=bar((one.value, found.outcomes[one]) for one in _OUTCOMES),
        gate=_gate(report),
        figures=_figures(report, found),
        curve=drawing("curve", charts["curve"]),
        groups=drawing("groups", charts["groups"]),
        modes=_modes(report),
        race=_race(race(report)),
        outcomes=_outcome_filters(found),
        group_options=_group_options(report),
        about=definitions(report.about),
        data=_data(report, drawn),
    )


def _file(name: str) -> str:
    return files("evals.report").joinpath(name).read_text("utf-8")


@lru_cache(1)
def _vega() -> str:
    """The scripts that draw the charts, without any that evaluate text."""
    import vl_convert

    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))


def _policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A content security policy that lets run these very scripts and nothing else."""
    return (
        "default-src 'none'; connect-src 'none'; img-src data:; base-uri 'none'; "
        f"form-action 'none'; style-src {_hashes(styles)}; script-src {_hashes(scripts)}"
    )


def _hashes(texts: Iterable[str]) -> str:
    digests = (b64encode(sha256(text.encode()).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


def _data(report: Report, charts: Mapping[str, Chart]) -> str:
    """Everything that the script draws, in JSON that cannot end the element it stands in."""
    text = json.dumps(
        {
            "labels": {one.value: label for one, label in _OUTCOMES.items()},
            "charts": {name: chart.spec for name, chart in charts.items()},
            "cases": [case_data(report, position) for position in range(len(report.own))],
        },
        separators=(",", ":"),
    )
    return text.translate({ord(one): f"\\u{ord(one):04x}" for one in "<>&"})


def _verdict(found: Measures) -> str:
    good = sum(count for one, count in found.outcomes.items() if one.is_good)
    scored = found.cases - found.outcomes[Outcome.UNSCORED]
    rightly, wrongly = list(_OUTCOMES)[:2], list(_OUTCOMES)[2:]
    said = [
        ", ".join(
            f'<span class="count {one.value}">{found.outcomes[one]} {_OUTCOMES[one]}</span>'
            for one in part
        )
        for part in (rightly, wrongly)
    ]
    return f"{good} of {scored} scored questions ended as they should: {'; '.join(said)}."


def _gate(report: Report) -> str:
    failures = [one.failure for one in report.checks if one.failure]
    if not report.checks:
        return '<p class="gate">There was no gate.</p>'
    limits = table(
        "Limits of the gate",
        ("limit", "least", "measured"),
        [
            (one.name, f"{one.limit:g}", _NOTHING if one.figure is None else f"{one.figure:g}")
            for one in report.checks
        ],
    )
    every = len(report.checks)
    head, kind = f"The gate holds; limits kept: all {every}.", "holds"
    if failures:
        head, kind = f"The gate fails; limits not kept: {len(failures)} of {every}.", "fails"
    said = "".join(f"<li>{escape(one)}</li>" for one in failures)
    return (
        f'<div class="gate {kind}"><p><strong>{head}</strong></p>'
        f"{f'<ul>{said}</ul>' if said else ''}"
        f"<details><summary>Every limit</summary>{limits}</details></div>"
    )


def _figures(report: Report, found: Measures) -> str:
    parts = [
        card(one.label, percent(known.value), what.format(of=known.of), known)
        for one, what in _FIGURES.items()
        if (known := found.figures.get(one))
    ]
    if took := latency(report.own):
        parts.append(
            card("seconds a question", f"{took.p50:.2f}", f"median; 95 % within {took.p95:.2f}")
        )
    return "".join(parts)


def _modes(report: Report) -> str:
    if not report.generative:
        return ""
    head, lines = modes_sheet(report)
    said = "".join(f"<li>{escape(line)}</li>" for line in wording_lines(report))
    return (
        '<section aria-labelledby="modes"><h2 id="modes">In both modes</h2>'
        f"{table('Modes', head, lines)}<ul>{said}</ul></section>"
    )


def _race(found: Race | None) -> str:
    if found is None:
        return ""
    head = ("system", "threshold", *(one.label for one in _RACED), Measure.BALANCED.label)
    lanes = [_lane(one) for one in found.runners]
    marked = [one.name for one in found.runners if one.name.startswith(ASSISTANT)]
    return (
        '<section aria-labelledby="race"><h2 id="race">Beside the rivals</h2>'
        f'<p class="note">Reported on {found.reported_on} questions. Each threshold is the '
        f"system's best on {found.chosen_on} others, over other documents; a question whose "
        "documents are on both sides counts on neither. Balanced is given with its standard "
        "error.</p>"
        f"{table('Systems', head, lanes, marked)}</section>"
    )


def _lane(runner: Runner) -> tuple[str, ...]:
    figures = measure(runner.results).figures
    threshold = _NOTHING if runner.threshold is None else f"{runner.threshold:.3f}"
    plain = [percent(figures[one].value) if one in figures else _NOTHING for one in _RACED]
    balanced = figures.get(Measure.BALANCED)
    mean = _NOTHING
    if balanced:
        mean = f"{100 * balanced.value:.1f} ± {percent(balanced.error)}"
    return (runner.name, threshold, *plain, mean)


def _outcome_filters(found: Measures) -> str:
    return "".join(
        f'<label class="{one.value}"><input type="checkbox" name="outcome" value="{one.value}" '
        f"checked> {label} <span>{found.outcomes[one]}</span></label>"
        for one, label in _OUTCOMES.items()
        if found.outcomes[one]
    )


def _group_options(report: Report) -> str:
    counts = Counter(one.case.group for one in report.own)
    return "".join(
        f'<option value="{escape(name)}">{escape(name or "(no group)")} ({counts[name]})</option>'
        for name in sorted(counts)
    )
