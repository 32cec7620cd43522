"""The charts of a run's page, each as a Vega-Lite specification and as a table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any

from evals.figures import Figure, measure
from evals.metrics import Measure, Result, by_group, scored
from evals.report.report import ASSISTANT, Report
from evals.report.specs import Key, curve_spec, groups_spec
from evals.threshold import Point, curve

POINTS = 200
"""Most points drawn of one system's curve."""
LISTED_POINTS = 20
"""Most points of one system's curve in the table beside the chart."""
LEAST_ANSWERS = 10
"""A point of fewer answers is left out: its precision is chance."""
GROUPS = 60
"""Most groups drawn; the table has them all."""

_LOOKS = (
    ("var(--accent)", (1, 0)),
    ("var(--rival-1)", (6, 3)),
    ("var(--rival-2)", (2, 3)),
    ("var(--rival-3)", (8, 3, 2, 3)),
    ("var(--rival-4)", (4, 4)),
)
_KINDS = {
    "answered rightly": "var(--right)",
    "refused rightly": "var(--refused-rightly)",
    "both": "var(--muted)",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, and what it shows in words and numbers."""

    spec: Mapping[str, Any]
    label: str
    """One sentence for whoever cannot see it."""
    note: str
    """What was left out, if anything."""
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The same numbers as a table."""
    keys: tuple[Key, ...]
    """Its legend."""


def curve_chart(report: Report) -> Chart | None:
    """Precision against coverage over the threshold; `None` if no answer could be scored."""
    curves = {name: _drawable(results) for name, results in report.eager().items()}
    if not any(curves.values()):
        return None
    rows = [
        {"system": name, **_values(point)}
        for name, points in curves.items()
        for point in _thinned(points, POINTS)
    ]
    left_out = all(map(_says_something, (point for one in curves.values() for point in one)))
    shipped = _shipped(report, curves[ASSISTANT])
    keys = tuple(Key(name, *look) for name, look in zip(curves, cycle(_LOOKS), strict=False))
    return Chart(
        spec=curve_spec(rows, shipped, keys),
        label=_curve_label(shipped),
        note=f"Points of fewer than {LEAST_ANSWERS} answers are left out." if left_out else "",
        head=("system", "threshold", "coverage", "precision"),
        rows=tuple(
            (name, f"{one.threshold:.3f}", percent(one.coverage), percent(one.precision or 0))
            for name, points in curves.items()
            for one in _thinned(points, LISTED_POINTS)
        ),
        keys=keys,
    )


def groups_chart(report: Report) -> Chart | None:
    """The share of each group that ended as it should; `None` if there is only one group."""
    groups = by_group(report.own)
    found = sorted(_figures(groups), key=lambda pair: (pair[1].value, pair[0]))
    if len(groups) < 2 or not found:
        return None
    kinds = {name: _kind(results) for name, results in groups.items()}
    keys = tuple(Key(kind, color) for kind, color in _KINDS.items() if kind in kinds.values())
    rows = [
        {
            "group": f"{_named(name)} ({figure.of})",
            "kind": kinds[name],
            "share": figure.value,
            "low": figure.low,
            "high": figure.high,
            "cases": figure.of,
        }
        for name, figure in found[:GROUPS]
    ]
    (lowest, least), (highest, most) = found[0], found[len(rows) - 1]
    return Chart(
        spec=groups_spec(rows, keys),
        label=f"Bars of {len(rows)} groups, from {_named(lowest)} with {percent(least.value)} "
        f"to {_named(highest)} with {percent(most.value)}.",
        note=f"These are {GROUPS} of {len(found)} groups." if len(found) > GROUPS else "",
        head=("group", "share", "95 % interval", "what is counted", "scored questions"),
        rows=tuple(
            (_named(name), percent(one.value), interval(one), kinds[name], str(one.of))
            for name, one in found
        ),
        keys=keys,
    )


def percent(share: float) -> str:
    """A share in per cent, e.g. "88.4 %"."""
    return f"{100 * share:.1f}\u202f%"


def interval(figure: Figure) -> str:
    """A figure's 95 % interval in per cent, e.g. "85.1 to 91.0 %"."""
    return f"{100 * figure.low:.1f} to {percent(figure.high)}"


def _drawable(results: Sequence[Result]) -> list[Point]:
    """The points that say something; of a handful of cases, all that exist."""
    points = [point for point in curve(results) if point.precision is not None]
    return [one for one in points if _says_something(one)] or points


def _says_something(point: Point) -> bool:
    return point.right + point.wrong >= LEAST_ANSWERS


def _thinned(points: Sequence[Point], most: int) -> list[Point]:
    """At most so many of the points, evenly, the first and the last among them."""
    if len(points) <= most:
        return list(points)
    return [points[round(i * (len(points) - 1) / (most - 1))] for i in range(most)]


def _values(point: Point) -> dict[str, float]:
    return {
        "threshold": round(point.threshold, 4),
        "coverage": round(point.coverage, 4),
        "precision": round(point.precision or 0.0, 4),
    }


def _shipped(report: Report, points: Sequence[Point]) -> dict[str, Any] | None:
    """The point of the assistant's curve at the threshold it comes with."""
    settings = report.about.get("settings") or {}
    threshold = report.about.get("threshold", settings.get("threshold"))
    if threshold is None:
        return None
    reached = next((point for point in points if point.threshold >= threshold), None)
    if reached is None:
        return None
    return {"system": ASSISTANT, **_values(reached), "threshold": threshold}


def _curve_label(shipped: Mapping[str, Any] | None) -> str:
    label = "Lines of precision against coverage, one a system, over its threshold."
    if not shipped:
        return label
    return (
        f"{label} At the shipped threshold of {shipped['threshold']:.2f} the assistant answers "
        f"{percent(shipped['coverage'])} with a precision of {percent(shipped['precision'])}."
    )


def _figures(groups: Mapping[str, Sequence[Result]]) -> Iterator[tuple[str, Figure]]:
    for name, results in groups.items():
        if figure := measure(results).figures.get(Measure.BALANCED):
            yield name, figure


def _kind(results: Sequence[Result]) -> str:
    found = {one.case.answerable for one in scored(results)}
    answers, refusals, both = _KINDS
    return both if len(found) > 1 else answers if True in found else refusals


def _named(group: str) -> str:
    return group or "(no group)"
