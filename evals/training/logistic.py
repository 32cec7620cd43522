"""Logistic regression over named features, as the package stores it."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Model = dict[str, Any]
"""`intercept`, and `weights` by feature name."""


class Examples:
    """Rows to fit a model on."""

    def __init__(self) -> None:
        self._rows: list[Floats] = []
        self._labels: list[bool] = []
        self._weights: list[float] = []

    def add(self, rows: Iterable[Floats], labels: Sequence[bool], weight: float) -> None:
        """Adds rows that each weigh `weight`."""
        self._rows.extend(rows)
        self._labels += labels
        self._weights += [weight] * len(labels)

    def fit(self, names: Sequence[str]) -> Model:
        """The model with a little L2 shrinkage, features scaled alike while fitting."""
        from sklearn.linear_model import LogisticRegression

        rows = np.array(self._rows, np.float64)
        mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
        weights = np.array(self._weights) / np.mean(self._weights)
        model = LogisticRegression(max_iter=2000)
        model.fit((rows - mean) / scale, self._labels, sample_weight=weights)
        coefficients = model.coef_[0] / scale
        return {
            "intercept": round(float(model.intercept_[0] - coefficients @ mean), 5),
            "weights": {
                name: round(float(value), 5)
                for name, value in zip(names, coefficients, strict=True)
            },
        }
