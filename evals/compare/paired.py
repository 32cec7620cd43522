"""Whether figures of the same cases, asked twice, differ by more than chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.figures import (
    DECIMALS,
    SEED,
    families,
    family,
    ratios,
    resampled,
    resampled_weights,
    totalled,
)
from evals.metrics import Measure, Result
from evals.ranking import Ranking

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SIGNIFICANT = 0.05
"""Better or worse is said of a difference whose corrected p-value is below."""
SWAPS = 10_000
"""Random swaps behind the p-value of a measure."""

_AT_ONCE = 1000
_ROUNDING = 1e-9
_OUTCOMES = 0
"""Row of the share of cases that ended as they should; the measures follow it."""
_SCORED = 1 + list(Measure).index(Measure.SCORED)
"""Row that pairing holds equal, and that no test need be spent on."""
_AUROC = 1 + list(Measure).index(Measure.AUROC)
"""Row that is not a sum over families."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One case asked twice, of one family in both, and scored in both or in neither."""

    before: Result
    after: Result

    @property
    def got_worse(self) -> bool:
        """Whether it ended as it should before and no longer does."""
        return self.before.verdict.outcome.is_good and not self.after.verdict.outcome.is_good

    @property
    def got_better(self) -> bool:
        """Whether it ends as it should now and did not before."""
        return self.after.verdict.outcome.is_good and not self.before.verdict.outcome.is_good


@dataclass(frozen=True, slots=True)
class Change:
    """How far one figure moved, and whether that may be chance."""

    before: float
    after: float
    low: float
    high: float
    """The difference's 95 % interval is `low` to `high`."""
    p: float
    """Chance of so large a difference between equal systems, corrected for all figures tested."""

    @property
    def difference(self) -> float:
        """After less before."""
        return round(self.after - self.before, DECIMALS)

    @property
    def word(self) -> str:
        """Better, worse or no clear difference."""
        if self.p >= SIGNIFICANT or not self.difference:
            return "no clear difference"
        return "better" if self.difference > 0 else "worse"


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed between two runs of the same cases."""

    outcomes: Change | None
    """Of the share of scored cases that ended as they should; `None` if no case is scored."""
    measures: Mapping[Measure, Change]
    """A measure with nothing to measure before or after is left out, as is `SCORED`."""


def changes(pairs: Sequence[Pair]) -> Changes:
    """Every figure of the pairs before and after, with an interval and a corrected p-value.

    Cases of one family stand or fall together, so families are the unit of everything here. The
    interval is the paired bootstrap's: the same families are drawn for both. Whether cases end as
    they should is tested with McNemar's exact test (Psychometrika 12, 1947) over the families in
    which more cases got worse than better, or the reverse. Each measure is tested with Fisher's
    randomisation test as Smucker, Allan and Carterette use it (CIKM 2007): before and after are
    swapped in each family by the toss of a coin, and p is how often the difference is then at
    least as large, the observed one counted in. As many figures are tested at once, p-values are
    corrected by Holm's method (Scandinavian Journal of Statistics 6, 1979).
    """
    import numpy as np

    if not pairs:
        return Changes(None, {})
    columns = families([pair.after for pair in pairs])
    before = _table([pair.before for pair in pairs], columns)
    after = _table([pair.after for pair in pairs], columns)
    first, second = (_values(*table.sum(axis=-1)) for table in (before, after))
    drawn = resampled((*before, *after), _difference)
    chances = _swapped(before, after)
    orders = _Orders(pairs, columns)
    first[_AUROC], second[_AUROC] = orders.before_and_after()
    drawn[_AUROC] = resampled_weights(len(columns), orders.difference)
    chances[_AUROC] = orders.chance()
    chances[_OUTCOMES] = _mcnemar(after[0, _OUTCOMES] - before[0, _OUTCOMES])
    known = [
        row
        for row in range(len(first))
        if row != _SCORED and not np.isnan(first[row] + second[row])
    ]
    corrected = dict(zip(known, holm([float(chances[row]) for row in known]), strict=True))
    found = {}
    for row in known:
        low, high = np.percentile(drawn[row][~np.isnan(drawn[row])], (2.5, 97.5))
        numbers = (first[row], second[row], low, high, corrected[row])
        # Zero is added as a rounded loss may be minus zero.
        found[row] = Change(*(round(float(one), DECIMALS) + 0.0 for one in numbers))
    measures = {one: found[row] for row, one in enumerate(Measure, 1) if row in found}
    return Changes(found.get(_OUTCOMES), measures)


def holm(chances: Sequence[float]) -> list[float]:
    """The p-values of tests made together, corrected by Holm's method; in the same order."""
    corrected = [1.0] * len(chances)
    highest = 0.0
    for place, i in enumerate(sorted(range(len(chances)), key=lambda i: chances[i])):
        highest = max(highest, min(1.0, (len(chances) - place) * chances[i]))
        corrected[i] = highest
    return corrected


def _table(results: Sequence[Result], columns: Sequence[str]) -> "Floats":
    """What each family got, and of how much: first the outcomes' row, then one a measure."""
    import numpy as np

    totals = totalled(results, columns)
    table = np.zeros((2, len(Measure) + 1, len(columns)))
    table[:, 1:] = totals.got, totals.of
    place = {name: i for i, name in enumerate(columns)}
    for result in results:
        outcome = result.verdict.outcome
        added = (outcome.is_good, outcome.is_scored)
        table[:, _OUTCOMES, place[family(result)]] += added
    return table


def _values(got: "Floats", of: "Floats") -> "Floats":
    import numpy as np

    with np.errstate(invalid="ignore"):
        outcomes = got[:1] / of[:1]
    return np.concatenate([outcomes, ratios(got[1:], of[1:])])


def _difference(
    got: "Floats", of: "Floats", got_after: "Floats", of_after: "Floats", axis: int
) -> "Floats":
    after = _values(got_after.sum(axis=axis), of_after.sum(axis=axis))
    return after - _values(got.sum(axis=axis), of.sum(axis=axis))


def _swapped(before: "Floats", after: "Floats") -> "Floats":
    """The p-value of each row's difference under random swaps within families."""
    import numpy as np

    moved = after - before
    moved = moved[..., moved.any(axis=(0, 1))]
    first, second = before.sum(axis=-1), after.sum(axis=-1)
    observed = np.abs(_values(*second) - _values(*first))
    rng = np.random.default_rng(SEED)
    as_large = np.ones(len(observed))
    for _ in range(SWAPS // _AT_ONCE):
        swaps = rng.integers(0, 2, (moved.shape[-1], _AT_ONCE)).astype(np.float64)
        shift = moved @ swaps
        swapped = _values(*(second[..., None] - shift)) - _values(*(first[..., None] + shift))
        # Where a swap leaves nothing to measure, it cannot speak against chance.
        as_large += (~(np.abs(swapped) < observed[:, None] - _ROUNDING)).sum(axis=-1)
    return np.asarray(as_large / (SWAPS + 1))


class _Orders:
    """The cases by their confidence before and after, in one order, so that both can be swapped."""

    def __init__(self, pairs: Sequence[Pair], columns: Sequence[str]) -> None:
        place = {name: i for i, name in enumerate(columns)}
        found = [place[family(pair.after)] for pair in pairs]
        results = [*(pair.before for pair in pairs), *(pair.after for pair in pairs)]
        self._families = len(columns)
        self._ranking = Ranking(results, [*found, *(self._families + i for i in found)])

    def before_and_after(self) -> "tuple[Floats, Floats]":
        import numpy as np

        return self._both(np.ones(self._families), np.zeros(self._families))

    def difference(self, weights: "Floats") -> "Floats":
        """After less before, where each family counts as often as this."""
        import numpy as np

        before, after = self._both(weights, np.zeros_like(weights))
        return after - before

    def chance(self) -> float:
        """The p-value of the difference under random swaps within families."""
        import numpy as np

        before, after = self.before_and_after()
        rng = np.random.default_rng(SEED)
        as_large = 1
        for _ in range(SWAPS // _AT_ONCE):
            swaps = rng.integers(0, 2, (_AT_ONCE, self._families)).astype(np.float64)
            first, second = self._both(1 - swaps, swaps)
            as_large += int((~(np.abs(second - first) < abs(after - before) - _ROUNDING)).sum())
        return as_large / (SWAPS + 1)

    def _both(self, own: "Floats", other: "Floats") -> "tuple[Floats, Floats]":
        """Each run's AUROC, with as much of itself and of the other run, family by family."""
        import numpy as np

        return (
            self._ranking.auroc(np.concatenate([own, other], axis=-1)),
            self._ranking.auroc(np.concatenate([other, own], axis=-1)),
        )


def _mcnemar(moved: "Floats") -> float:
    """The exact p-value for as uneven a split of the families that moved."""
    from scipy.stats import binomtest

    up, down = int((moved > 0).sum()), int((moved < 0).sum())
    return float(binomtest(up, up + down).pvalue) if up + down else 1.0
