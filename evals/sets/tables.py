"""What sets were measured, as Markdown tables and as plain data."""

from collections.abc import Iterable, Sequence
from statistics import mean

from evals.figures import Figure, measure
from evals.metrics import Measure
from evals.report.markdown import table
from evals.sets.asking import Asked, Table
from evals.threshold import halves

_SHOWN = (Measure.BALANCED, Measure.ACCURACY, Measure.PRECISION, Measure.ABSTENTION_RECALL)


def pages(figures: Table, *, means: bool) -> list[str]:
    """A table for each measure: a row a set, a column a system, and the mean of the sets."""
    systems = list(next(iter(figures.values())))
    pages = []
    for one in _SHOWN:
        rows = [["set", "cases", *systems]]
        for name, found in figures.items():
            scored = found[systems[0]].get(Measure.COVERAGE)
            cells = [_cell(found[system].get(one)) for system in systems]
            if set(cells) != {"-"}:
                rows.append([name, str(scored.of if scored else 0), *cells])
        if means:
            found_means = (
                _mean(found[system].get(one) for found in figures.values()) for system in systems
            )
            rows.append(["mean of sets", "", *found_means])
        pages += [f"## {one.label.capitalize()}", table(rows[0], rows[1:])]
    return pages


def _cell(figure: Figure | None) -> str:
    return f"{figure.value:.3f} ± {figure.error:.3f}" if figure else "-"


def _mean(found: Iterable[Figure | None]) -> str:
    values = [figure.value for figure in found if figure]
    return f"{mean(values):.3f}" if values else "-"


def always_page(asked: Sequence[Asked]) -> str:
    """A row a set, a cell a system: its accuracy if it always answers, and its answers' length.

    Both on the reported half; the length is the mean number of words.
    """
    head = ["set", *(f"{name}: right, words" for name in asked[0].eager)]
    rows = []
    for one in asked:
        reported = [halves(results)[1] for results in one.eager.values()]
        right = [measure(results).figures.get(Measure.ACCURACY) for results in reported]
        words = [
            [len(str(result.reply.get("text", "")).split()) for result in results]
            for results in reported
        ]
        cells = zip(right, words, strict=True)
        rows.append([one.name, *(f"{r.value:.3f}, {mean(w):.0f}" if r else "-" for r, w in cells)])
    return f"## Accuracy if all always answer\n\n{table(head, rows)}"


def plain_figures(figures: Table) -> dict[str, dict[str, dict[str, float]]]:
    """The values alone."""
    return {
        name: {
            system: {one.value: figure.value for one, figure in found.items()}
            for system, found in systems.items()
        }
        for name, systems in figures.items()
    }
