"""How far one system is ahead of another over all sets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.figures import DECIMALS, SEED, Totals, families, ratios, resampled, totalled
from evals.metrics import Measure, scored
from evals.sets.asking import Asked
from evals.sets.measured import reported

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STANDARD_PARTS = "langchain"
"""The rival that a reader has to be worth more than."""

_BALANCED = list(Measure).index(Measure.BALANCED)


@dataclass(frozen=True, slots=True)
class Lead:
    """The mean of a system's balanced over sets less that of another."""

    value: float
    low: float
    high: float
    """Its 95 % interval, of the paired bootstrap, is `low` to `high`."""
    behind: Mapping[str, float]
    """Sets where it is less than the other, with the difference."""


def lead(asked: Sequence[Asked], chosen: Mapping[str, float], system: str, other: str) -> Lead:
    """How far `system` is ahead of `other`, both at their thresholds, on the reported halves.

    In each set the same families of cases are drawn for both, and in every set others; each set
    weighs the same. A set without a scored case on the reported half is left out.
    """
    import numpy as np

    rng = np.random.default_rng(SEED)
    behind, values, draws = {}, [], []
    for one in asked:
        pair = [scored(reported(one, name, chosen[name])) for name in (system, other)]
        columns = families(pair[0])
        if not columns:
            continue
        both = [totalled(results, columns) for results in pair]
        difference = round(float(_difference(both)), DECIMALS) + 0.0
        if difference < 0:
            behind[one.name] = difference
        values.append(difference)
        draws.append(rng.permutation(_resampled(both)))
    if not values:
        return Lead(0.0, 0.0, 0.0, {})
    low, high = np.nanpercentile(_mean_of(draws), (2.5, 97.5)).round(DECIMALS).tolist()
    return Lead(round(sum(values) / len(values), DECIMALS), low, high, behind)


def _difference(both: Sequence[Totals]) -> "Floats":
    return _less(*(part.sum(axis=-1) for one in both for part in (one.got, one.of)))


def _resampled(both: Sequence[Totals]) -> "Floats":
    return resampled(
        [part for one in both for part in (one.got, one.of)],
        lambda *parts, axis: _less(*(part.sum(axis=axis) for part in parts)),
    )


def _less(got: "Floats", of: "Floats", other_got: "Floats", other_of: "Floats") -> "Floats":
    import numpy as np

    return np.asarray(ratios(got, of)[_BALANCED] - ratios(other_got, other_of)[_BALANCED])


def _mean_of(draws: Sequence["Floats"]) -> "Floats":
    """The mean over sets of each resample; sets of a single family have too few, all equal."""
    import numpy as np

    longest = max(len(one) for one in draws)
    return np.asarray(np.mean([np.resize(one, longest) for one in draws], axis=0))
