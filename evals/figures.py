"""The measures of a set of results, each with its spread."""

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.judge import Outcome
from evals.metrics import Measure, Result, parts, share
from evals.ranking import Ranking

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RESAMPLES = 2000
"""Bootstrap resamples behind every interval."""

SEED = 1979
DECIMALS = 4
_AT_ONCE = 100
_AUROC = list(Measure).index(Measure.AUROC)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure's value with its standard error and 95 % interval, both from the bootstrap."""

    value: float
    error: float
    low: float
    high: float
    of: int
    """How many cases, citations, claims or documents it is a share of."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The figures of one set of results; a measure with nothing to measure is left out."""

    cases: int
    outcomes: Mapping[Outcome, int]
    figures: Mapping[Measure, Figure]


@dataclass(frozen=True, slots=True)
class Latency:
    """Median and 95th percentile of the seconds an answer took."""

    p50: float
    p95: float


def measure(results: Sequence[Result]) -> Measures:
    """All measures of these results; the same results always give the same figures.

    The bootstrap draws families of cases, as the cases of one family stand or fall together.
    """
    counted = Counter(result.verdict.outcome for result in results)
    outcomes = {one: counted[one] for one in Outcome}
    if not results:
        return Measures(0, outcomes, {})
    import numpy as np

    columns = families(results)
    totals, ranking = totalled(results, columns), ranked(results, columns)
    values = ratios(totals.got.sum(axis=-1), totals.of.sum(axis=-1))
    values[_AUROC] = ranking.auroc(np.ones(len(columns)))
    spread = _resampled(totals)
    spread[_AUROC] = resampled_weights(len(columns), ranking.auroc)
    figures = {}
    for row, one in enumerate(Measure):
        counts = totals.of[[list(Measure).index(part) for part in parts(one)]]
        if of := ranking.cases if one is Measure.AUROC else int(counts.sum()):
            # A resample that drew no case of a measure says nothing of it.
            drawn = spread[row][~np.isnan(spread[row])]
            low, high = np.percentile(drawn, (2.5, 97.5))
            figures[one] = Figure(
                value=round(float(values[row]), DECIMALS),
                error=round(float(drawn.std(ddof=1)), DECIMALS),
                low=round(float(low), DECIMALS),
                high=round(float(high), DECIMALS),
                of=of,
            )
    return Measures(len(results), outcomes, figures)


def latency(results: Iterable[Result]) -> Latency | None:
    """How long answers took; `None` if nothing was asked."""
    return percentiles(result.seconds for result in results)


def percentiles(seconds: Iterable[float | None]) -> Latency | None:
    """Median and 95th percentile of those that are known; `None` if none is."""
    import numpy as np

    known = [one for one in seconds if one is not None]
    if not known:
        return None
    p50, p95 = np.percentile(known, (50, 95))
    return Latency(float(p50), float(p95))


@dataclass(frozen=True, slots=True)
class Totals:
    """What families of cases add to the measures: a row a measure, a column a family."""

    got: "Floats"
    of: "Floats"


def families(results: Iterable[Result]) -> tuple[str, ...]:
    """The families of the results' cases, sorted."""
    return tuple(sorted({family(one) for one in results}))


def family(result: Result) -> str:
    """The family of a result's case; of a case without one, its id."""
    return result.case.family or result.case.id


def totalled(results: Sequence[Result], columns: Sequence[str]) -> Totals:
    """The shares of the results, summed by family, for these families."""
    import numpy as np

    place = {name: i for i, name in enumerate(columns)}
    got, of = np.zeros((2, len(Measure), len(columns)))
    for result in results:
        column = place[family(result)]
        for row, one in enumerate(Measure):
            if found := share(result, one):
                got[row, column] += found.got
                of[row, column] += found.of
    return Totals(got, of)


def ranked(results: Sequence[Result], columns: Sequence[str]) -> Ranking:
    """The results by confidence, to be weighed by these families."""
    place = {name: i for i, name in enumerate(columns)}
    return Ranking(results, [place[family(one)] for one in results])


def ratios(got: "Floats", of: "Floats") -> "Floats":
    """The measures from summed shares, a row a measure; NaN where there is nothing to measure."""
    import numpy as np

    with np.errstate(invalid="ignore"):
        values = np.asarray(got / of)
    rows = list(Measure)
    for row, one in enumerate(rows):
        if len(parts(one)) > 1:
            values[row] = _mean(values[[rows.index(part) for part in parts(one)]])
    return values


def _mean(values: "Floats") -> "Floats":
    """Mean along the first axis of what is not NaN; NaN where all is."""
    import numpy as np

    known = ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(known, values, 0).sum(axis=0) / known.sum(axis=0))


def _resampled(totals: Totals) -> "Floats":
    """Each measure in each bootstrap resample of the families: a row a measure."""
    return resampled(
        (totals.got, totals.of),
        lambda got, of, axis: ratios(got.sum(axis=axis), of.sum(axis=axis)),
    )


def resampled(data: "Sequence[Floats]", statistic: "Callable[..., Floats]") -> "Floats":
    """A statistic of tables, a column a family, over bootstrap resamples of the families.

    The same columns are drawn from all tables.

    Args:
        data: Tables of one shape.
        statistic: Takes the tables and `axis`, along which the columns lie.

    Returns:
        The statistic's rows, with one more axis at the end: the resamples.
    """
    import numpy as np
    from scipy.stats import DegenerateDataWarning, bootstrap

    if data[0].shape[-1] < 2:
        return np.repeat(statistic(*data, axis=-1)[..., None], 2, axis=-1)
    with warnings.catch_warnings():
        # A measure that is the same in every resample has no spread, which is no fault.
        warnings.simplefilter("ignore", DegenerateDataWarning)
        drawn = bootstrap(
            data,
            statistic,
            n_resamples=RESAMPLES,
            batch=_AT_ONCE,
            vectorized=True,
            paired=True,
            axis=-1,
            method="percentile",
            rng=np.random.default_rng(SEED),
        )
    return np.asarray(drawn.bootstrap_distribution, np.float64)


def resampled_weights(columns: int, statistic: "Callable[[Floats], Floats]") -> "Floats":
    """A statistic over the same resamples as `resampled` draws of as many columns.

    Args:
        columns: How many there are.
        statistic: Takes how often each column was drawn, along the last axis.
    """
    import numpy as np

    def weighed(drawn: "Floats", axis: int) -> "Floats":
        # Resamples stand one after the other, each with counters of its own.
        each = drawn.reshape(-1, columns).astype(int)
        each += np.arange(len(each))[:, None] * columns
        counts = np.bincount(each.ravel(), minlength=each.size).reshape(drawn.shape)
        return statistic(counts.astype(np.float64))

    return resampled([np.arange(columns, dtype=np.float64)], weighed)
