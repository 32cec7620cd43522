"""The door of the evidence reader: a question and passages in, scores out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus import Passage


@dataclass(frozen=True, slots=True)
class Reading:
    """What the evidence reader makes of one passage."""

    passage: Passage
    score: float
    """Chance that the passage answers the question, 0 to 1."""
    units: tuple[float, ...]
    """For each of the chunk's units, the chance that it says the answer, 0 to 1."""
    same_question: float = 0.0
    """For a FAQ pair, how near its question is to the one asked, 0 to 1; else 0."""
    says: float = 0.0
    """Log-odds, by the trained reader alone, that the best unit says the answer; 0 without one."""
    answers: float = 0.0
    """Log-odds, by the trained reader alone, that the passage answers; 0 without one."""


class Reader(Protocol):
    """Judges which passages answer a question, and which of their units say so."""

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """One reading a passage, in the order given."""


def better_of(readings: Sequence[Reading], others: Sequence[Reading]) -> tuple[Reading, ...]:
    """For each passage, read for two wordings of one question, the reading that finds more."""
    return tuple(
        one if one.score >= other.score else other
        for one, other in zip(readings, others, strict=True)
    )
