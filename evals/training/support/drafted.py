"""Claims as chat models draft them about our digests, and the same made false by rule."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from corpus import stems
from evals.training.support.corrupting import corrupted

_FOLDER = Path(__file__).parents[2] / "grounding"
_FILE = _FOLDER / "drafts.jsonl"
REPORTED = 1
"""The batch that weights are not fitted to; rules and threshold were chosen with it in view."""
_STRANGE = (
    "the shop is closed for ever",
    "everything is free today",
    "the manager has been arrested",
    "the moon is made of cheese",
    "users should visit the casino",
    "the company has gone bankrupt",
    "it was invented by robots",
    "nobody trusts the author",
    "the warranty is void",
    "readers must send money",
    "the results are fake",
    "all staff were dismissed",
)
_TOPICS = (re.compile(r"fine-tuning", re.IGNORECASE), re.compile(r"prompt engineering", re.I))
_NAMES = ("fine-tuning", "prompt engineering")
_SHARED = 0.5
"""Of a claim's words in other evidence, at most; more might support it."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A claim as it was drafted, or as it was made false."""

    kind: str
    claim: str
    quote: str
    around: str
    """What the quote is from, as plain words."""
    above: str
    supports: bool
    batch: int


def drafted(seed: int = 0) -> tuple[Drafted, ...]:
    """The true claims of all batches, and false ones made of them."""
    lines = _FILE.read_text("utf-8").splitlines()
    true = [Drafted("true", supports=True, **json.loads(line)) for line in lines]
    random = Random(seed)
    return (*true, *(false for one in true for false in _falsified(one, true, random)))


def _falsified(one: Drafted, others: Sequence[Drafted], random: Random) -> Iterator[Drafted]:
    false = replace(one, supports=False)
    if (turned := _turned(one.claim)) is not None:
        yield replace(false, kind="other topic", claim=turned)
    foreign = [two.around for two in others if two.batch == one.batch and _is_foreign(one, two)]
    if foreign:
        nearest = max(foreign, key=lambda text: _shared(one.claim, text))
        yield replace(false, kind="other quote", quote=nearest, around=nearest)
        yield replace(false, kind="and another", claim=_joined(one.claim, random.choice(foreign)))
    yield replace(false, kind="and nonsense", claim=_joined(one.claim, random.choice(_STRANGE)))
    if (made := corrupted(one.claim, foreign[:12], random)) is not None:
        yield replace(false, kind="by rule", claim=made.claim)


def _turned(claim: str) -> str | None:
    """The claim said of the other of our two topics, if it names one of them."""
    named = [bool(topic.search(claim)) for topic in _TOPICS]
    if sum(named) != 1:
        return None
    at = named.index(True)

    def other(found: re.Match[str]) -> str:
        name = _NAMES[1 - at]
        return name.capitalize() if found.group()[0].isupper() else name

    return _TOPICS[at].sub(other, claim)


def _is_foreign(one: Drafted, two: Drafted) -> bool:
    return two.around not in one.around and _shared(one.claim, two.around) < _SHARED


def _shared(claim: str, text: str) -> float:
    said = stems(claim)
    return len(said & stems(text)) / (len(said) or 1)


def _joined(claim: str, more: str) -> str:
    return f"{claim.rstrip('.')}, and {more[0].lower()}{more[1:].rstrip('.')}."
