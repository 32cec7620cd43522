"""Pieces of HTML that the page of a run is made of; whatever text they are given is escaped."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from evals.figures import Figure
from evals.report.charts import Chart, interval
from evals.report.specs import Key

_VALUE_WIDTH = 0.8
"""Of the mark on a spread that is 100 wide."""


def table(
    name: str, head: Sequence[str], rows: Iterable[Sequence[str]], marked: Sequence[str] = ()
) -> str:
    """A table that scrolls on its own where it is too wide.

    Args:
        name: What it shows.
        head: Names of the columns.
        rows: Their first cells name them.
        marked: Names of rows that stand out.
    """
    top = "".join(f'<th scope="col">{escape(one.capitalize())}</th>' for one in head)
    lines = []
    for first, *rest in rows:
        cells = "".join(f"<td>{escape(one)}</td>" for one in rest)
        kind = ' class="marked"' if first in marked else ""
        lines.append(f'<tr{kind}><th scope="row">{escape(first)}</th>{cells}</tr>')
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(name)}"><table>'
        f"<thead><tr>{top}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def definitions(about: Mapping[str, Any]) -> str:
    """A definition list, with lists within it where a value is one."""
    rows = "".join(
        f"<div><dt>{escape(str(key).replace('_', ' '))}</dt><dd>{_value(value)}</dd></div>"
        for key, value in about.items()
    )
    return f"<dl>{rows}</dl>" if rows else "none"


def bar(counts: Iterable[tuple[str, int]]) -> str:
    """The counts as one bar, in their order; it says nothing that words do not."""
    parts, start = [], 0
    for kind, count in counts:
        if count:
            parts.append(f'<rect class="{kind}" x="{start}" width="{count}" height="1"/>')
        start += count
    return (
        f'<svg class="bar" viewBox="0 0 {max(start, 1)} 1" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )


def card(name: str, value: str, what: str, spread: Figure | None = None) -> str:
    """A figure in large type, with its interval if it has one."""
    return (
        f"<div><dt>{escape(name.capitalize())}</dt>"
        f'<dd><span class="value">{value}</span><span class="what">{escape(what)}</span>'
        f"{_spread(spread) if spread else ''}</dd></div>"
    )


def drawing(name: str, found: Chart | None) -> str:
    """The place of a chart, its legend, and its numbers as a table."""
    if found is None:
        return '<p class="note">There is too little to draw.</p>'
    keys = "".join(f"<li>{_sample(key)}{escape(key.name)}</li>" for key in found.keys)
    return (
        f'<figure><ul class="legend">{keys}</ul>'
        f'<div class="chart" id="{name}" role="img" aria-label="{escape(found.label)}"></div>'
        f"{_note(found.note)}<details><summary>The same as a table</summary>"
        f"{table(found.label, found.head, found.rows)}</details></figure>"
    )


def _note(text: str) -> str:
    return f'<p class="note">{escape(text)}</p>' if text else ""


def _sample(key: Key) -> str:
    if not key.dash:
        return (
            '<svg class="square" viewBox="0 0 1 1" aria-hidden="true">'
            f'<rect width="1" height="1" fill="{key.color}"/></svg>'
        )
    dash = " ".join(map(str, key.dash))
    return (
        '<svg class="line" viewBox="0 0 28 4" aria-hidden="true"><path d="M0 2h28" '
        f'stroke="{key.color}" stroke-width="2" stroke-dasharray="{dash}"/></svg>'
    )


def _spread(found: Figure) -> str:
    low, high, value = (100 * one for one in (found.low, found.high, found.value))
    left = min(max(value - _VALUE_WIDTH / 2, 0), 100 - _VALUE_WIDTH)
    return (
        '<svg class="spread" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="track" y="2.5" width="100" height="1"/>'
        f'<rect class="range" x="{low:.2f}" y="1.5" width="{high - low:.2f}" height="3"/>'
        f'<rect class="at" x="{left:.2f}" width="{_VALUE_WIDTH}" height="6"/></svg>'
        f'<span class="interval">95 % interval {interval(found)}</span>'
    )


def _value(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return definitions(value)
        case list() | tuple():
            return ", ".join(_value(one) for one in value) or "none"
        case _:
            return escape(str(value))
