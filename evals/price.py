"""What strictness costs, from results of always answering."""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant import AskedSet, Price, Prices
from evals.metrics import Result, scored
from evals.threshold import Point, curve, reached

THRESHOLDS = tuple(step / 40 for step in range(41))
"""Thresholds that a price is told for: every 0.025."""


def prices_of(sets: Mapping[str, Sequence[Result]], measured: date | None = None) -> Prices:
    """The price of each threshold over all these sets together; the sets are named by their keys.

    Args:
        sets: Results of always answering, of cases that no threshold was chosen on. One set
            without a name is the user's own.
        measured: The day; today unless given.
    """
    pooled = [one for results in sets.values() for one in scored(results)]
    points = curve(pooled)
    return Prices(
        points=tuple(_price(reached(points, one), one) for one in THRESHOLDS),
        measured=(measured or date.today()).isoformat(),
        sources=tuple(_asked(name, scored(results)) for name, results in sets.items() if name),
    )


def _price(point: Point, threshold: float) -> Price:
    answered_wrongly = point.wrong - point.invented
    return Price(
        threshold=threshold,
        right=point.right,
        wrong=answered_wrongly,
        answerable=point.right + answered_wrongly + point.refused_wrongly,
        refused=point.refused_rightly,
        unanswerable=point.invented + point.refused_rightly,
    )


def _asked(name: str, results: Sequence[Result]) -> AskedSet:
    answerable = sum(one.case.answerable for one in results)
    return AskedSet(name, answerable, len(results) - answerable)
