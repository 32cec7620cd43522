"""Logistic chances from weights that come with the package."""

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files


def chance(model: str, names: Sequence[str], row: Sequence[float]) -> float:
    """The chance that a model of `weights.json` gives a row, 0 to 1.

    The weights come from `python -m evals.training.followups`.
    """
    weights = _models()[model]
    log_odds = weights["intercept"] + sum(
        weights.get(name, 0.0) * value for name, value in zip(names, row, strict=True)
    )
    return 1 / (1 + math.exp(-max(min(log_odds, 50.0), -50.0)))


@cache
def _models() -> dict[str, dict[str, float]]:
    text = files("assistant").joinpath("rewriting", "weights.json").read_text("utf-8")
    stored: dict[str, dict[str, float]] = json.loads(text)
    return stored
