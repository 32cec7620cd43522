"""How well confidence tells answerable questions from unanswerable ones, whatever the threshold."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evals.metrics import Result

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Ranking:
    """Scored cases in the order of confidence, to be weighed again and again.

    Args:
        results: Of one system, or of several one after the other.
        columns: For each result which of the weights it has.
    """

    def __init__(self, results: Sequence[Result], columns: Sequence[int]) -> None:
        import numpy as np

        known = [
            (one.confidence, one.case.answerable, column)
            for one, column in zip(results, columns, strict=True)
            if one.verdict.outcome.is_scored
        ]
        known.sort(key=lambda one: one[0])
        confidences = np.array([one[0] for one in known], np.float64)
        self._answerable = np.array([one[1] for one in known], bool)
        self._columns = np.array([one[2] for one in known], int)
        # Where each run of equal confidences starts.
        self._starts = np.flatnonzero(np.diff(confidences, prepend=-np.inf))

    @property
    def cases(self) -> int:
        """How many cases it ranks; none unless some are answerable and some are not."""
        both = self._answerable.any() and not self._answerable.all()
        return len(self._answerable) if both else 0

    def auroc(self, weights: "Floats") -> "Floats":
        """The share of pairs of an answerable and an unanswerable case that are in order.

        In order is a pair whose answerable case has the higher confidence; one of equal
        confidences counts half. It is the area under the receiver operating characteristic (Hanley
        and McNeil, Radiology 143, 1982); NaN where there is no pair.

        Args:
            weights: How often each column counts, along the last axis.
        """
        import numpy as np

        if not self.cases:
            return np.full(weights.shape[:-1], np.nan)
        of_cases = weights[..., self._columns]
        can = np.add.reduceat(of_cases * self._answerable, self._starts, axis=-1)
        cannot = np.add.reduceat(of_cases * ~self._answerable, self._starts, axis=-1)
        below = np.cumsum(cannot, axis=-1) - cannot
        with np.errstate(invalid="ignore"):
            return np.asarray(
                (can * (below + cannot / 2)).sum(axis=-1) / (can.sum(axis=-1) * cannot.sum(axis=-1))
            )


def misplaced(results: Sequence[Result]) -> tuple[float, ...]:
    """For each case the share of those of the other kind that it is on the wrong side of.

    One of the other kind with the same confidence counts half; a case that is not scored, or has
    none of the other kind beside it, is on the wrong side of nothing.
    """
    import numpy as np

    ranked = [
        np.sort(
            [
                one.confidence
                for one in results
                if one.verdict.outcome.is_scored and one.case.answerable is kind
            ]
        )
        for kind in (False, True)
    ]

    def share(one: Result) -> float:
        others = ranked[not one.case.answerable]
        if not (one.verdict.outcome.is_scored and len(others)):
            return 0.0
        sides = (np.searchsorted(others, one.confidence, side) for side in ("left", "right"))
        at_most = float(sum(sides)) / 2 / len(others)
        return 1 - at_most if one.case.answerable else at_most

    return tuple(map(share, results))
