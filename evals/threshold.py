"""What becomes of always given answers when the unsure ones are held back."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from evals.always import abstained
from evals.case import Case
from evals.judge import Outcome
from evals.metrics import Result, scored

_LEARNED, _LEARNED_OF_MANY = (0, 4), (0, 2, 4)
"""Remainders by eight of the documents that are learned from."""


@dataclass(frozen=True, slots=True)
class Point:
    """What one threshold makes of a set of results; shares are of cases that could be scored."""

    threshold: float
    """Confidence from which an answer is given."""
    right: int
    wrong: int
    """Answers that are not right, to answerable and unanswerable cases alike."""
    invented: int
    """Answers to unanswerable cases; they are among the wrong ones."""
    refused_rightly: int
    refused_wrongly: int

    @property
    def coverage(self) -> float:
        """Answers of all cases."""
        answered = self.right + self.wrong
        return _ratio(answered, answered + self.refused_rightly + self.refused_wrongly)

    @property
    def precision(self) -> float | None:
        """Right answers of all answers; `None` if none is given."""
        answered = self.right + self.wrong
        return self.right / answered if answered else None

    @property
    def balanced(self) -> float:
        """Mean of accuracy and abstention recall; the one that exists where the other does not."""
        answerable = self.right + self.wrong - self.invented + self.refused_wrongly
        unanswerable = self.invented + self.refused_rightly
        sides = [self.right / answerable] if answerable else []
        sides += [self.refused_rightly / unanswerable] if unanswerable else []
        return sum(sides) / len(sides) if sides else 0.0


def at_threshold(results: Sequence[Result], threshold: float) -> tuple[Result, ...]:
    """Results of always answering, with every answer less sure than `threshold` held back."""
    return tuple(one if one.confidence >= threshold else abstained(one) for one in results)


def curve(results: Sequence[Result]) -> tuple[Point, ...]:
    """A point for every threshold that makes a difference, from answering all to answering none.

    Args:
        results: Of always answering.
    """
    known = scored(results)
    given = sorted((one for one in known if one.answered), key=lambda one: one.confidence)
    confidences = [one.confidence for one in given]
    unanswerable = sum(not one.case.answerable for one in known)
    points = []
    for threshold in (*sorted(set(confidences)), _above(confidences)):
        kept = given[bisect_left(confidences, threshold) :]
        right = sum(one.verdict.outcome is Outcome.RIGHT for one in kept)
        invented = sum(not one.case.answerable for one in kept)
        held = len(known) - len(kept)
        points.append(
            Point(
                threshold=threshold,
                right=right,
                wrong=len(kept) - right,
                invented=invented,
                refused_rightly=unanswerable - invented,
                refused_wrongly=held - (unanswerable - invented),
            )
        )
    return tuple(points)


def reached(points: Sequence[Point], threshold: float) -> Point:
    """The point of a curve that holds at a threshold."""
    return next((one for one in points if one.threshold >= threshold), points[-1])


def best_threshold(results: Sequence[Result]) -> float:
    """The threshold with the best mean of accuracy and abstention recall; the lowest of equals.

    It lies half way to the next lower confidence, so that equal answers fall on one side; where
    answering everything is best, it is 0, or the lowest confidence if that is less.
    """
    points = curve(results)
    best = max(range(len(points)), key=lambda i: (points[i].balanced, -i))
    if best == 0:
        return min(points[0].threshold, 0.0)
    return (points[best - 1].threshold + points[best].threshold) / 2


def halves(results: Sequence[Result]) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    """Results to choose from and results to report, so that no document is on both sides.

    A document is on the choosing side if the SHA-256 of its name is even. A case whose documents
    are on both sides is on neither. If all documents fall on one side, families of cases are
    divided instead, in the same way.
    """
    divided = _divided(results, lambda case: case.divided_by)
    return divided if all(divided) else family_halves(results)


def family_halves(results: Sequence[Result]) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    """Results to choose from and results to report, so that no family of cases is on both sides.

    For few documents: every case is on one side, but a document may be on both.
    """
    return _divided(results, lambda case: (case.family or case.id,))


def is_for_choosing(name: str) -> bool:
    """Whether a document of this name may be learned or chosen from, and so is not reported on."""
    return int(sha256(name.encode()).hexdigest(), 16) % 2 == 0


def is_for_learning(name: str, of: str = "") -> bool:
    """Whether the bundled reader may learn from a document of a set: a part of those for choosing.

    What is fitted to its scores afterwards, and the threshold, are taken from the rest: half of
    the documents for choosing; a quarter for squad2, whose questions are many.
    """
    number = int(sha256(name.encode()).hexdigest(), 16)
    return number % 8 in (_LEARNED_OF_MANY if of == "squad2" else _LEARNED)


def _divided(
    results: Sequence[Result], named: Callable[[Case], Sequence[str]]
) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    sides = [{is_for_choosing(name) for name in named(one.case)} for one in results]
    choosing = tuple(one for one, side in zip(results, sides, strict=True) if side == {True})
    reporting = tuple(one for one, side in zip(results, sides, strict=True) if side == {False})
    return choosing, reporting


def _above(confidences: Sequence[float]) -> float:
    return max(confidences, default=0.0) + 1.0


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
