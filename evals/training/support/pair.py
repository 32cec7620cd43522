"""What the support score learns from: a claim, its evidence, and whether that supports it."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

OWN = "own: "
"""How the names of documents begin that this project wrote claims about."""
_SIDES, _OF_OWN = 20, 4
"""Documents are divided by a number up to this; of our own, which are few, more are held out."""


@dataclass(frozen=True, slots=True)
class Text:
    """A passage to make pairs from."""

    document: str
    """Name of its document; all its pairs fall on one side."""
    above: str
    units: tuple[str, ...]
    """Its sentences or list items, in order."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One claim with one piece of evidence."""

    kind: str
    """How it came about, for the figures."""
    claim: str
    units: tuple[str, ...]
    """The evidence, a sentence or list item each."""
    above: str
    supports: bool
    document: str
    wrong: tuple[int, int] | None = None
    """First and last character of what the evidence does not say, where that is known."""
    said: int | None = None
    """Number of the unit that the claim was made from, if that is one."""

    @property
    def evidence(self) -> str:
        """The evidence as the score gets it: a line a unit."""
        return "\n".join(self.units)


def side_of(document: str) -> str:
    """What the pairs of a document are for: `learn`, `fit` (after learning) or `report`."""
    number = int(sha256(f"support {document}".encode()).hexdigest(), 16) % _SIDES
    each = _OF_OWN if document.startswith(OWN) else 1
    return "report" if number < each else "fit" if number < 2 * each else "learn"


def changed_span(before: str, after: str) -> tuple[int, int] | None:
    """Where `after` differs from `before`, from the first changed word to the last.

    >>> changed_span("The cat sat.", "The dog sat.")
    (4, 7)
    """
    ours, theirs = before.split(), after.split()
    spans = []
    place = 0
    for word in theirs:
        start = after.index(word, place)
        place = start + len(word)
        spans.append((start, place))
    edits = [
        edit
        for edit in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
        if edit[0] != "equal"
    ]
    if not edits or not spans:
        return None
    first, last = edits[0][3], edits[-1][4]
    # What was only left out shows at the word that follows.
    last = max(last, first + 1)
    return spans[min(first, len(spans) - 1)][0], spans[min(last, len(spans)) - 1][1]
