"""What each check makes of one set of claims."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.grounding.cited import Cited
from evals.grounding.figures import LOSS, AsItIs, AtLoss, Sample
from evals.grounding.rivals import EXISTS, rivals
from evals.grounding.verdict import Verdict, verdict

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Bools = NDArray[np.bool_]

RULES, SCORE, BOTH = "rules alone", "score alone", "rules and score"

Judge = Callable[[str, str, str, str], Verdict]


@dataclass(frozen=True, slots=True)
class Check:
    """One check on one set of claims."""

    name: str
    at_loss: AtLoss | None
    """Where a tenth of the supported claims is lost; `None` if it cannot lose so few."""
    as_it_is: AsItIs | None
    """At its own threshold; `None` if it has none."""
    survivors: dict[str, int]
    """Unsupported claims that are accepted, by group: at its own threshold, else at that loss."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim with what was said of it; without its words, which may be nobody's to copy."""

    id: str
    group: str
    is_supported: bool
    lacks: tuple[str, ...]
    """Kinds of what the rules missed."""
    score: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What all checks make of one set of claims."""

    name: str
    supported: int
    groups: dict[str, int]
    """Unsupported claims by group."""
    checks: tuple[Check, ...]
    claims: tuple[Judged, ...]
    wrong: tuple[tuple[Cited, Verdict], ...]
    """Claims that the assistant judges wrongly, with what it says of them."""


def measured(name: str, claims: Sequence[Cited], least: float, judge: Judge = verdict) -> Measured:
    """The figures of one set of claims, for the assistant's checks and for those of others.

    Args:
        name: Of the set.
        claims: Supported ones and others.
        least: Support from which the assistant shows a claim.
        judge: What the assistant says of claim, quote, what is around it and what is above it.
    """
    import numpy as np

    sample = Sample(claims)
    verdicts = [judge(one.claim, one.quote, one.around, one.above) for one in claims]
    keeps = np.array([not one.lacks for one in verdicts], bool)
    scores = np.array([one.score for one in verdicts], np.float64)
    ranked = np.array([one.ranked for one in verdicts], np.float64)
    accepted = np.array([one.accepts(least) for one in verdicts], bool)
    checks = [
        _check(RULES, claims, sample, keeps.astype(np.float64), keeps),
        _check(SCORE, claims, sample, scores, scores >= least),
        _check(BOTH, claims, sample, ranked, accepted),
    ]
    for rival, found in rivals(claims).items():
        own = np.ones(len(claims), bool) if rival == EXISTS else None
        checks.append(_check(rival, claims, sample, found, own))
    return Measured(
        name=name,
        supported=int(sample.supported.sum()),
        groups=_counted(claims, ~sample.supported),
        checks=tuple(checks),
        claims=tuple(map(_judged, claims, verdicts)),
        wrong=tuple(
            (one, said)
            for one, said in zip(claims, verdicts, strict=True)
            if said.accepts(least) != one.is_supported
        ),
    )


def _check(
    name: str, claims: Sequence[Cited], sample: Sample, scores: "Floats", own: "Bools | None"
) -> Check:
    at_loss: AtLoss | None = sample.at_loss(scores)
    as_it_is = sample.as_it_is(own) if own is not None else None
    is_yes_or_no = name in (RULES, EXISTS)
    if is_yes_or_no and as_it_is and as_it_is.loss.value > LOSS:
        at_loss = None
    if own is None and at_loss:
        own = scores >= at_loss.threshold
    survive = ~sample.supported if own is None else ~sample.supported & own
    return Check(name, at_loss, as_it_is, _counted(claims, survive))


def _counted(claims: Sequence[Cited], which: "Bools") -> dict[str, int]:
    """How many claims of each group are among some of them; each group that is not supported."""
    groups = sorted({one.group for one in claims if not one.is_supported})
    counts = Counter(one.group for one, counts in zip(claims, which, strict=True) if counts)
    return {group: counts[group] for group in groups}


def _judged(claim: Cited, said: Verdict) -> Judged:
    kinds = tuple(dict.fromkeys(lack.partition(":")[0] for lack in said.lacks))
    return Judged(claim.id, claim.group, claim.is_supported, kinds, round(said.score, 4))
