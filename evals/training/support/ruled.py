"""Pairs from passages by rule: what a sentence says in other words, and what it does not say."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from corpus import stems
from evals.training.support.corrupting import Corrupted, corrupted
from evals.training.support.grammar import is_pronoun, split_of
from evals.training.support.pair import Pair, Text, changed_span
from evals.training.support.rewording import reworded

_SHORTEST_WORDS, _LONGEST_WORDS = 6, 40
_SENTENCES = 2
"""Sentences of a passage that claims are made from."""
_TURNED_SHARE, _BOTH_SHARE, _ELSEWHERE_SHARE, _FUSED_SHARE = 0.4, 0.15, 0.12, 0.3
_MOSTLY_TOLD = 0.6
"""Share of a claim's words from which other sentences may well say it, too."""
_OPENERS = (
    "According to the document, ",
    "Yes, ",
    "As stated, ",
    "In short, ",
    "The text says that ",
)
_OPENED_SHARE = 0.04


def ruled(texts: Sequence[Text], random: Random) -> Iterator[Pair]:
    """For some sentences of each passage claims that are supported, and claims that are not."""
    for text in texts:
        fitting = [n for n, unit in enumerate(text.units) if _fits(unit)]
        for place in random.sample(fitting, min(_SENTENCES, len(fitting))):
            for pair in _pairs(text, place, random):
                yield _opened(pair, random)


def _fits(unit: str) -> bool:
    size = len(unit.split())
    return _SHORTEST_WORDS <= size <= _LONGEST_WORDS and unit[-1:] in ".!" and unit[:1].isupper()


def _pairs(text: Text, place: int, random: Random) -> Iterator[Pair]:
    sentence = text.units[place]
    low, high = _around(place, len(text.units), random)
    units, said = text.units[low:high], place - low
    claim = reworded(sentence, text.above, random, random.choice((0, 1, 1, 2, 2, 3)))
    true = Pair("reworded", claim, units, text.above, True, text.document, said=said)
    yield true
    near = [unit for n, unit in enumerate(units) if n != said] or [
        unit for n, unit in enumerate(text.units) if n != place
    ]
    base = random.choice((claim, claim, sentence))
    if bad := corrupted(base, near, random):
        span = changed_span(base, bad.claim)
        yield replace(true, kind=bad.kind, claim=bad.claim, supports=False, wrong=span, said=None)
        yield from _told_otherwise(true, sentence, bad, random)
    if random.random() < _FUSED_SHARE and (fused := _fused(text.units, place)):
        evidence = text.units[place : place + 2]
        yield replace(true, kind="fused", claim=fused, units=evidence, said=None)
    rest = [unit for n, unit in enumerate(text.units) if n != place]
    if rest and random.random() < _ELSEWHERE_SHARE and not _may_tell(claim, rest):
        size = random.randint(1, min(4, len(rest)))
        yield replace(
            true,
            kind="elsewhere",
            units=tuple(random.sample(rest, size)),
            supports=False,
            said=None,
        )


def _told_otherwise(true: Pair, sentence: str, bad: Corrupted, random: Random) -> Iterator[Pair]:
    """The same with evidence that says the false thing, so that no claim is false by its looks."""
    if true.said is None:
        return
    units = (*true.units[: true.said], bad.claim, *true.units[true.said + 1 :])
    if random.random() < _TURNED_SHARE:
        claim = reworded(sentence, true.above, random, 1)
        if bad.is_symmetric:
            span = changed_span(bad.claim, sentence) if claim == sentence else None
            yield replace(
                true,
                kind=f"{bad.kind}, told",
                claim=claim,
                units=units,
                supports=False,
                wrong=span,
                said=None,
            )
        elif bad.kind != "two merged" or claim == sentence:
            yield replace(true, kind="less than told", claim=claim, units=units)
    if random.random() < _BOTH_SHARE:
        claim = reworded(bad.claim, true.above, random, 1)
        yield replace(true, kind="false, and told", claim=claim, units=units)


def _fused(units: Sequence[str], place: int) -> str | None:
    """A sentence and the next one, which goes on about its subject, as one claim."""
    if place + 1 >= len(units):
        return None
    first, second = split_of(units[place]), split_of(units[place + 1])
    if not first or not second or is_pronoun(first.subject) or not is_pronoun(second.subject):
        return None
    if second.subject.lower() not in ("it", "he", "she", "they") or len(units[place].split()) > 25:
        return None
    return f"{units[place].rstrip('.')} and {second.verb} {second.rest}"


def _may_tell(claim: str, units: Sequence[str]) -> bool:
    said = stems(claim)
    told = stems(" ".join(units))
    return len(said & told) >= _MOSTLY_TOLD * len(said)


def _around(place: int, count: int, random: Random) -> tuple[int, int]:
    """The first and last unit of the evidence: most often few, as a quote is short."""
    before = random.choice((0, 0, 0, 0, 1, 1, 2, 3))
    after = random.choice((0, 0, 0, 0, 1, 1, 2, 3))
    return max(place - before, 0), min(place + after + 1, count)


def _opened(pair: Pair, random: Random) -> Pair:
    if random.random() >= _OPENED_SHARE:
        return pair
    opener = random.choice(_OPENERS)
    wrong = pair.wrong and (pair.wrong[0] + len(opener), pair.wrong[1] + len(opener))
    return replace(pair, claim=opener + pair.claim, wrong=wrong)
