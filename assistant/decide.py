"""Whether there is an answer: confidence against a threshold, or the reason there is none."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.evidence import Reading
from assistant.types import Reason

ABSTENTIONS = {
    Reason.NOTHING_FOUND: "The documents asked hold nothing that can be searched for this.",
    Reason.NOT_ANSWERED: "The documents do not say. The nearest passages are listed below.",
}
"""What is said to the person who asked, by reason."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of reading."""

    confidence: float
    """Of the best answer found, 0 to 1."""
    reason: Reason | None
    """Why there is no answer; `None` if there is one."""


def decide(readings: Sequence[Reading], threshold: float) -> Decision:
    """An answer if the confidence in it reaches `threshold`."""
    if not any(reading.units for reading in readings):
        return Decision(0.0, Reason.NOTHING_FOUND)
    confidence = confidence_in(agreement_of(readings))
    return Decision(confidence, None if confidence >= threshold else Reason.NOT_ANSWERED)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the passages read say together, as log-odds of their scores."""

    best: float
    second: float
    """Of the second best passage; what only one passage suggests is less often right."""


def agreement_of(readings: Sequence[Reading]) -> Agreement:
    """The two best scores among readings with units, of which there is at least one."""
    scores = sorted((reading.score for reading in readings if reading.units), reverse=True)
    best, second = (_log_odds(score) for score in (*scores, 0.0)[:2])
    return Agreement(best, second)


def confidence_in(agreement: Agreement) -> float:
    """The chance that an answer is right, 0 to 1.

    Logistic; the weights come from `python -m evals.training.first_reader`.
    """
    weights = _weights()
    log_odds = (
        weights["intercept"]
        + weights["best"] * agreement.best
        + weights["second"] * agreement.second
    )
    return 1 / (1 + math.exp(-log_odds))


@cache
def _weights() -> dict[str, float]:
    stored = json.loads(files("assistant").joinpath("confidence.json").read_text("utf-8"))
    return {name: float(stored[name]) for name in ("intercept", "best", "second")}


def _log_odds(score: float) -> float:
    clipped = min(max(score, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))
