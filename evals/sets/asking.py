"""Public question sets, asked of the assistant and its rivals, and measured."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from corpus import CaseError
from evals.figures import Figure, measure
from evals.metrics import Measure, Result, by_group
from evals.report import Report, read_report, to_json
from evals.report.report import ALWAYS_ABSTAIN, ALWAYS_ANSWER, ASSISTANT
from evals.run import always_abstain
from evals.threshold import at_threshold, curve, halves, reached

OWN_DOCUMENT = frozenset({"covidqa"})
"""Sets whose questions each mean one document, and do not name it."""
CANDIDATES = 400
"""Thresholds that are tried."""
MOST_GROUPS = 8
"""Groups are shown apart where a set has no more than these."""
AS_SHIPPED = "as shipped"

Table = dict[str, dict[str, dict[Measure, Figure]]]
"""Figures by set, system and measure."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What everybody made of one set."""

    name: str
    shipped: tuple[Result, ...]
    """The assistant's results with the threshold it comes with."""
    eager: Mapping[str, tuple[Result, ...]]
    """Results of always answering, by system."""


def found_in(folder: Path) -> list[str]:
    """Names of the sets in a folder that come with documents, sorted.

    Raises:
        CaseError: There is none.
    """
    found = sorted(
        path.parent.name
        for path in folder.glob("*/questions.jsonl")
        if any((path.parent / "docs").glob("*"))
    )
    if not found:
        raise CaseError(
            f"There are no question sets in {str(folder)!r}: give a folder that holds "
            "SET/questions.jsonl and SET/docs."
        )
    return found


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
        return mean(reached(points, threshold).balanced for points in curves)

    return max(tried, key=lambda threshold: (worth(threshold), -threshold))


def figures(asked: Sequence[Asked], chosen: Mapping[str, float]) -> Table:
    """For each set and system the measures on the reported half, at the chosen thresholds."""
    return {one.name: _measured(_reported(one, chosen)) for one in asked}


def group_figures(asked: Sequence[Asked], chosen: Mapping[str, float]) -> Table:
    """As `figures`, for each group of the sets that have a few groups; named `set, group`."""
    table: Table = {}
    for one in asked:
        systems = {name: by_group(found) for name, found in _reported(one, chosen).items()}
        groups = list(systems[AS_SHIPPED])
        if 1 < len(groups) <= MOST_GROUPS:
            for group in groups:
                members = {name: found.get(group, []) for name, found in systems.items()}
                table[f"{one.name}, {group}"] = _measured(members)
    return table


def _reported(one: Asked, chosen: Mapping[str, float]) -> dict[str, Sequence[Result]]:
    own = halves(one.shipped)[1]
    systems: dict[str, Sequence[Result]] = {AS_SHIPPED: own}
    for name, results in one.eager.items():
        systems[name] = at_threshold(halves(results)[1], chosen[name])
    systems[ALWAYS_ANSWER] = halves(one.eager[ASSISTANT])[1]
    systems[ALWAYS_ABSTAIN] = always_abstain(own)
    return systems


def _measured(systems: Mapping[str, Sequence[Result]]) -> dict[str, dict[Measure, Figure]]:
    return {name: dict(measure(results).figures) for name, results in systems.items()}
