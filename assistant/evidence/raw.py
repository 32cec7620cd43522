"""The door of trained readers: a question and texts in, log-odds out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Text = tuple[str, Sequence[str]]
"""A passage as it is read: what stands above it, and its units."""
Asked = tuple[str, str, tuple[str, ...]]
"""A question, with what stands above a passage and its units."""
REMEMBERED = 2_000
"""Passages whose scores a reader keeps, with their words: about 2 MB."""


@dataclass(frozen=True, slots=True)
class RawScores:
    """What a trained reader makes of one passage, as log-odds."""

    passage: float
    """That the passage answers the question; of its best window."""
    units: tuple[float, ...]
    """For each unit, that it says the answer."""


class RawReader(Protocol):
    """A trained model that reads passages."""

    @property
    def identity(self) -> str:
        """Its name with a digest of its weights."""

    def read(self, question: str, texts: Sequence[Text]) -> tuple[RawScores, ...]:
        """The scores of passages, in order."""


def asked_of(question: str, texts: Sequence[Text]) -> list[Asked]:
    """The question with each of the passages."""
    return [(question, above, tuple(units)) for above, units in texts]
