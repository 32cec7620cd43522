"""How the charts of a run's page are drawn: Vega-Lite specifications.

Their colours are the page's own, so that a chart follows its light or dark theme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_INK, _MUTED, _LINE = "var(--ink)", "var(--muted)", "var(--line)"
_FONT = "system-ui, sans-serif"
_FITTED = {"type": "fit-x", "contains": "padding"}
_STEP = 28
_HEIGHT = 320
_ROOM = 0.05
"""Room below the curves, as a share of all answers."""
_MIDDLE = 0.5


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a chart's legend: a line as it is drawn, or a coloured square."""

    name: str
    color: str
    dash: tuple[int, ...] = ()
    """Lengths drawn and left out in turn; none for a square."""


def curve_spec(
    rows: list[dict[str, Any]], shipped: dict[str, Any] | None, keys: Sequence[Key]
) -> dict[str, Any]:
    """Lines of precision against coverage, with the point that is shipped, if there is one."""
    import altair as alt

    names = [key.name for key in keys]
    least = max(0, min(row["precision"] for row in rows) - _ROOM)
    color = alt.Color("system:N", legend=None)
    dash = alt.StrokeDash("system:N", legend=None)
    tooltip = [
        alt.Tooltip("system:N"),
        alt.Tooltip("threshold:Q", format=".3f"),
        alt.Tooltip("coverage:Q", format=".1%"),
        alt.Tooltip("precision:Q", format=".1%"),
    ]
    near = alt.selection_point(name="near", on="pointerover", clear="pointerout", empty=False)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        alt.X("coverage:Q", title="coverage").scale(domain=[0, 1]),
        alt.Y("precision:Q", title="precision").scale(domain=[least, 1]),
        color.scale(domain=names, range=[key.color for key in keys]),
    )
    line = base.mark_line(strokeWidth=2).encode(
        strokeDash=dash.scale(domain=names, range=[list(key.dash) for key in keys])
    )
    opacity = alt.condition(near, alt.value(1), alt.value(0))
    points = base.mark_circle(size=110).encode(opacity=opacity, tooltip=tooltip).add_params(near)
    layers: list[Any] = [line, points]
    if shipped:
        layers += _shipped_layers(shipped, tooltip)
    return _drawn(alt.layer(*layers).properties(width="container", height=_HEIGHT))


def _shipped_layers(shipped: dict[str, Any], tooltip: list[Any]) -> list[Any]:
    """A ring on the curve, and a line from it down to its name."""
    import altair as alt

    text = f"shipped threshold {shipped['threshold']:.2f}"
    left = shipped["coverage"] < _MIDDLE
    base = alt.Chart(alt.InlineData(values=[shipped])).encode(alt.X("coverage:Q"))
    ring = base.mark_point(size=120, strokeWidth=2, stroke=_INK, fill="var(--paper)", opacity=1)
    name = base.mark_text(
        text=text, fill=_INK, fontSize=12, align="left" if left else "right", dx=6 if left else -6
    )
    return [
        base.mark_rule(stroke=_MUTED).encode(alt.Y("precision:Q"), alt.Y2(value=_HEIGHT)),
        ring.encode(alt.Y("precision:Q"), tooltip=tooltip),
        name.encode(y=alt.value(_HEIGHT - 10)),
    ]


def groups_spec(rows: list[dict[str, Any]], keys: Sequence[Key]) -> dict[str, Any]:
    """A bar a group, with its interval."""
    import altair as alt

    color = alt.Color("kind:N", legend=None)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        # A domain is data; an order would put the names, which are anybody's, into an expression.
        alt.Y("group:N", title=None).scale(domain=[row["group"] for row in rows]),
        tooltip=[
            alt.Tooltip("group:N"),
            alt.Tooltip("share:Q", format=".1%"),
            alt.Tooltip("low:Q", title="95 % from", format=".1%"),
            alt.Tooltip("high:Q", title="to", format=".1%"),
            alt.Tooltip("cases:Q", title="questions"),
        ],
    )
    bars = base.mark_bar(height=14, cornerRadiusEnd=2).encode(
        alt.X("share:Q", title=None).scale(domain=[0, 1]),
        color.scale(domain=[key.name for key in keys], range=[key.color for key in keys]),
    )
    spread = base.mark_rule(strokeWidth=2, stroke=_INK).encode(alt.X("low:Q"), alt.X2("high:Q"))
    return _drawn(alt.layer(bars, spread).properties(width="container", height=_STEP * len(rows)))


def _drawn(chart: Any) -> dict[str, Any]:
    spec: dict[str, Any] = (
        chart.configure(background="transparent", font=_FONT, aria=False)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_MUTED,
            titleColor=_MUTED,
            gridColor=_LINE,
            domainColor=_LINE,
            tickColor=_LINE,
            titleFontWeight="normal",
            labelFontSize=12,
            titleFontSize=12,
            labelLimit=150,
        )
        .properties(autosize=_FITTED)
        .configure_axisQuantitative(format=".0%", tickCount=5)
        .to_dict()
    )
    return spec
