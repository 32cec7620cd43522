"""The measures: what each case adds to each of them, and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from evals.case import Case
from evals.judge import Outcome, Verdict
from evals.worded import Worded

RECALL_AT = (5, 10)
"""Numbers of passages among which one that answers is looked for."""


class Measure(StrEnum):
    """What is measured, as a share from 0 to 1; higher is better in all of them."""

    SCORED = "scored"
    """Cases that could be scored; only groundedness and quote exactness look at the rest too."""
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
    AUROC = "auroc"
    """Pairs of an answerable and an unanswerable case of which the answerable one has the higher
    confidence, at no threshold; 0.5 is chance. No case has a share of it alone."""
    RECALL_AT_5 = "recall_at_5"
    """Answerable cases with a passage that answers among the first 5."""
    RECALL_AT_10 = "recall_at_10"
    """Answerable cases with a passage that answers among the first 10."""
    MRR = "mrr"
    """Mean of 1 / rank of the first passage that answers, 0 where the first 10 hold none."""
    CITATION_PRECISION = "citation_precision"
    """Citations of answerable cases that name a document that holds the answer."""
    CITATION_RECALL = "citation_recall"
    """Documents that hold the answer of an answered case and are cited."""
    GROUNDEDNESS = "groundedness"
    """Claims whose every word stands in what they cite; of a model's sentences those that keep
    the rules for saying it in other words."""
    QUOTE_EXACTNESS = "quote_exactness"
    """Citations whose quote stands in its document at the place they name."""

    @property
    def label(self) -> str:
        """The measure's name in words."""
        return "AUROC" if self is Measure.AUROC else self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Result:
    """What one system made of one case."""

    case: Case
    verdict: Verdict
    answered: bool
    confidence: float = 0.0
    """How sure the system is of its answer, or of the best one it rejected."""
    seconds: float | None = None
    """How long the answer took; `None` where nothing was asked."""
    cited: tuple[str, ...] = ()
    """The document of each citation."""
    exact: tuple[bool, ...] = ()
    """Whether each citation's quote stands where it says."""
    supported: tuple[bool, ...] = ()
    """Whether each claim is supported by what it cites."""
    rank: int | None = None
    """Of the first passage that answers, from 1; 0 if none does, `None` if not searched."""
    reply: Mapping[str, Any] = field(default_factory=dict)
    """The reply in its JSON form."""
    first_seconds: float | None = None
    """How long the first claim took; `None` where there was none."""
    worded: Worded | None = None
    """What a chat model had to do with it; `None` where none was asked."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one case adds to a measure: `got` of `of`, and why."""

    got: float
    of: float
    why: str


def share(result: Result, measure: Measure) -> Share | None:
    """What a case adds to a measure; `None` if the measure does not look at such a case alone."""
    return _SHARES[measure](result) if measure in _SHARES else None


def parts(measure: Measure) -> tuple[Measure, ...]:
    """The plain shares whose mean the measure is; itself unless it is such a mean."""
    if measure is Measure.BALANCED:
        return (Measure.ACCURACY, Measure.ABSTENTION_RECALL)
    return (measure,)


def shortfall(result: Result, measure: Measure) -> float:
    """By how much this case alone lowers the measure; 0 if it does not."""
    found = [one for part in parts(measure) if (one := share(result, part))]
    return sum(one.of - one.got for one in found)


def scored(results: Sequence[Result]) -> tuple[Result, ...]:
    """The results of the cases that could be scored."""
    return tuple(one for one in results if one.verdict.outcome.is_scored)


def by_group(results: Sequence[Result]) -> dict[str, list[Result]]:
    """The results of each group, by its name."""
    groups: dict[str, list[Result]] = {}
    for result in sorted(results, key=lambda result: result.case.group):
        groups.setdefault(result.case.group, []).append(result)
    return groups


def _scored(result: Result) -> Share:
    return Share(result.verdict.outcome.is_scored, 1, result.verdict.why)


def _accuracy(result: Result) -> Share | None:
    if not (result.verdict.outcome.is_scored and result.case.answerable):
        return None
    return Share(result.verdict.outcome is Outcome.RIGHT, 1, result.verdict.why)


def _precision(result: Result) -> Share | None:
    if not (result.verdict.outcome.is_scored and result.answered):
        return None
    return Share(result.verdict.outcome is Outcome.RIGHT, 1, result.verdict.why)


def _coverage(result: Result) -> Share | None:
    if not result.verdict.outcome.is_scored:
        return None
    return Share(result.answered, 1, "It was answered." if result.answered else "It was not.")


def _abstention_precision(result: Result) -> Share | None:
    if not result.verdict.outcome.is_scored or result.answered:
        return None
    return Share(not result.case.answerable, 1, result.verdict.why)


def _abstention_recall(result: Result) -> Share | None:
    if not result.verdict.outcome.is_scored or result.case.answerable:
        return None
    return Share(not result.answered, 1, result.verdict.why)


def _recall_at(limit: int) -> Callable[[Result], Share | None]:
    def recall(result: Result) -> Share | None:
        rank = _rank(result)
        return None if rank is None else Share(0 < rank <= limit, 1, _why_rank(rank))

    return recall


def _mrr(result: Result) -> Share | None:
    rank = _rank(result)
    return None if rank is None else Share(1 / rank if rank else 0.0, 1, _why_rank(rank))


def _citation_precision(result: Result) -> Share | None:
    holders = _holders(result)
    if not (holders and result.cited):
        return None
    others = [name for name in result.cited if name not in holders]
    why = f"Cited beside the answer: {', '.join(dict.fromkeys(others)) or 'nothing'}."
    return Share(len(result.cited) - len(others), len(result.cited), why)


def _citation_recall(result: Result) -> Share | None:
    holders = _holders(result)
    if not holders:
        return None
    missing = sorted(holders.difference(result.cited))
    why = f"Holding the answer and not cited: {', '.join(missing) or 'nothing'}."
    return Share(len(holders) - len(missing), len(holders), why)


def _groundedness(result: Result) -> Share | None:
    return _all_of(result.supported, "claims whose words stand in what they cite")


def _quote_exactness(result: Result) -> Share | None:
    return _all_of(result.exact, "quotes that stand where their citation says")


_SHARES: Mapping[Measure, Callable[[Result], Share | None]] = {
    Measure.SCORED: _scored,
    Measure.ACCURACY: _accuracy,
    Measure.PRECISION: _precision,
    Measure.COVERAGE: _coverage,
    Measure.ABSTENTION_PRECISION: _abstention_precision,
    Measure.ABSTENTION_RECALL: _abstention_recall,
    Measure.RECALL_AT_5: _recall_at(RECALL_AT[0]),
    Measure.RECALL_AT_10: _recall_at(RECALL_AT[1]),
    Measure.MRR: _mrr,
    Measure.CITATION_PRECISION: _citation_precision,
    Measure.CITATION_RECALL: _citation_recall,
    Measure.GROUNDEDNESS: _groundedness,
    Measure.QUOTE_EXACTNESS: _quote_exactness,
}


def _rank(result: Result) -> int | None:
    return result.rank if result.verdict.outcome.is_scored and result.case.answerable else None


def _why_rank(rank: int) -> str:
    if not rank:
        return f"None of the first {max(RECALL_AT)} passages answers."
    return f"The first passage that answers is number {rank}."


def _holders(result: Result) -> set[str]:
    """Documents that hold the answer of a case that was answered; none of any other case."""
    if not (result.verdict.outcome.is_scored and result.case.answerable and result.answered):
        return set()
    return set(result.case.holders)


def _all_of(found: Sequence[bool], what: str) -> Share | None:
    return Share(sum(found), len(found), f"{sum(found)} of {len(found)} {what}.") if found else None
