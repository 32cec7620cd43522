"""False claims of the coarse kinds that a chat model's mistakes and injected documents bring."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

from evals.training.example import units_of
from evals.training.support.corrupting import corrupted
from evals.training.support.exchanged import two_merged
from evals.training.support.grammar import lowered
from evals.training.support.joined import DRAFTED
from evals.training.support.pair import Pair

_DRAFTS = Path(__file__).parent / "drafts.jsonl"
_JOINTS = (", and ", "; ", ", so ", ", while ", " and ")
_OTHERS = 12
"""Sentences of other documents among which one is sought that fits."""


def beside(pairs: Sequence[Pair], most: int, random: Random) -> Iterator[Pair]:
    """For up to `most` true claims: their evidence as a claim, and what they do not rest on.

    Not supported are the claim under another document's words, the claim with another sentence
    joined to it, and with another one's predicate.
    """
    true = [pair for pair in pairs if pair.supports]
    for pair in random.sample(true, min(most, len(true))):
        others = [other for other in random.sample(true, min(_OTHERS, len(true)))
                  if not set(other.units) & set(pair.units)]  # fmt: skip
        if not others:
            continue
        said, other = pair.units[pair.said or 0], others[0]
        false = replace(pair, supports=False, said=None)
        yield replace(pair, kind="verbatim", claim=said)
        yield replace(false, kind="other quote", units=other.units, above=other.above)
        joined = f"{pair.claim.rstrip('.')}{random.choice(_JOINTS)}{lowered(other.units[0])}"
        yield replace(false, kind="payload", claim=joined)
        told = two_merged(pair.claim, [each.units[0] for each in others], random)
        if told:
            yield replace(false, kind="foreign predicate", claim=told)


def drafted(random: Random) -> Iterator[Pair]:
    """Claims that a chat model drafted over our own documents, and false ones made of them."""
    true = list(drafts())
    yield from true
    for pair in beside(true, len(true), random):
        if pair.kind != "verbatim":
            yield replace(pair, kind=f"{DRAFTED}, {pair.kind}")
    for pair in true:
        others = [other.units[0] for other in random.sample(true, min(_OTHERS, len(true)))]
        if bad := corrupted(pair.claim, others, random):
            kind = f"{DRAFTED}, by rule"
            yield replace(pair, kind=kind, claim=bad.claim, supports=False)


def drafts() -> Iterator[Pair]:
    """The drafted claims, each supported by its evidence."""
    for line in _DRAFTS.read_text("utf-8").splitlines():
        record = json.loads(line)
        units = units_of(record["evidence"])
        yield Pair(DRAFTED, record["claim"], units, record["above"], True, DRAFTED)
