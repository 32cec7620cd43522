"""The support score: how far the words that a claim cites support it."""

import json
import math
from pathlib import Path
from typing import Any, Self

import numpy as np

from assistant.grounding.overlap import FEATURES, overlap_of, row_of
from corpus import SettingsError

_STORED = Path(__file__).with_name("support.json")


class SupportModel:
    """Scores claims against their evidence; safe to share by threads.

    Args:
        intercept: Of the logistic model that joins the features.
        weights: One a feature, in their order.
    """

    def __init__(self, intercept: float, weights: Any) -> None:
        self._intercept = intercept
        self._weights = weights

    @classmethod
    def open(cls, path: Path = _STORED) -> Self:
        """The model that comes with the package.

        Raises:
            SettingsError: It is missing or damaged.
        """
        try:
            stored = json.loads(path.read_text("utf-8"))
            weights = np.array([stored["weights"][name] for name in FEATURES], np.float64)
            return cls(float(stored["intercept"]), weights)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingsError(
                f"The support model {str(path)!r} cannot be opened: {error!r}. "
                "Install the package again."
            ) from error

    def score(self, claim: str, evidence: str, above: str = "") -> float:
        """The chance that `evidence` supports `claim`, 0 to 1.

        Args:
            claim: One sentence, without markers.
            evidence: The quotes with the sentences they stand in, a line each.
            above: Title, headings and FAQ question they stand under; no evidence by itself.
        """
        log_odds = self._intercept + float(
            self._weights @ row_of(overlap_of(claim, evidence, above))
        )
        return 1 / (1 + math.exp(-max(min(log_odds, 60.0), -60.0)))
