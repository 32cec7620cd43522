"""The measures of a run: ratios over its cases, each with its spread."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evals.case import Case
from evals.judge import Outcome, Verdict

RESAMPLES = 2000
"""Bootstrap resamples behind every interval."""
RECALL_AT = (5, 10)
"""Numbers of passages among which one that answers is looked for."""

_SEED = 1979
_DECIMALS = 4


class Measure(StrEnum):
    """What is measured, as a share from 0 to 1; higher is better in all of them."""

    SCORED = "scored"
    """Cases that could be scored; all other measures but the last two leave the rest out."""
    ACCURACY = "accuracy"
    """Right answers of answerable cases."""
    PRECISION = "precision"
    """Right answers of all answers."""
    COVERAGE = "coverage"
    """Answers of all cases."""
    ABSTENTION_PRECISION = "abstention_precision"
    """Abstentions that were right to abstain."""
    ABSTENTION_RECALL = "abstention_recall"
    """Unanswerable cases that were abstained on."""
    BALANCED = "balanced"
    """Mean of accuracy and abstention recall; the one that exists where the other does not."""
    RECALL_AT_5 = "recall_at_5"
    """Answerable cases with a passage that answers among the first 5."""
    RECALL_AT_10 = "recall_at_10"
    MRR = "mrr"
    """Mean of 1 / rank of the first passage that answers, 0 where the first 10 hold none."""
    CITATION_PRECISION = "citation_precision"
    """Citations of answerable cases that name a document that holds the answer."""
    CITATION_RECALL = "citation_recall"
    """Documents that hold the answer of an answered case and are cited."""
    GROUNDEDNESS = "groundedness"
    """Claims whose every word stands in what they cite."""
    QUOTE_EXACTNESS = "quote_exactness"
    """Citations whose quote stands in its document at the place they name."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one system made of one case."""

    case: Case
    verdict: Verdict
    answered: bool
    confidence: float = 0.0
    seconds: float | None = None
    """How long the answer took; `None` where nothing was asked."""
    cited: tuple[str, ...] = ()
    """The document of each citation."""
    exact: tuple[bool, ...] = ()
    """Whether each citation's quote stands where it says."""
    supported: tuple[bool, ...] = ()
    """Whether each claim's words stand in what it cites."""
    rank: int | None = None
    """Of the first passage that answers, from 1; 0 if none does, `None` if not searched."""
    reply: Mapping[str, Any] = field(default_factory=dict)
    """The reply in its JSON form."""


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
    """All measures of these results; the same results always give the same figures."""
    totals = _totals(results)
    figures = {one: figure for one in Measure if (figure := _figure(totals, one)) is not None}
    counted = Counter(result.verdict.outcome for result in results)
    return Measures(len(results), {one: counted[one] for one in Outcome}, figures)


def by_group(results: Sequence[Result]) -> dict[str, list[Result]]:
    """The results of each group, by its name."""
    groups: dict[str, list[Result]] = {}
    for result in sorted(results, key=lambda result: result.case.group):
        groups.setdefault(result.case.group, []).append(result)
    return groups


def latency(results: Iterable[Result]) -> Latency | None:
    """How long answers took; `None` if nothing was asked."""
    seconds = [result.seconds for result in results if result.seconds is not None]
    if not seconds:
        return None
    p50, p95 = np.percentile(seconds, (50, 95))
    return Latency(float(p50), float(p95))


def shortfall(result: Result, measure: Measure) -> float:
    """By how much this case alone lowers the measure; 0 if it does not."""
    shares = _shares(result)
    return sum(share.of - share.got for p in _parts(measure) if (share := shares.get(p)))


@dataclass(frozen=True, slots=True)
class _Share:
    """What one case adds to a measure: `got` of `of`."""

    got: float
    of: float = 1.0


def _shares(result: Result) -> dict[Measure, _Share]:
    scored = result.verdict.outcome is not Outcome.UNSCORED
    shares = {Measure.SCORED: _Share(scored)}
    if result.exact:
        shares[Measure.QUOTE_EXACTNESS] = _Share(sum(result.exact), len(result.exact))
    if result.supported:
        shares[Measure.GROUNDEDNESS] = _Share(sum(result.supported), len(result.supported))
    if scored:
        shares |= _answer_shares(result)
        if result.case.answerable:
            shares |= _evidence_shares(result)
    return shares


def _answer_shares(result: Result) -> dict[Measure, _Share]:
    right = result.verdict.outcome is Outcome.RIGHT
    abstained_rightly = result.verdict.outcome is Outcome.ABSTAINED_RIGHTLY
    shares = {Measure.COVERAGE: _Share(result.answered)}
    if result.answered:
        shares[Measure.PRECISION] = _Share(right)
    else:
        shares[Measure.ABSTENTION_PRECISION] = _Share(abstained_rightly)
    if result.case.answerable:
        shares[Measure.ACCURACY] = _Share(right)
    else:
        shares[Measure.ABSTENTION_RECALL] = _Share(abstained_rightly)
    return shares


def _evidence_shares(result: Result) -> dict[Measure, _Share]:
    shares = {}
    if result.rank is not None:
        shares[Measure.RECALL_AT_5] = _Share(0 < result.rank <= RECALL_AT[0])
        shares[Measure.RECALL_AT_10] = _Share(0 < result.rank <= RECALL_AT[1])
        shares[Measure.MRR] = _Share(1 / result.rank if result.rank else 0.0)
    holders = {*result.case.documents, *result.case.spans}
    if result.answered and holders:
        named = sum(name in holders for name in result.cited)
        if result.cited:
            shares[Measure.CITATION_PRECISION] = _Share(named, len(result.cited))
        found = holders.intersection(result.cited)
        shares[Measure.CITATION_RECALL] = _Share(len(found), len(holders))
    return shares


@dataclass(frozen=True, slots=True)
class _Total:
    """A plain ratio over all cases, and in each bootstrap resample of the cases."""

    value: float
    of: int
    resampled: NDArray[np.float64]


def _figure(totals: Mapping[Measure, _Total], measure: Measure) -> Figure | None:
    parts = [totals[part] for part in _parts(measure) if part in totals]
    if not parts:
        return None
    value = float(np.mean([part.value for part in parts]))
    spread = np.mean([part.resampled for part in parts], axis=0)
    # A resample that drew no case of a part says nothing of it.
    spread = spread[~np.isnan(spread)]
    low, high = np.percentile(spread, (2.5, 97.5))
    return Figure(
        value=round(value, _DECIMALS),
        error=round(float(spread.std(ddof=1)), _DECIMALS),
        low=round(float(low), _DECIMALS),
        high=round(float(high), _DECIMALS),
        of=sum(part.of for part in parts),
    )


def _parts(measure: Measure) -> tuple[Measure, ...]:
    if measure is Measure.BALANCED:
        return (Measure.ACCURACY, Measure.ABSTENTION_RECALL)
    return (measure,)


def _totals(results: Sequence[Result]) -> dict[Measure, _Total]:
    """Every plain ratio that has something to measure; all over the same resamples."""
    if not results:
        return {}
    shares = [_shares(result) for result in results]
    found = [one for one in Measure if any(one in case_shares for case_shares in shares)]
    none = _Share(0, 0)
    got = np.array([[one.get(m, none).got for m in found] for one in shares], np.float64)
    of = np.array([[one.get(m, none).of for m in found] for one in shares], np.float64)
    chances = np.full(len(results), 1 / len(results))
    draws = np.random.default_rng(_SEED).multinomial(len(results), chances, RESAMPLES)
    with np.errstate(invalid="ignore"):
        resampled = (draws @ got) / (draws @ of)
    values = got.sum(axis=0) / of.sum(axis=0)
    return {
        m: _Total(float(values[i]), int(of[:, i].sum()), resampled[:, i])
        for i, m in enumerate(found)
    }
