"""What was asked, measured on the reported half at one threshold a system."""

from collections.abc import Mapping, Sequence
from statistics import mean

from evals.always import always_abstain
from evals.case import Case
from evals.figures import Figure, measure
from evals.metrics import Measure, Result, by_group
from evals.report.report import ALWAYS_ABSTAIN, ALWAYS_ANSWER
from evals.sets.asking import Asked
from evals.threshold import at_threshold, curve, halves, is_for_learning, reached

CANDIDATES = 400
"""Thresholds that are tried."""
MOST_GROUPS = 8
"""Groups are shown apart where a set has no more than these."""
AS_SHIPPED = "as shipped"

Table = dict[str, dict[str, dict[Measure, Figure]]]
"""Figures by set, system and measure."""


def thresholds(asked: Sequence[Asked]) -> dict[str, float]:
    """Each system's best single threshold for all sets.

    It is chosen on those documents of the choosing halves that the bundled reader did not learn
    from: on the others its confidence would be too high.
    """
    return {
        name: best_for_all([_choosing(one.name, one.eager[name]) for one in asked])
        for name in asked[0].eager
    }


def _choosing(name: str, results: Sequence[Result]) -> tuple[Result, ...]:
    chosen = halves(results)[0]
    unread = (one for one in chosen if not _is_learned(name, one.case))
    return tuple(unread) or chosen


def _is_learned(name: str, case: Case) -> bool:
    return any(is_for_learning(document, name) for document in case.divided_by)


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
    return {one.name: _measured(_all(one, chosen)) for one in asked}


def group_figures(asked: Sequence[Asked], chosen: Mapping[str, float]) -> Table:
    """As `figures`, for each group of the sets that have a few groups; named `set, group`."""
    table: Table = {}
    for one in asked:
        systems = {name: by_group(found) for name, found in _all(one, chosen).items()}
        groups = list(systems[AS_SHIPPED])
        if 1 < len(groups) <= MOST_GROUPS:
            for group in groups:
                members = {name: found.get(group, []) for name, found in systems.items()}
                table[f"{one.name}, {group}"] = _measured(members)
    return table


def sentence_figures(asked: Sequence[Asked]) -> dict[str, dict[str, Figure]]:
    """By set and system, how often the best sentence alone is right for an answerable question."""
    table = {}
    for one in asked:
        found = {
            name: measure(halves(results)[1]).figures.get(Measure.ACCURACY)
            for name, results in one.sentences.items()
        }
        table[one.name] = {name: figure for name, figure in found.items() if figure}
    return table


def reported(one: Asked, system: str, threshold: float) -> tuple[Result, ...]:
    """A system's results on the reported half, at a threshold."""
    return at_threshold(halves(one.eager[system])[1], threshold)


def _all(one: Asked, chosen: Mapping[str, float]) -> dict[str, Sequence[Result]]:
    always = halves(one.first)[1]
    systems: dict[str, Sequence[Result]] = {AS_SHIPPED: at_threshold(always, one.threshold)}
    systems |= {name: reported(one, name, chosen[name]) for name in one.eager}
    return {**systems, ALWAYS_ANSWER: always, ALWAYS_ABSTAIN: always_abstain(always)}


def _measured(systems: Mapping[str, Sequence[Result]]) -> dict[str, dict[Measure, Figure]]:
    return {name: dict(measure(results).figures) for name, results in systems.items()}
