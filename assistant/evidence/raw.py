"""The door of trained readers: a question and texts in, log-odds out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


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

    def read(
        self, question: str, texts: Sequence[tuple[str, Sequence[str]]]
    ) -> tuple[RawScores, ...]:
        """The scores of passages, each given as what stands above it and its units, in order."""
