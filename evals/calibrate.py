"""Chooses the abstention threshold for a user's own documents, and tells what it trades."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import fill

from corpus import CaseError
from evals.choice import Choice, choose
from evals.compare import Change, Pair, changes
from evals.metrics import Measure, Result, scored
from evals.reliability import reliability
from evals.threshold import Point, at_threshold, curve, family_halves, halves, reached

LEAST_CASES = 10
"""Answerable cases, and unanswerable ones, that a threshold is at least chosen on."""
SIGNIFICANT = 0.05
"""Below this chance two thresholds are clearly different."""
_SHOWN = tuple(tenths / 10 for tenths in range(1, 10))
_HEAD = (
    *("", "threshold", "right", "wrong", "refused wrongly"),
    *("accuracy", "precision", "coverage", "balanced"),
)


class Finding(StrEnum):
    """What the reported cases say of the chosen threshold beside the shipped one."""

    BETTER = "clearly better"
    UNCLEAR = "not clearly different"
    COSTLY = "not clearly better, for clearly more cases lost than gained: not worth writing"
    WORSE = "clearly worse: not worth writing"


@dataclass(frozen=True, slots=True)
class Shift:
    """What the chosen threshold changes on the reported cases against the shipped one."""

    better: int
    """Cases that are right, or rightly refused, only at the chosen threshold."""
    worse: int
    """Cases that are so only at the shipped one."""
    chance: float
    """That these are divided so unevenly by chance alone, 0 to 1; McNemar's exact test."""
    balanced: Change
    """Of the measure that was chosen by."""

    @property
    def finding(self) -> Finding:
        """In words. Balanced decides where it is clear, else the number of cases does."""
        if self.balanced.low > 0:
            return Finding.BETTER
        if self.balanced.high < 0:
            return Finding.WORSE
        if self.chance >= SIGNIFICANT:
            return Finding.UNCLEAR
        if self.worse > self.better:
            return Finding.COSTLY if self.balanced.difference > 0 else Finding.WORSE
        return Finding.BETTER if self.balanced.difference > 0 else Finding.UNCLEAR


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A threshold chosen on one half of the cases, and what it does on the other."""

    shipped: float
    """The threshold it is held against."""
    choice: Choice
    choosing: tuple[Result, ...]
    """Of always answering; those that could be scored."""
    reporting: tuple[Result, ...]
    left_out: int
    """Cases that could not be scored, or that belong to both halves."""
    shift: Shift

    @property
    def worth_writing(self) -> bool:
        """Whether the chosen threshold should be kept: not if that clearly does harm."""
        return self.shift.finding in (Finding.BETTER, Finding.UNCLEAR)


def calibrate(always: Sequence[Result], shipped: float) -> Calibrated:
    """The threshold chosen on one half of the documents, held against another on the other half.

    Where the documents are too few for that, the questions are halved instead.

    Args:
        always: Results of always answering, whatever the confidence.
        shipped: The threshold to keep to, unless another one is better.

    Raises:
        CaseError: There are too few cases to choose from or to report on.
    """
    choosing, reporting = map(scored, halves(always))
    if _least(choosing) < LEAST_CASES or not _least(reporting):
        choosing, reporting = map(scored, family_halves(always))
    _check(choosing, LEAST_CASES, "to choose from")
    _check(reporting, 1, "to report on")
    choice = choose(choosing, shipped)
    return Calibrated(
        shipped=shipped,
        choice=choice,
        choosing=choosing,
        reporting=reporting,
        left_out=len(always) - len(choosing) - len(reporting),
        shift=_shift(reporting, shipped, choice.threshold),
    )


def calibration_text(calibrated: Calibrated) -> str:
    """Plain text: what was chosen and why, the trade at a dozen thresholds, and a verdict."""
    parts = [_halves_said(calibrated), _table(calibrated), _choice_said(calibrated)]
    if calibrated.choice.threshold != calibrated.shipped:
        parts.append(_shift_said(calibrated))
    if found := reliability(calibrated.reporting):
        parts.append(
            f"Confidence over {found.of} reported answers: expected calibration error "
            f"{found.error:.3f} ({found.by_chance:.3f} would come of chance alone), "
            f"Brier score {found.brier:.3f}."
        )
    return "\n\n".join(fill(p, 100) if "\n" not in p else p for p in parts) + "\n"


def _halves_said(calibrated: Calibrated) -> str:
    choosing, reporting = calibrated.choosing, calibrated.reporting
    shared = set(_documents(choosing)).intersection(_documents(reporting))
    others = "questions" if shared else "documents"
    left = (
        f" {calibrated.left_out} more belong to both halves or cannot be scored."
        if calibrated.left_out
        else ""
    )
    return (
        f"Chosen on {_counted(choosing)}, reported on {_counted(reporting)} about other "
        f"{others}.{left} The reported ones, by the confidence from which an answer is given:"
    )


def _choice_said(calibrated: Calibrated) -> str:
    choice = calibrated.choice
    best = f"{choice.best:.3f} ± {choice.error:.3f}"
    if choice.threshold == calibrated.shipped:
        return (
            f"The shipped threshold of {calibrated.shipped:g} stays: on the cases to choose from, "
            f"its balanced of {choice.balanced:.3f} is within one standard error of the best, "
            f"{best}."
        )
    return (
        f"{choice.threshold:g} is chosen, the nearest to the shipped {calibrated.shipped:g} whose "
        f"balanced on the cases to choose from, {choice.balanced:.3f}, is within one standard "
        f"error of the best, {best}."
    )


def _shift_said(calibrated: Calibrated) -> str:
    shift, balanced = calibrated.shift, calibrated.shift.balanced
    chance = f"p = {shift.chance:.3f}" if shift.chance >= 0.001 else "p < 0.001"
    return (
        f"On the reported cases {shift.better} turn out better and {shift.worse} worse than at "
        f"{calibrated.shipped:g} ({chance}, exact McNemar test), and balanced changes by "
        f"{balanced.difference:+.3f} (95 % interval {balanced.low:+.3f} to {balanced.high:+.3f}): "
        f"{shift.finding}."
    )


def _table(calibrated: Calibrated) -> str:
    """A row a threshold, from always answering to never."""
    chosen, shipped = calibrated.choice.threshold, calibrated.shipped
    names = {shipped: "shipped"} | {chosen: "shipped, chosen" if chosen == shipped else "chosen"}
    points = curve(calibrated.reporting)
    rows = [list(_HEAD), _row("always answer", "-", points[0])]
    for threshold in sorted({*_SHOWN, *names}):
        point = reached(points, threshold)
        rows.append(_row(names.get(threshold, ""), f"{threshold:g}", point))
    rows.append(_row("always abstain", "-", points[-1]))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    ]
    return "\n".join(lines)


def _row(name: str, threshold: str, point: Point) -> list[str]:
    answerable = point.right + point.wrong - point.invented + point.refused_wrongly
    counts = (point.right, point.wrong, point.refused_wrongly)
    precision = "-" if point.precision is None else f"{point.precision:.3f}"
    shares = (f"{point.right / answerable:.3f}", precision, f"{point.coverage:.3f}")
    return [name, threshold, *map(str, counts), *shares, f"{point.balanced:.3f}"]


def _documents(results: Sequence[Result]) -> Iterator[str]:
    for one in results:
        yield from one.case.holders


def _counted(results: Sequence[Result]) -> str:
    answerable = _answerable(results)
    return (
        f"{len(results)} cases ({answerable} answerable, {len(results) - answerable} unanswerable)"
    )


def _shift(results: Sequence[Result], shipped: float, chosen: float) -> Shift:
    from scipy.stats import binomtest

    before, after = at_threshold(results, shipped), at_threshold(results, chosen)
    pairs = [Pair(*both) for both in zip(before, after, strict=True)]
    better = sum(pair.got_better for pair in pairs)
    worse = sum(pair.got_worse for pair in pairs)
    chance = float(binomtest(better, better + worse).pvalue) if better + worse else 1.0
    return Shift(better, worse, chance, changes(pairs).measures[Measure.BALANCED])


def _check(results: Sequence[Result], least: int, purpose: str) -> None:
    answerable = _answerable(results)
    if _least(results) < least:
        raise CaseError(
            f"There are {answerable} answerable and {len(results) - answerable} unanswerable "
            f"cases {purpose}, and at least {least} of each are needed: add documents with FAQ "
            "pairs, or give `--cases FILE` with questions of both kinds."
        )


def _least(results: Sequence[Result]) -> int:
    """How many cases there are of the kind, answerable or not, that there are fewer of."""
    answerable = _answerable(results)
    return min(answerable, len(results) - answerable)


def _answerable(results: Sequence[Result]) -> int:
    return sum(one.case.answerable for one in results)
