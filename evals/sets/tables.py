"""What sets were measured, as Markdown tables and as plain data."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import mean

from evals.figures import Figure, measure
from evals.metrics import Measure, Result
from evals.reliability import reliability
from evals.report.tables import table
from evals.sets.asking import Asked
from evals.sets.lead import Lead
from evals.sets.measured import Table, reported
from evals.threshold import halves

_SHOWN = (
    Measure.BALANCED,
    Measure.ACCURACY,
    Measure.PRECISION,
    Measure.ABSTENTION_RECALL,
    Measure.AUROC,
)
_NOTHING = "-"

Row = Mapping[str, Figure | None]
"""A figure by system; `None` where there is nothing to measure."""


def pages(figures: Table, *, means: bool) -> list[str]:
    """A table for each measure that is of any set: a row a set, a column a system, and means."""
    found = []
    for one in _SHOWN:
        rows = {
            name: {system: known.get(one) for system, known in systems.items()}
            for name, systems in figures.items()
        }
        cases = {name: _cases(systems) for name, systems in figures.items()}
        found += _page(one.label, rows, cases, means=means)
    return found


def sentence_page(figures: Mapping[str, Row], systems: Sequence[str]) -> list[str]:
    """The same for the best sentence alone, of answerable questions."""
    rows = {name: {one: found.get(one) for one in systems} for name, found in figures.items()}
    cases = {
        name: max((figure.of for figure in found.values() if figure), default=0)
        for name, found in figures.items()
    }
    return _page("best sentence of answerable questions", rows, cases, means=True)


def _cases(systems: Mapping[str, Mapping[Measure, Figure]]) -> int:
    scored = next(iter(systems.values())).get(Measure.COVERAGE)
    return scored.of if scored else 0


def _page(
    label: str, rows: Mapping[str, Row], cases: Mapping[str, int], *, means: bool
) -> list[str]:
    kept = {name: row for name, row in rows.items() if any(row.values())}
    if not kept:
        return []
    systems = list(next(iter(kept.values())))
    lines = [
        [name, str(cases[name]), *(_cell(row[system]) for system in systems)]
        for name, row in kept.items()
    ]
    if means:
        of_systems = (_mean(row[system] for row in kept.values()) for system in systems)
        lines.append(["mean of sets", "", *of_systems])
    return [f"## {label[0].upper()}{label[1:]}", table(["set", "cases", *systems], lines)]


def _cell(figure: Figure | None) -> str:
    return f"{figure.value:.3f} ± {figure.error:.3f}" if figure else _NOTHING


def _mean(found: Iterable[Figure | None]) -> str:
    values = [figure.value for figure in found if figure]
    return f"{mean(values):.3f}" if values else _NOTHING


def always_page(asked: Sequence[Asked]) -> str:
    """A row a set, a cell a system: its accuracy if it always answers, and its answers' length.

    Both on the reported half; the length is the mean number of words.
    """
    head = ["set", *(f"{name}: right, words" for name in asked[0].eager)]
    rows = []
    for one in asked:
        cells = [_right_and_words(halves(results)[1]) for results in one.eager.values()]
        rows.append([one.name, *cells])
    return f"## Accuracy if all always answer\n\n{table(head, rows)}"


def _right_and_words(results: Sequence[Result]) -> str:
    right = measure(results).figures.get(Measure.ACCURACY)
    words = [len(str(result.reply.get("text", "")).split()) for result in results]
    return f"{right.value:.3f}, {mean(words):.0f}" if right else _NOTHING


def reliability_page(asked: Sequence[Asked], chosen: Mapping[str, float]) -> str:
    """How far the assistants' confidence is the chance of being right, by set and over all.

    Of always given answers, and of those that the threshold lets through; on the reported half.
    """
    head = ["system", "set", "answers", "error", "by chance", "given", "error", "by chance"]
    lines = []
    for system in asked[0].assistants:
        rows = {
            one.name: (reported(one, system, 0.0), reported(one, system, chosen[system]))
            for one in asked
        }
        pooled = ([one for row in rows.values() for one in row[side]] for side in (0, 1))
        for name, (always, given) in {**rows, "all sets": tuple(pooled)}.items():
            lines.append([system, name, *_reliability(always), *_reliability(given)])
    said = (
        "Expected calibration error in ten groups of equally many answers, and what chance alone "
        "gives: of all answers, then of those given."
    )
    return f"## Calibration\n\n{said}\n\n{table(head, lines)}"


def _reliability(results: Sequence[Result]) -> list[str]:
    found = reliability(results)
    if found is None:
        return ["0", _NOTHING, _NOTHING]
    return [str(found.of), f"{found.error:.3f}", f"{found.by_chance:.3f}"]


def lead_page(leads: Mapping[str, Mapping[str, Lead]]) -> str:
    """How far systems are ahead of others in the mean of balanced over the sets."""
    head = ["system", "ahead of", "by", "95 % interval", "behind on"]
    lines = [
        [system, other, f"{one.value:+.3f}", f"{one.low:+.3f} to {one.high:+.3f}", _behind(one)]
        for system, found in leads.items()
        for other, one in found.items()
    ]
    return f"## Mean balanced, ahead of others\n\n{table(head, lines)}"


def _behind(one: Lead) -> str:
    return ", ".join(f"{name} ({value:+.3f})" for name, value in one.behind.items()) or "no set"


def plain_figures(figures: Table) -> dict[str, dict[str, dict[str, float]]]:
    """The values alone."""
    return {
        name: {
            system: {one.value: figure.value for one, figure in found.items()}
            for system, found in systems.items()
        }
        for name, systems in figures.items()
    }
