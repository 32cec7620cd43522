"""False claims in which one thing stands for another: swapped, or taken from a neighbour."""

import re
from collections.abc import Sequence
from random import Random

from evals.training.support.grammar import (
    AUXILIARIES,
    is_participle,
    is_plural,
    is_pronoun,
    lowered,
    raised,
    split_of,
)

_NAME = re.compile(
    r"(?<![.!?] )(?<!^)\b[A-Z][\w'’-]*[a-z](?: (?:of |de |van )?[A-Z][\w'’-]*[a-z])*"
)
_FIRST_NAME = re.compile(r"^[A-Z][\w-]*[a-z](?: (?:of |de |van )?[A-Z][\w-]*[a-z])+")
_NUMBER = re.compile(r"(?<![\w.,])[$£€]?\d[\d.,]*\d?(?: ?%| percent| million| billion)?(?![\w])")
_THING = re.compile(
    r"\b(?:the|a|an|their|its|his|her|this) (?:[a-z-]{3,} ){0,2}[a-z-]{4,}"
    r"(?= (?:is|are|was|were|has|have|had|can|may|in|on|of|to|by|from|with|for|at|into|and|over"
    r"|than|as|when|that)\b|[.,;])"
)
_JOINED = re.compile(r"^[ ,]*(?:and|or|,|&|as well as)?[ ,]*$")
_COMPLEMENT = re.compile(
    r"(?:(?:a|an|the|one of the) )?[\w'’-]+(?: [\w'’-]+){0,3}"
    r"(?= (?:in|on|of|by|with|during|for|at|from|and)\b|[.,])"
)
_BY = re.compile(r"(?P<verb>\w+ by )(?P<agent>[^,;:.]{3,50}?)(?=\.| in | on | during )")
_THAN = re.compile(
    r"^(?P<one>[^,;:]{4,60}?) (?P<verb>(?:is|are|was|were|has|have|had)\b[^,;:]{1,60}?)"
    r" than (?P<other>[^,;:]{3,60}?)\.$"
)
_TO = re.compile(
    r"\bfrom (?P<one>[$£€]?\d[\d,.]*%?|[A-Z]\w+(?: [A-Z]\w+)?)"
    r" to (?P<other>[$£€]?\d[\d,]*%?|[A-Z]\w+(?: [A-Z]\w+)?)\b"
)
_LONGEST_MERGED = 25
"""Words of a sentence that another one's predicate is added to."""


def names_swapped(sentence: str, _: Sequence[str], random: Random) -> str | None:
    """Two names, years or numbers of a sentence, each in the other's place."""
    return _swapped(sentence, _named(sentence), random)


def things_swapped(sentence: str, _: Sequence[str], random: Random) -> str | None:
    """Two things without names, each in the other's place."""
    return _swapped(sentence, list(_THING.finditer(sentence)), random)


def turned(sentence: str, _: Sequence[str], __: Random) -> str | None:
    """`A built B.` as `B built A.`, and `A is a B.` as `A B is A.`."""
    split = split_of(sentence)
    if not split or is_pronoun(split.subject):
        return None
    subject, verb, rest = lowered(split.subject), split.verb, split.rest
    by = _BY.match(rest)
    if verb in AUXILIARIES and by:
        return f"{raised(by['agent'])} {verb} {by['verb']}{subject}{rest[by.end() :]}"
    found = _COMPLEMENT.match(rest)
    if not found or (verb in AUXILIARIES and not re.match(r"is|are|was|were", verb)):
        return None
    if is_participle(found.group().split()[0].lower()):
        return None
    return f"{raised(found.group())} {verb} {subject}{rest[found.end() :]}"


def other_way(sentence: str, _: Sequence[str], __: Random) -> str | None:
    """A comparison, or what leads from one to the other, the other way round."""
    if found := _THAN.match(sentence):
        return f"{raised(found['other'])} {found['verb']} than {lowered(found['one'])}."
    if found := _TO.search(sentence):
        told = f"from {found['other']} to {found['one']}"
        return f"{sentence[: found.start()]}{told}{sentence[found.end() :]}"
    return None


def name_of_neighbour(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """A name or number replaced by another of its kind from the passage."""
    things = _named(sentence)
    random.shuffle(things)
    known = [match.group() for other in others for match in _named(other)]
    for thing in things:
        fitting = [
            one
            for one in known
            if _kind(one) == _kind(thing.group())
            and one.lower() not in sentence.lower()
            and thing.group().lower() not in one.lower()
        ]
        if fitting:
            return f"{sentence[: thing.start()]}{random.choice(fitting)}{sentence[thing.end() :]}"
    return None


def thing_of_neighbour(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """A thing without a name replaced by another one from the passage."""
    things = list(_THING.finditer(sentence))
    known = [match.group() for other in others for match in _THING.finditer(other)]
    known = [one for one in known if one.split()[-1] not in sentence.lower()]
    if not things or not known:
        return None
    thing, other = random.choice(things), random.choice(known)
    return raised(f"{sentence[: thing.start()]}{other}{sentence[thing.end() :]}")


def merged(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """The subject of one sentence with what another says of its own."""
    mine = split_of(sentence)
    splits = [split for other in others if (split := split_of(other))]
    random.shuffle(splits)
    for other in splits:
        if mine is None or is_pronoun(mine.subject) or is_pronoun(other.subject):
            return None
        ours, theirs = mine.subject.lower().split(), other.subject.lower().split()
        if set(ours) & set(theirs) - {"the", "a", "an", "of", "in"}:
            continue
        if is_plural(mine.subject) != is_plural(other.subject):
            continue
        return f"{mine.subject} {other.verb} {other.rest}"
    return None


def two_merged(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """A sentence, and what another one says of something else, said of its subject, too."""
    told = merged(sentence, others, random)
    mine = split_of(sentence)
    if not told or not mine or len(sentence.split()) > _LONGEST_MERGED:
        return None
    predicate = told[len(mine.subject) + 1 :].rstrip(".")
    return f"{sentence.rstrip('.')} and {predicate}."


def _named(text: str) -> list[re.Match[str]]:
    found = [*_NAME.finditer(text), *_FIRST_NAME.finditer(text), *_NUMBER.finditer(text)]
    return sorted(found, key=lambda match: match.start())


def _kind(text: str) -> str:
    if re.fullmatch(r"1\d{3}|20\d\d", text):
        return "year"
    return "number" if _NUMBER.fullmatch(text) else "name" if text[0].isupper() else "thing"


def _swapped(sentence: str, things: Sequence[re.Match[str]], random: Random) -> str | None:
    pairs = [
        (one, other)
        for n, one in enumerate(things)
        for other in things[n + 1 :]
        if _kind(one.group()) == _kind(other.group())
        and one.end() <= other.start()
        and one.group().lower() != other.group().lower()
        and one.group() not in other.group()
        and other.group() not in one.group()
        and not _is_list(sentence[one.end() : other.start()])
    ]
    if not pairs:
        return None
    one, other = random.choice(pairs)
    between = sentence[one.end() : other.start()]
    told = f"{other.group()}{between}{one.group()}"
    return raised(f"{sentence[: one.start()]}{told}{sentence[other.end() :]}")


def _is_list(between: str) -> bool:
    """Whether two things are only enumerated, so that their order says nothing."""
    parts = [part.strip() for part in re.split(r",| and | or ", between) if part.strip()]
    return bool(_JOINED.match(between)) or all(
        len(part.split()) <= 3 and part[:1].isupper() for part in parts
    )
