"""How many unsupported claims a check lets through, and at what loss of supported ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.figures import DECIMALS, Figure, resampled_weights
from evals.grounding.cited import Cited

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]
    Statistic = Callable[[Floats], Floats]

LOSS = 0.1
"""Share of supported claims that may be lost where checks are compared."""
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class AtLoss:
    """A score at the highest threshold that loses no more supported claims than allowed."""

    threshold: float
    false_accepts: Figure
    """Unsupported claims that are accepted, of all of them."""
    loss: Figure
    """Supported claims that are not accepted, of all of them."""
    auroc: Figure
    """Share of pairs of a supported and an unsupported claim that the score has in order; pairs
    of equal scores count half."""


@dataclass(frozen=True, slots=True)
class AsItIs:
    """A check at its own threshold."""

    false_accepts: Figure
    loss: Figure


class Sample:
    """Claims to be judged again and again; claims of one family are resampled together."""

    def __init__(self, claims: Sequence[Cited]) -> None:
        import numpy as np

        names = {name: i for i, name in enumerate(sorted({one.family for one in claims}))}
        self._families = len(names)
        self._places = np.array([names[one.family] for one in claims], int)
        self.supported = np.array([one.is_supported for one in claims], bool)

    def at_loss(self, scores: "Floats", allowed: float = LOSS) -> AtLoss:
        """What a score is worth at the highest threshold with no more than the allowed loss."""
        curve = _Curve(scores, self.supported, allowed)
        ones = self._weights(self._ones())
        return AtLoss(
            threshold=curve.threshold(ones),
            false_accepts=self._figure(curve.false_accepts, int((~self.supported).sum())),
            loss=self._figure(curve.loss, int(self.supported.sum())),
            auroc=self._figure(curve.auroc, len(scores)),
        )

    def as_it_is(self, accepted: "Bools") -> AsItIs:
        """What a check lets through and loses as it is."""
        return AsItIs(
            false_accepts=self.share(accepted, ~self.supported),
            loss=self.share(~accepted, self.supported),
        )

    def share(self, of_interest: "Bools", among: "Bools") -> Figure:
        """The share of some of the claims that are of interest."""
        import numpy as np

        def ratio(weights: "Floats") -> "Floats":
            both = (weights * (of_interest & among)).sum(axis=-1)
            with np.errstate(invalid="ignore"):
                return np.asarray(both / (weights * among).sum(axis=-1))

        return self._figure(ratio, int(among.sum()))

    def _figure(self, statistic: "Statistic", of: int) -> Figure:
        import numpy as np

        value = float(statistic(self._weights(self._ones())))
        drawn = resampled_weights(self._families, lambda each: statistic(self._weights(each)))
        drawn = drawn[~np.isnan(drawn)]
        if np.isnan(value) or not len(drawn):
            return Figure(value, 0.0, value, value, of)
        low, high = np.percentile(drawn, (2.5, 97.5))
        numbers = (value, drawn.std(ddof=1), low, high)
        value, error, low, high = (round(float(one), DECIMALS) for one in numbers)
        return Figure(value, error, low, high, of)

    def _ones(self) -> "Floats":
        import numpy as np

        return np.ones(self._families)

    def _weights(self, of_families: "Floats") -> "Floats":
        """How often each claim counts, along the last axis."""
        return of_families[..., self._places]


class _Curve:
    """What is accepted as the threshold falls; every run of equal scores is one step."""

    def __init__(self, scores: "Floats", supported: "Bools", allowed: float) -> None:
        import numpy as np

        self._order = np.argsort(-scores, kind="stable")
        self._scores = scores[self._order]
        self._supported = supported[self._order]
        self._ends = np.flatnonzero(np.diff(self._scores, append=-np.inf))
        self._allowed = allowed

    def threshold(self, weights: "Floats") -> float:
        """The score from which claims are accepted."""
        return float(self._scores[self._ends[int(self._step(weights))]])

    def false_accepts(self, weights: "Floats") -> "Floats":
        """Share of the unsupported claims that is accepted there."""
        return self._at_step(weights, ~self._supported)

    def loss(self, weights: "Floats") -> "Floats":
        """Share of the supported claims that is not accepted there."""
        return 1 - self._at_step(weights, self._supported)

    def auroc(self, weights: "Floats") -> "Floats":
        """Share of pairs in order; NaN where there is no pair."""
        import numpy as np

        right = self._steps(weights, self._supported)
        wrong = self._steps(weights, ~self._supported)
        # Area under the curve of accepted supported over accepted unsupported, by trapezia.
        before_right = np.concatenate([np.zeros_like(right[..., :1]), right[..., :-1]], axis=-1)
        gained = np.diff(wrong, prepend=0, axis=-1)
        return np.asarray((gained * (right + before_right) / 2).sum(axis=-1))

    def _step(self, weights: "Floats") -> "NDArray[np.int_]":
        import numpy as np

        kept = self._steps(weights, self._supported)
        return np.asarray(np.argmax(kept >= 1 - self._allowed - _ROUNDING, axis=-1))

    def _at_step(self, weights: "Floats", among: "Bools") -> "Floats":
        import numpy as np

        steps = self._steps(weights, among)
        return np.take_along_axis(steps, self._step(weights)[..., None], axis=-1)[..., 0]

    def _steps(self, weights: "Floats", among: "Bools") -> "Floats":
        """Share of some of the claims that is accepted after each step."""
        import numpy as np

        counted = np.cumsum(weights[..., self._order] * among, axis=-1)
        with np.errstate(invalid="ignore"):
            return np.asarray(counted[..., self._ends] / counted[..., -1:])
