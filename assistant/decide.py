"""Whether there is an answer: confidence against a threshold, or the reason there is none."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Reading
from assistant.types import Reason

ABSTENTIONS = {
    Reason.NOTHING_FOUND: "The documents asked hold nothing that can be searched for this.",
    Reason.NOT_ANSWERED: "The documents do not say. The nearest passages are listed below.",
}
"""What is said to the person who asked, by reason."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome of reading."""

    confidence: float
    """Of the best answer found, 0 to 1."""
    reason: Reason | None
    """Why there is no answer; `None` if there is one."""


def decide(readings: Sequence[Reading], threshold: float) -> Decision:
    """An answer if the best passage's score reaches `threshold`."""
    readable = [reading for reading in readings if reading.units]
    if not readable:
        return Decision(0.0, Reason.NOTHING_FOUND)
    confidence = max(reading.score for reading in readable)
    return Decision(confidence, None if confidence >= threshold else Reason.NOT_ANSWERED)
