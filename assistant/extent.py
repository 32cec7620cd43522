"""How far an answer in sentences goes, by the kind of question."""

import re
from dataclasses import dataclass

from assistant.evidence import ASKING_A_VALUE, Asked, asked_for


@dataclass(frozen=True, slots=True)
class Extent:
    """How many sentences an answer takes, and how good each has to be beside the best one."""

    enough: float
    """Sum of the chances of its sentences to say the answer at which no further one joins."""
    beside: float
    """Share of the best score from which the sentence next to a chosen one joins it."""
    section: float
    """The same for another sentence of a section that one was chosen from."""
    elsewhere: float
    """The same for a sentence of any other section or document."""


_SEVERAL = Extent(enough=4, beside=0.25, section=0.4, elsewhere=0.5)
"""Steps, items, reasons and two sides take several sentences, which mostly stand together."""

_EXTENTS = {
    # One sentence holds it, and the sure one needs no other; unsure ones are alternatives.
    **dict.fromkeys(ASKING_A_VALUE, Extent(enough=0.8, beside=0.4, section=0.4, elsewhere=0.4)),
    **dict.fromkeys((Asked.LIST, Asked.COMPARISON, Asked.EXAMPLE, Asked.REASON), _SEVERAL),
}
_USUAL = Extent(enough=1.5, beside=0.3, section=0.4, elsewhere=0.5)
"""A definition, a condition, a yes or no: one sentence says it, and others explain it."""

_HOW_TO = re.compile(
    r"^how (?:do|does|can|could|should|would|to|is|are)\b|\band (?:why|how)\b", re.IGNORECASE
)
"""Asks for steps, or for a reason on top; `how do I see how many` is about steps too."""


def extent_of(question: str) -> Extent:
    """How far the answer to `question` goes."""
    if _HOW_TO.search(question.strip()):
        return _SEVERAL
    return _EXTENTS.get(asked_for(question), _USUAL)
