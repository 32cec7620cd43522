"""Denials: what one side says, and the other denies."""

import re
from collections.abc import Iterator, Sequence

from assistant.disagreeing import POLES
from assistant.grounding.cues import Cue, cues
from assistant.grounding.lack import Lack, Missing
from corpus import stem, stems, words

_DENIAL = re.compile(
    r"\b(?:not(?! (?:only|just|merely|simply|necessarily)\b)|no(?! (?:doubt|matter)\b)|never"
    r"|neither|nor|without|hardly|barely|scarcely|cannot|\w+n['’]t|none|nothing|nobody|nowhere"
    r"|unable|impossible|instead of|rather than|seldom|rarely)\b(?! (?:whether )?or not\b)",
    re.IGNORECASE,
)
_DENYING = re.compile(
    _DENIAL.pattern
    + r"|\b(?:lack|fail|prevent|avoid|refus|stop|absen|false|untrue|incorrect|wrong)\w*"
    r"|\bun(?!der|i|til|less)[a-z]{4,}|\bnon-?[a-z]{4,}|\bdis(?:abl|allow|agre|like|miss|continu)\w*"
    r"|\bin(?:correct|valid|capab|sufficient|effect|complete|appropriate|abil)\w*"
    r"|\b\w{3,}less(?:ly)?\b"
    r"|\b(?:less|fewer|lower|least|limited|spared?|free (?:of|from)|exclu\w+|except|other than"
    r"|unlike|leaves? out|left out|out of|survives?|survived?|keeps? off|need not"
    r"|too \w+ (?:to|for))\b",
    re.IGNORECASE,
)
"""Denials, and what may stand for one in other words."""
_ANSWER = re.compile(r"^\W*(?:yes|no)[,.:;!]\s", re.IGNORECASE | re.MULTILINE)
_NEAR = 0.8
"""Share of a claim's content words in the evidence from which it is not in other words."""
_PREFIX = re.compile(r"(?:un|non|in|im|ir|il|dis)-?(?=[a-z]{4})")
_NO_PREFIX = frozenset("increase increased increases include includes included including".split())


def missing_denials(claim: str, evidence: str) -> Iterator[Lack]:
    """Denials of one side that the other does not have.

    Whoever puts a sentence in other words denies other words: `not free` is `costs money`. So in
    other words it counts only what one side denies and the other says, denying nothing at all.
    """
    claim, evidence = _ANSWER.sub("", claim), _ANSWER.sub("", evidence)
    mine, yours = cues(_DENIAL, claim), cues(_DENIAL, evidence)
    said, told = stems(claim), stems(evidence)
    negative = _prefixed(claim, told), _prefixed(evidence, said)
    if len(said & told) >= _NEAR * len(said):
        yield from _unmatched(mine, cues(_DENYING, evidence), told, negative[1])
        yield from _unmatched(yours, cues(_DENYING, claim), said, negative[0])
    if not (negative[1] or _DENYING.search(evidence)):
        yield from (Lack(Missing.NEGATION, cue.words) for cue in mine if cue.is_about(told))
        yield from (Lack(Missing.NEGATION, stemmed) for stemmed in sorted(negative[0]))
    if not (negative[0] or _DENYING.search(claim)):
        yield from (Lack(Missing.NEGATION, cue.words) for cue in yours if cue.is_about(said))
        yield from (Lack(Missing.NEGATION, stemmed) for stemmed in sorted(negative[1]))
    yield from _exchanged(mine, yours, said, told)
    yield from _opposites(claim, evidence)


def _unmatched(
    ones: Sequence[Cue], others: Sequence[Cue], there: frozenset[str], negative: frozenset[str]
) -> Iterator[Lack]:
    """Denials of what stands on the other side, too, and is not denied there."""
    denied = frozenset().union(negative, *(cue.about for cue in others))
    for cue in ones:
        is_second = cue.words.lower() == "nor" and others
        if cue.is_about(there) and not (is_second or cue.about & denied):
            yield Lack(Missing.NEGATION, cue.words)


def _exchanged(
    mine: Sequence[Cue], yours: Sequence[Cue], said: frozenset[str], told: frozenset[str]
) -> Iterator[Lack]:
    """What one side denies and the other says, where both sides deny something."""
    denied = frozenset().union(*(cue.about for cue in mine))
    refused = frozenset().union(*(cue.about for cue in yours))
    lost = [cue for cue in yours if cue.about and cue.about <= said and not cue.about & denied]
    for cue in mine:
        if lost and cue.about and cue.about <= told and not cue.about & refused:
            yield Lack(Missing.NEGATION, cue.words)


def _prefixed(text: str, other: frozenset[str]) -> frozenset[str]:
    """Stems that `text` has with a denying prefix, where the other text has them without."""
    found = set()
    for word in words(text.replace("-", "")):
        match = None if word in _NO_PREFIX else _PREFIX.match(word)
        if match and stem(word[match.end() :]) in other and stem(word) not in other:
            found.add(stem(word[match.end() :]))
    return frozenset(found)


def _opposites(claim: str, evidence: str) -> Iterator[Lack]:
    """Words whose opposite the evidence has, and nothing on their own side."""
    if _DENIAL.search(claim) or _DENIAL.search(evidence):
        return
    there = words(evidence)
    sides = {POLES[word] for word in there if word in POLES}
    known = {stem(word) for word in there}
    for word in words(claim):
        pole = POLES.get(word)
        if pole and stem(word) not in known and pole not in sides and (pole[0], -pole[1]) in sides:
            yield Lack(Missing.NEGATION, word)
