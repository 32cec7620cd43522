"""The choice of an abstention threshold from results of always answering."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.figures import measure
from evals.metrics import Measure, Result
from evals.threshold import Point, at_threshold, curve


@dataclass(frozen=True, slots=True)
class Choice:
    """A threshold and how well it does on the cases that it was chosen on."""

    threshold: float
    balanced: float
    best: float
    """Balanced of the best threshold."""
    error: float
    """Standard error of the best, from the bootstrap."""


def choose(results: Sequence[Result], shipped: float) -> Choice:
    """The threshold nearest to the shipped one that is nearly as good as the best.

    Good is a high mean of accuracy and abstention recall; nearly is within one standard error of
    the best, so that few cases do not move the threshold without reason (Breiman, Friedman,
    Olshen and Stone, Classification and Regression Trees, 1984).

    Args:
        results: Of always answering.
        shipped: The threshold to keep to, unless another one is better.
    """
    found = tuple(_candidates(results, shipped))
    best = max(found, key=lambda one: one[1].balanced)
    figure = measure(at_threshold(results, best[0])).figures.get(Measure.BALANCED)
    error = figure.error if figure else 0.0
    threshold, point = min(
        (one for one in found if one[1].balanced >= best[1].balanced - error),
        key=lambda one: (abs(one[0] - shipped), -one[1].balanced),
    )
    return Choice(threshold, point.balanced, best[1].balanced, error)


def _candidates(results: Sequence[Result], shipped: float) -> Iterator[tuple[float, Point]]:
    """A threshold from 0 to 1 for each point of the curve that one reaches."""
    low = -1.0
    for point in curve(results):
        high = min(point.threshold, 1.0)
        if high > low:
            yield _between(low, high, shipped), point
        low = high


def _between(low: float, high: float, shipped: float) -> float:
    """The shipped threshold if it lies above `low` and not above `high`; else the middle, short."""
    if low < shipped <= high:
        return shipped
    middle = (max(low, 0.0) + high) / 2
    short = (round(middle, digits) for digits in range(2, 17))
    return next((one for one in short if low < one <= high), high)
