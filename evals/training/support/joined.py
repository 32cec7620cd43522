"""The logistic model that joins what the network and the overlap of words say of a pair."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import SupportModel
from evals.training.logistic import Floats, Model
from evals.training.support.pair import Pair

_SPEAKS_FOR = frozenset(
    "supported best_unit covered covered_alike covered_together pairs share_told".split()
)
"""Features that may only speak for a claim; the others may only speak against it.

Without this a claim loses by repeating its evidence, as the false ones made by rule do.
"""
_SHRINKAGE = 0.002
_WEIGHT = {"own": 18.0, "long answer": 3.0, "human": 1.0, "reworded": 1.0, "verbatim": 1.0,
           "other quote": 1.5, "payload": 2.0, "foreign predicate": 2.0}  # fmt: skip
"""How much pairs weigh of the kinds that begin so; of the others half."""
DRAFTED = "drafted"
_DRAFTED_SHARE = 0.3
"""What pairs made from a model's drafts weigh together, each kind of them alike."""


def fitted(pairs: Sequence[Pair], features: Sequence[Floats]) -> Model:
    """The model with a little shrinkage; true and false claims weigh alike.

    Only claims that are read in one part are fitted to.
    """
    from scipy.optimize import minimize

    known = [(p, row[0]) for p, row in zip(pairs, features, strict=True) if len(row) == 1]
    rows = np.array([row for _, row in known], np.float64)
    weights = _weights([pair for pair, _ in known])
    signs = np.array([1.0 if pair.supports else -1.0 for pair, _ in known])
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = (rows - mean) / scale

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = signs * (scaled @ point[:-1] + point[-1])
        slope = -weights * signs / (1 + np.exp(odds))
        value = float((weights * np.logaddexp(0, -odds)).sum())
        inner = scaled.T @ slope + 2 * _SHRINKAGE * point[:-1]
        return value + _SHRINKAGE * float(point[:-1] @ point[:-1]), np.append(inner, slope.sum())

    bounds: list[Any] = [
        (0, None) if name in _SPEAKS_FOR else (None, 0) for name in SupportModel.features
    ]
    start = np.zeros(len(SupportModel.features) + 1)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    coefficients = best[:-1] / scale
    return {
        "intercept": round(float(best[-1] - coefficients @ mean), 5),
        "weights": {
            name: round(float(value), 5)
            for name, value in zip(SupportModel.features, coefficients, strict=True)
        },
    }


def _weights(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """What each pair weighs, so that all true ones together weigh 1, and all false ones."""
    found = np.zeros(len(pairs))
    groups: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for n, pair in enumerate(pairs):
        group = pair.kind if pair.kind.startswith(DRAFTED) else ""
        groups[pair.supports, group].append(n)
    for (supports, group), members in groups.items():
        drafted = sum(1 for side, other in groups if side is supports and other)
        inner = np.array([1.0 if group else _weight(pairs[n].kind) for n in members])
        share = _DRAFTED_SHARE / drafted if group else 1 - _DRAFTED_SHARE * bool(drafted)
        found[members] = share * inner / inner.sum()
    return found


def _weight(kind: str) -> float:
    return next((weight for name, weight in _WEIGHT.items() if kind.startswith(name)), 0.5)
