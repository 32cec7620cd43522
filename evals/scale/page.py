"""The costs of every size as a table and as a plot."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.report.tables import table

Row = Mapping[str, Any]
"""The fields of `Filled` and `Costs` of one size."""

_MEGA = 1e6
_LINES = {
    "ask_p50_ms": "whole question",
    "dense_p50_ms": "dense search",
    "text_p50_ms": "full text",
}


def to_markdown(rows: Sequence[Row]) -> str:
    """Two tables: what it takes to keep an index, and what it takes to ask it."""
    first = rows[0]
    kept = [
        (
            f"{row['chunks']:,}",
            f"{row['chunks'] / (row['stage_seconds'] + row['publish_seconds']):,.0f}",
            _share(row, "add_seconds"),
            _share(row, "remove_seconds"),
            f"{row['disk_bytes'] / _MEGA:,.0f}",
            str(row["segments"]),
        )
        for row in rows
    ]
    asked = [
        (
            f"{row['chunks']:,}",
            f"{row['ask_p50_ms'] / first['ask_p50_ms']:.2f}",
            f"{row['ask_p95_ms'] / first['ask_p50_ms']:.2f}",
            f"{row['dense_p50_ms']:.1f} / {row['dense_p95_ms']:.1f}",
            f"{row['text_p50_ms']:.1f} / {row['text_p95_ms']:.1f}",
            f"{row['recall']:.3f}",
            f"{row['open_ms']:,.0f}",
            f"{row['memory_bytes'] / _MEGA:,.0f}",
        )
        for row in rows
    ]
    size = f"{first['chunks']:,}"
    return "\n".join(
        (
            "# What size costs\n",
            "Synthetic texts and vectors (`evals/scale/synthetic.py`); encoding is in no figure.\n",
            table(
                ("chunks", "stored a second", "one document added", "one removed", "disk, MB",
                 "segments"),
                kept,
            ),
            "Added and removed: share of the time that storing all of them took.\n",
            table(
                ("chunks", f"ask p50, to {size}", f"ask p95, to p50 of {size}",
                 "dense p50 / p95, ms", "full text p50 / p95, ms", "recall@10", "opening, ms",
                 "memory, MB"),
                asked,
            ),
        )
    )  # fmt: skip


def plot(rows: Sequence[Row], path: Path) -> None:
    """Milliseconds of a question by size, both axes logarithmic, as SVG."""
    import altair

    values = [
        {"chunks": row["chunks"], "milliseconds": row[field], "what": what}
        for row in rows
        for field, what in _LINES.items()
    ]
    chart = (
        altair.Chart(altair.InlineData(values=values), width=480, height=280)
        .mark_line(point=True)
        .encode(
            altair.X("chunks:Q").scale(type="log").title("searchable chunks"),
            altair.Y("milliseconds:Q").scale(type="log").title("milliseconds, median"),
            altair.Color("what:N").title(None),
            altair.StrokeDash("what:N").title(None),
        )
    )
    chart.save(str(path))


def _share(row: Row, field: str) -> str:
    whole = row["stage_seconds"] + row["publish_seconds"]
    return f"{100 * row[field] / whole:.1f} %"
