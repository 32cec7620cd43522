"""Whether there is an answer: confidence against a threshold, or the reason there is none."""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from assistant.evidence import ASKING_A_VALUE, Reading, asked_for, specifics
from assistant.types import Reason
from corpus import words

_SUPPORTING = 5
"""Passages whose scores tell how well an answer is supported."""
_ANSWERING = 3
"""Passages that may answer one question; those further down show what is usual."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of reading."""

    confidence: float
    """Of the best answer found, 0 to 1."""
    reason: Reason | None
    """Why there is no answer; `None` if there is one."""


def decide(
    question: str,
    readings: Sequence[Reading],
    homogeneity: Callable[[], float],
    threshold: float,
    reader: str,
) -> Decision:
    """An answer if the confidence in it reaches `threshold`.

    Args:
        question: What was asked.
        readings: What was read for it.
        homogeneity: Of the generation they are from; asked for only if something was read.
        threshold: Confidence from which an answer is given.
        reader: `EvidenceReader.kind` of the reader.
    """
    if not any(reading.units for reading in readings):
        return Decision(0.0, Reason.NOTHING_FOUND)
    confidence = confidence_in(grounds_of(question, readings, homogeneity()), reader)
    return Decision(confidence, None if confidence >= threshold else Reason.NOT_ANSWERED)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the confidence in an answer rests on."""

    best: float
    """Log-odds of the best passage's score."""
    support: float
    """Mean log-odds of the best few: what one passage alone suggests is less often right."""
    names_missing: float
    """Share of the question's names and numbers that the best passage lacks, 0 to 1."""
    asks_value: bool
    """Whether one number, time or name is asked for, of which only one is right."""
    answers: float
    """Mean of the trained reader's log-odds that a passage answers, over its best three."""
    similarity: float
    """Cosine similarity of the question to the passage nearest to it."""
    ahead: float
    """How much nearer the nearest passage is than the usual one of those read."""
    same_question: float
    """How near the question of a FAQ pair comes, 0 to 1."""
    homogeneity: float
    """How alike the corpus is. Where all treats one subject, every passage is near a question of
    it; where it treats many, near passages mean more, and far ones that nothing is there."""


def grounds_of(question: str, readings: Sequence[Reading], homogeneity: float) -> Grounds:
    """The grounds for answering from readings of which at least one has units."""
    ranked = sorted(
        (reading for reading in readings if reading.units), key=lambda r: r.score, reverse=True
    )
    scores = [_log_odds(reading.score) for reading in ranked[:_SUPPORTING]]
    passage = ranked[0].passage
    present = words(" ".join((passage.title, *passage.heading, passage.text)))
    asked = specifics(question)
    answers = sorted((reading.answers for reading in ranked), reverse=True)[:_ANSWERING]
    near = sorted((reading.passage.dense or 0.0 for reading in readings), reverse=True)
    usual = near[_ANSWERING:] or near[:1]
    return Grounds(
        best=scores[0],
        support=sum(scores) / len(scores),
        names_missing=len(asked.difference(present)) / (len(asked) or 1),
        asks_value=asked_for(question) in ASKING_A_VALUE,
        answers=sum(answers) / len(answers),
        similarity=near[0],
        ahead=near[0] - sum(usual) / len(usual),
        same_question=max(reading.same_question for reading in ranked),
        homogeneity=homogeneity,
    )


def confidence_in(grounds: Grounds, reader: str) -> float:
    """The chance that an answer is right, 0 to 1.

    Logistic; the weights come from `python -m evals.training.join`.
    """
    weights = _weights()[reader]
    log_odds = weights["intercept"] + sum(
        weight * float(getattr(grounds, name))
        for name, weight in weights.items()
        if name != "intercept"
    )
    return 1 / (1 + math.exp(-log_odds))


@cache
def _weights() -> dict[str, dict[str, float]]:
    stored = json.loads(files("assistant").joinpath("confidence.json").read_text("utf-8"))
    return {reader: {n: float(v) for n, v in weights.items()} for reader, weights in stored.items()}


def _log_odds(score: float) -> float:
    clipped = min(max(score, 1e-4), 1 - 1e-4)
    return math.log(clipped / (1 - clipped))
