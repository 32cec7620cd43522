"""How far the confidence of answers is the chance that it says it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from evals.figures import SEED
from evals.judge import Outcome
from evals.metrics import Result, scored

_GROUPS = 10
_REPLAYS = 1000


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far confidence is what it says, the chance of being right, over given answers."""

    error: float
    """Expected calibration error: mean distance of confidence and share of right answers, over
    ten groups of equally many answers, ordered by confidence."""
    by_chance: float
    """The mean error of the same answers, were each right exactly as often as it says."""
    brier: float
    """Mean squared distance of an answer's confidence from 1 if it is right, else from 0."""
    of: int
    """How many answers."""


def reliability(results: Sequence[Result]) -> Reliability | None:
    """How far the confidence of given answers can be trusted; `None` if none is given.

    Expected calibration error as in Naeini, Cooper and Hauskrecht, AAAI 2015; Brier score after
    Brier, Monthly Weather Review, 1950. Few answers look badly calibrated by chance alone, so the
    error is told beside what resampled outcomes give (Broecker and Smith, Weather and Forecasting,
    2007).
    """
    import numpy as np

    given = sorted(
        (one for one in scored(results) if one.answered),
        key=lambda one: (one.confidence, one.case.id),
    )
    if not given:
        return None
    confidence = np.array([one.confidence for one in given])
    right = np.array([one.verdict.outcome is Outcome.RIGHT for one in given])
    drawn = np.random.default_rng(SEED).random((_REPLAYS, len(given))) < confidence
    starts = np.unique(np.linspace(0, len(given), _GROUPS, endpoint=False).astype(int))
    # Rows of outcomes: those found, then those drawn; the size of a group cancels out.
    apart = np.add.reduceat(np.vstack([right, drawn]) - confidence, starts, axis=1)
    errors = np.abs(apart).sum(axis=1) / len(given)
    brier = ((confidence - right) ** 2).mean()
    return Reliability(float(errors[0]), float(errors[1:].mean()), float(brier), len(given))
