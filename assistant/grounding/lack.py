"""What a claim says that the words it cites do not."""

from dataclasses import dataclass
from enum import StrEnum


class Missing(StrEnum):
    """What is missing from the evidence, or was lost on the way to the claim."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    """The claim denies what the evidence says, affirms what it denies, or says the opposite."""
    HEDGE = "hedge"
    """The evidence says `may` or `often`, and the claim is surer than that."""
    CAUSE = "cause"
    """The claim gives a cause where the evidence gives none."""
    CLAUSE = "clause"
    """A whole clause of the claim has no word of the evidence."""
    SCOPE = "scope"
    """The claim says `all` or `only`, or drops an `if`, where the evidence does not."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One reason why the evidence does not support a claim."""

    kind: Missing
    words: str
    """The words it is about: of the claim, or of the evidence where the claim lost them."""
