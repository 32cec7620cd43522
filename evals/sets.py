"""The assistant beside its rivals on public question sets: `python -m evals.sets FOLDER`.

Each set is a folder with `questions.jsonl` and `docs/`. Every system has one threshold for all
sets: the one with the best balanced measure, averaged over the sets, on documents that are not
reported on. What is printed is measured on the other documents.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from evals.figures import Figure, measure
from evals.metrics import Measure, Result, by_group
from evals.report import Report, read_report, to_json
from evals.report.report import ALWAYS_ABSTAIN, ALWAYS_ANSWER, ASSISTANT
from evals.run import always_abstain
from evals.threshold import at_threshold, curve, halves

LIMIT = 300
"""Questions drawn from each set, unless told otherwise."""
OWN_DOCUMENT = frozenset({"covidqa"})
"""Sets whose questions each mean one document, and do not name it."""
CANDIDATES = 400
"""Thresholds that are tried."""
MOST_GROUPS = 8
"""Groups are shown apart where a set has no more than these."""
_SHIPPED = "as shipped"
_SHOWN = (Measure.BALANCED, Measure.ACCURACY, Measure.PRECISION, Measure.ABSTENTION_RECALL)


@dataclass(frozen=True, slots=True)
class Asked:
    """What everybody made of one set."""

    name: str
    shipped: tuple[Result, ...]
    """The assistant's results with the threshold it comes with."""
    eager: Mapping[str, tuple[Result, ...]]
    """Results of always answering, by system."""


def main(args: list[str] | None = None) -> int:
    """Prints a table for each measure, and writes the figures where told to."""
    parser = argparse.ArgumentParser(prog="python -m evals.sets", description=__doc__)
    parser.add_argument("folder", type=Path, help="holds SET/questions.jsonl and SET/docs")
    parser.add_argument("--sets", nargs="+", metavar="SET", help="these only")
    parser.add_argument(
        "--limit",
        type=int,
        default=LIMIT,
        metavar="N",
        help=f"questions drawn from each set (default: {LIMIT})",
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep each set's run here, and use what is kept"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    options = parser.parse_args(args)
    names = options.sets or found_in(options.folder)
    asked = [ask(options.folder / name, options.limit, options.keep) for name in names]
    table, groups, chosen = figures(asked), group_figures(asked), thresholds(asked)
    said = ", ".join(f"{name} {threshold:.3f}" for name, threshold in chosen.items())
    sys.stdout.write("\n\n".join([*_pages(table, means=True), f"Thresholds: {said}."]) + "\n")
    if groups:
        sys.stdout.write("\n\n".join(["", "# By group", *_pages(groups, means=False)]) + "\n")
    if options.json:
        page = {"thresholds": chosen, "sets": _plain(table), "groups": _plain(groups)}
        options.json.write_text(json.dumps(page, indent=1) + "\n", "utf-8")
    return 0


def found_in(folder: Path) -> list[str]:
    """Names of the sets in a folder that come with documents, sorted."""
    return sorted(
        path.parent.name
        for path in folder.glob("*/questions.jsonl")
        if any((path.parent / "docs").glob("*"))
    )


def ask(folder: Path, limit: int, keep: Path | None = None) -> Asked:
    """The assistant and every rival on one set, or what is kept of them."""
    kept = keep / f"{folder.name}.json" if keep else None
    if kept and kept.exists():
        report = read_report(kept)
    else:
        report = _run(folder, limit)
        if kept:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(to_json(report), "utf-8")
    return Asked(folder.name, report.own, report.eager())


def _run(folder: Path, limit: int) -> Report:
    from assistant import Settings
    from evals.rivals import RIVALS
    from evals.session import Plan, carry_out

    plan = Plan(
        documents=folder / "docs",
        cases=(folder / "questions.jsonl",),
        faqs=False,
        limit=limit,
        own_document=folder.name in OWN_DOCUMENT,
        against=tuple(RIVALS),
    )
    tell = sys.stderr.write
    tell(f"{folder.name}\n")
    with TemporaryDirectory(prefix="footnote-sets-") as index:
        return carry_out(plan, Path(index) / "index", Settings(), tell, lambda *_: None)


def thresholds(asked: Sequence[Asked]) -> dict[str, float]:
    """Each system's best single threshold for all sets, on the choosing halves."""
    return {
        name: best_for_all([halves(one.eager[name])[0] for one in asked]) for name in asked[0].eager
    }


def best_for_all(sets: Sequence[Sequence[Result]]) -> float:
    """The threshold with the best balanced measure, averaged over the sets that have any case."""
    curves = [curve(results) for results in sets if results]
    every = sorted({point.threshold for points in curves for point in points})
    tried = every[:: max(1, len(every) // CANDIDATES)]

    def worth(threshold: float) -> float:
        reached = [next((p for p in c if p.threshold >= threshold), c[-1]) for c in curves]
        return mean(point.balanced for point in reached)

    return max(tried, key=lambda threshold: (worth(threshold), -threshold))


Table = dict[str, dict[str, dict[Measure, Figure]]]


def figures(asked: Sequence[Asked]) -> Table:
    """For each set and system the measures on the reported half."""
    chosen = thresholds(asked)
    return {one.name: _measured(_reported(one, chosen)) for one in asked}


def group_figures(asked: Sequence[Asked]) -> Table:
    """As `figures`, for each group of the sets that have a few groups; named `set, group`."""
    chosen = thresholds(asked)
    table: Table = {}
    for one in asked:
        systems = {name: by_group(found) for name, found in _reported(one, chosen).items()}
        groups = list(systems[_SHIPPED])
        if 1 < len(groups) <= MOST_GROUPS:
            for group in groups:
                members = {name: found.get(group, []) for name, found in systems.items()}
                table[f"{one.name}, {group}"] = _measured(members)
    return table


def _reported(one: Asked, chosen: Mapping[str, float]) -> dict[str, Sequence[Result]]:
    own = halves(one.shipped)[1]
    systems: dict[str, Sequence[Result]] = {_SHIPPED: own}
    for name, results in one.eager.items():
        systems[name] = at_threshold(halves(results)[1], chosen[name])
    systems[ALWAYS_ANSWER] = halves(one.eager[ASSISTANT])[1]
    systems[ALWAYS_ABSTAIN] = always_abstain(own)
    return systems


def _measured(systems: Mapping[str, Sequence[Result]]) -> dict[str, dict[Measure, Figure]]:
    return {name: dict(measure(results).figures) for name, results in systems.items()}


def _pages(table: Table, *, means: bool) -> list[str]:
    """A table for each measure: a row a set, a column a system, and the mean of the sets."""
    systems = list(next(iter(table.values())))
    pages = []
    for one in _SHOWN:
        rows = [["set", "cases", *systems]]
        for name, found in table.items():
            scored = found[systems[0]].get(Measure.COVERAGE)
            cells = [_cell(found[system].get(one)) for system in systems]
            if set(cells) != {"-"}:
                rows.append([name, str(scored.of if scored else 0), *cells])
        if means:
            found_means = (
                _mean(found[system].get(one) for found in table.values()) for system in systems
            )
            rows.append(["mean of sets", "", *found_means])
        pages += [f"## {one.label.capitalize()}", _drawn(rows)]
    return pages


def _cell(figure: Figure | None) -> str:
    return f"{figure.value:.3f} ± {figure.error:.3f}" if figure else "-"


def _mean(found: Iterable[Figure | None]) -> str:
    values = [figure.value for figure in found if figure]
    return f"{mean(values):.3f}" if values else "-"


def _drawn(rows: Sequence[Sequence[str]]) -> str:
    head, *rest = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, "|" + "---|" * len(rows[0]), *rest])


def _plain(table: Table) -> dict[str, dict[str, dict[str, float]]]:
    return {
        name: {
            system: {one.value: figure.value for one, figure in found.items()}
            for system, found in systems.items()
        }
        for name, systems in table.items()
    }


if __name__ == "__main__":
    sys.exit(main())
