"""False claims made from a sentence by rule, in every way there is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from evals.training.support import exchanged, overstated
from evals.training.support.grammar import raised
from evals.training.support.wordlists import OPPOSITES

_DENIED = re.compile(
    r"\b(is|are|was|were|has|have|had|can|could|must|should|will|would|does|do|did) not\b"
    r"|\b(is|are|was|were|has|have|had|could|should|would|does|do|did)n['’]t\b"
    r"|\bcan(?:no|['’])t\b"
)
_FIRST_SHARE = 0.7
"""How often the first verb that can be denied is, and not any one."""

Corruption = Callable[[str, Sequence[str], Random], str | None]
"""Makes a sentence say what it does not, given other sentences of its passage."""


@dataclass(frozen=True, slots=True)
class Corrupted:
    """A claim made false."""

    kind: str
    claim: str
    is_symmetric: bool
    """Whether what it was made from is also false where this is told; else that is told, too."""


def denied(sentence: str, _: Sequence[str], random: Random) -> str | None:
    """A sentence with a `not` put in, or left out."""
    if found := _DENIED.search(sentence):
        verb = found[1] or found[2] or "can"
        return f"{sentence[: found.start()]}{verb}{sentence[found.end() :]}"
    places = list(overstated.AUXILIARY.finditer(sentence))
    if not places:
        return None
    place = places[0] if random.random() < _FIRST_SHARE else random.choice(places)
    return f"{sentence[: place.end()]} not{sentence[place.end() :]}"


def opposed(sentence: str, _: Sequence[str], random: Random) -> str | None:
    """A word replaced by its opposite."""
    places = [m for m in re.finditer(r"[A-Za-z]+", sentence) if m.group().lower() in OPPOSITES]
    if not places:
        return None
    place = random.choice(places)
    other = random.choice(OPPOSITES[place.group().lower()])
    other = raised(other) if place.group()[0].isupper() else other
    return f"{sentence[: place.start()]}{other}{sentence[place.end() :]}"


CORRUPTIONS: dict[str, tuple[Corruption, bool]] = {
    "names swapped": (exchanged.names_swapped, True),
    "things swapped": (exchanged.things_swapped, True),
    "subject turned": (exchanged.turned, True),
    "other way round": (exchanged.other_way, True),
    "name or number of a neighbour": (exchanged.name_of_neighbour, True),
    "thing of a neighbour": (exchanged.thing_of_neighbour, True),
    "merged": (exchanged.merged, True),
    "two merged": (exchanged.two_merged, False),
    "negation": (denied, True),
    "opposite": (opposed, True),
    "lost hedge": (overstated.surer, False),
    "widened": (overstated.widened, False),
    "lost condition": (overstated.unconditional, False),
    "lost limit": (overstated.unlimited, True),
    "false cause": (overstated.caused, False),
    "effect for cause": (overstated.effect_for_cause, True),
}
"""Every way to make a claim false, and whether it is so in both directions."""
_OFTEN = {
    "negation": 0.6,
    "widened": 0.8,
    "opposite": 0.8,
    "lost condition": 2.0,
    "lost hedge": 1.3,
    "other way round": 2.0,
    "effect for cause": 2.0,
    "false cause": 0.8,
    "subject turned": 1.2,
}
"""How often a way is tried before others, where that is not 1."""


def corrupted(sentence: str, others: Sequence[str], random: Random) -> Corrupted | None:
    """`sentence` made false in one way, drawn among those that fit; `None` if none does."""
    order = sorted(CORRUPTIONS, key=lambda kind: -(random.random() ** (1 / _OFTEN.get(kind, 1.0))))
    for kind in order:
        made, is_symmetric = CORRUPTIONS[kind]
        claim = made(sentence, others, random)
        if claim and " ".join(claim.lower().split()) != sentence.lower():
            return Corrupted(kind, " ".join(claim.split()), is_symmetric)
    return None
