"""How far an answer in sentences goes, by the kind of question."""

import re
from dataclasses import dataclass
from typing import Self

from assistant.evidence import ASKING_A_VALUE, Asked, asked_for


@dataclass(frozen=True, slots=True)
class Extent:
    """How good a further sentence has to be, as a share of the best one's score, by its place."""

    beside: float
    """Next to a chosen sentence."""
    section: float
    """Elsewhere in a section that one was chosen from."""
    elsewhere: float
    """In any other section or document."""

    def or_looser(self, other: Self) -> Self:
        """For each place the lower of both shares."""
        return type(self)(
            min(self.beside, other.beside),
            min(self.section, other.section),
            min(self.elsewhere, other.elsewhere),
        )


_SEVERAL = Extent(beside=0.25, section=0.4, elsewhere=0.5)
"""Steps, items, reasons and two sides take several sentences, which mostly stand together."""

_USUAL = Extent(beside=0.3, section=0.5, elsewhere=0.6)
"""A definition, a condition, a yes or no: one sentence says it, and what goes on explains it."""

_VALUE = Extent(beside=0.6, section=0.6, elsewhere=0.7)
"""One sentence holds the number, time or name; what scores less mostly just mentions it."""

_EXTENTS = {
    **dict.fromkeys(ASKING_A_VALUE, _VALUE),
    **dict.fromkeys((Asked.LIST, Asked.COMPARISON, Asked.EXAMPLE, Asked.REASON), _SEVERAL),
}

_SURE = 0.65
"""Chance of the best sentence from which it is the answer, and not one guess among several."""
_GUESS = Extent(beside=0.25, section=0.4, elsewhere=0.4)
"""Where nothing is sure, other guesses are shown too, and what stands next to them."""

_HOW_TO = re.compile(
    r"^how (?:do|does|can|could|should|would|to|is|are)\b"
    r"|\band (?:why|how|what|when|where|who|which)\b",
    re.IGNORECASE,
)
"""Asks for steps, or for two things; `how do I see how many` is about steps too."""


def extent_of(question: str, best: float) -> Extent:
    """How far the answer to `question` goes, if its best sentence has this chance, 0 to 1."""
    several = _HOW_TO.search(question.strip())
    extent = _SEVERAL if several else _EXTENTS.get(asked_for(question), _USUAL)
    return extent if best >= _SURE else extent.or_looser(_GUESS)
