"""False claims made from a sentence by rule: something turned, taken from elsewhere, or widened."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from evals.training.support.grammar import (
    AUXILIARIES, is_participle, is_past, is_plural, is_pronoun, lowered, raised, split_of,
    third_person,
)  # fmt: skip
from evals.training.support.wordlists import OPPOSITES, STRONGER

_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][\w'’-]*[a-z](?: (?:of |de |van )?[A-Z][\w'’-]*[a-z])*")
_FIRST_NAME = re.compile(r"^[A-Z][\w-]*[a-z](?: (?:of |de |van )?[A-Z][\w-]*[a-z])+")
_NUMBER = re.compile(r"(?<![\w.,])[$£€]?\d[\d.,]*\d?(?: ?%| percent| million| billion)?(?![\w])")
_THING = re.compile(
    r"\b(?:the|a|an|their|its|his|her|this) (?:[a-z-]{3,} ){0,2}[a-z-]{4,}(?= (?:is|are|was|were|has"
    r"|have|had|can|may|in|on|of|to|by|from|with|for|at|into|and|over|than|as|when|that)\b|[.,;])"
)
_JOINED = re.compile(r"^[ ,]*(?:and|or|,|&|as well as)?[ ,]*$")
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|can|could|may|might|must|should|will|would|does|do|did)\b(?! not|n['’]t)"
)
_DENIED = re.compile(r"\b(is|are|was|were|has|have|had|can|could|must|should|will|would|does|do|did) not\b|\b(is|are|was|were|has|have|had|could|should|would|does|do|did)n['’]t\b|\bcan(?:no|['’])t\b")
_CONDITION = re.compile(r"^(?:If|When|Unless|Provided that|Where|Once|As long as) [^,]{5,90}, (?:then )?(?=\w)|,? (?:if|unless|provided that|as long as|only when|except) [^,.;]{5,90}(?=[.,;])")
_LIMIT = re.compile(r" (?:up to|at least|at most|no more than|more than|less than|fewer than|as many as)(?= [\d$£€])")
_PLACE = re.compile(r"^In [^,;:]{3,50}, |(?<=\w) (?:in|among|within|for|at|during|on) (?:the |some |certain |most )?(?:[A-Z]\w+|[a-z]+)(?: [A-Za-z]\w+){0,3}(?=\.$)")
_AND_CLAUSE = re.compile(r",? (?:and|while|but|whereas|;) (?=(?:the|it|he|she|they|this|these|a|an|[A-Z]\w+) )|; ")
_CAUSAL = (" because ", " as a result of the fact that ", ", which is why ", ", so ", ", and this led to the fact that ", " due to the fact that ")
_BECAUSE = re.compile(r",? because (?!of )")
_TO = re.compile(r"\bfrom (?P<one>[$£€]?\d[\d,.]*%?|[A-Z]\w+(?: [A-Z]\w+)?) to (?P<other>[$£€]?\d[\d,]*%?|[A-Z]\w+(?: [A-Z]\w+)?)\b")
_THAN = re.compile(r"^(?P<one>[^,;:]{4,60}?) (?P<verb>(?:is|are|was|were|has|have|had)\b[^,;:]{1,60}?) than (?P<other>[^,;:]{3,60}?)\.$")
_PLURAL_START = re.compile(r"^([A-Z][a-z]+(?: [a-z]+)?s) (are|were|have|can|do|need|use)\b")

Corruption = Callable[[str, Sequence[str], Random], str | None]
"""Makes a sentence say what it does not, given other sentences of its passage."""


@dataclass(frozen=True, slots=True)
class Corrupted:
    """A claim made false."""

    kind: str
    claim: str
    is_symmetric: bool
    """Whether what it was made from is also false where this is told; else that is told, too."""


def _things(text: str) -> list[re.Match[str]]:
    found = [*_NAME.finditer(text), *_FIRST_NAME.finditer(text), *_NUMBER.finditer(text)]
    return sorted(found, key=lambda match: match.start())


def _kind(text: str) -> str:
    if re.fullmatch(r"1\d{3}|20\d\d", text):
        return "year"
    return "number" if _NUMBER.fullmatch(text) else "name" if text[0].isupper() else "thing"


def _swapped_by(pattern: str) -> Corruption:
    def swapped(sentence: str, _: Sequence[str], random: Random) -> str | None:
        things = _things(sentence) if pattern == "names" else list(_THING.finditer(sentence))
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
        return raised(
            f"{sentence[: one.start()]}{other.group()}{sentence[one.end() : other.start()]}"
            f"{one.group()}{sentence[other.end() :]}"
        )

    return swapped


def _is_list(between: str) -> bool:
    parts = [part for part in re.split(r",| and | or ", between) if part.strip()]
    return bool(_JOINED.match(between)) or (not parts) or all(len(p.split()) <= 3 and p.strip()[:1].isupper() for p in parts)  # fmt: skip


def _turned_subject(sentence: str, _: Sequence[str], random: Random) -> str | None:
    """`A built B.` as `B built A.`, `A is a B.` as `B is an A.`"""
    split = split_of(sentence)
    if not split or is_pronoun(split.subject):
        return None
    rest = re.match(
        r"(?:(?:a|an|the|one of the) )?[\w'’-]+(?: [\w'’-]+){0,3}(?= (?:in|on|of|by|with|during|for|at|from|and)\b|[.,])",
        split.rest,
    )
    by = re.match(r"(?P<verb>\w+ by )(?P<agent>[^,;:.]{3,50}?)(?=\.| in | on | during )", split.rest)
    if split.verb in AUXILIARIES and by:
        return f"{raised(by['agent'])} {split.verb} {by['verb']}{lowered(split.subject)}{split.rest[by.end() :]}"
    if not rest or (split.verb in AUXILIARIES and not re.match(r"is|are|was|were", split.verb)):
        return None
    if is_participle(rest.group().split()[0].lower()):
        return None
    return f"{raised(rest.group())} {split.verb} {lowered(split.subject)}{split.rest[rest.end() :]}"


def _from_elsewhere(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """A name or number replaced by another of its kind from the passage."""
    things = [t for t in _things(sentence)]
    random.shuffle(things)
    known = [m.group() for other in others for m in _things(other)]
    for thing in things:
        fitting = [
            k for k in known if _kind(k) == _kind(thing.group()) and k.lower() not in sentence.lower()
            and thing.group().lower() not in k.lower()
        ]  # fmt: skip
        if fitting:
            return f"{sentence[: thing.start()]}{random.choice(fitting)}{sentence[thing.end() :]}"
    return None


def _thing_from_elsewhere(sentence: str, others: Sequence[str], random: Random) -> str | None:
    things = list(_THING.finditer(sentence))
    known = [m.group() for other in others for m in _THING.finditer(other)]
    known = [k for k in known if k.split()[-1] not in sentence.lower()]
    if not things or not known:
        return None
    thing, other = random.choice(things), random.choice(known)
    return raised(f"{sentence[: thing.start()]}{other}{sentence[thing.end() :]}")


def _merged(sentence: str, others: Sequence[str], random: Random) -> str | None:
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


def _two_merged(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """A sentence, and what another one says of something else, said of its subject, too."""
    told = _merged(sentence, others, random)
    mine = split_of(sentence)
    if not told or not mine or len(sentence.split()) > 25:
        return None
    predicate = told[len(mine.subject) + 1 :].rstrip(".")
    return f"{sentence.rstrip('.')} and {predicate}."


def _denied(sentence: str, _: Sequence[str], random: Random) -> str | None:
    if found := _DENIED.search(sentence):
        verb = found[1] or found[2] or "can"
        return f"{sentence[: found.start()]}{verb}{sentence[found.end() :]}"
    places = list(_AUXILIARY.finditer(sentence))
    if not places:
        return None
    place = places[0] if random.random() < 0.7 else random.choice(places)
    return f"{sentence[: place.end()]} not{sentence[place.end() :]}"


def _opposed(sentence: str, _: Sequence[str], random: Random) -> str | None:
    places = [m for m in re.finditer(r"[A-Za-z]+", sentence) if m.group().lower() in OPPOSITES]
    if not places:
        return None
    place = random.choice(places)
    other = random.choice(OPPOSITES[place.group().lower()])
    other = raised(other) if place.group()[0].isupper() else other
    return f"{sentence[: place.start()]}{other}{sentence[place.end() :]}"


def _surer(sentence: str, _: Sequence[str], random: Random) -> str | None:
    places = [m for m in re.finditer(r"[A-Za-z]+", sentence) if m.group().lower() in STRONGER]
    places = [m for m in places if not re.match(r" \d", sentence[m.end() :]) or m.group().lower() in ("about", "approximately", "nearly")]  # fmt: skip
    if not places:
        return None
    place = random.choice(places)
    word = place.group().lower()
    after = sentence[place.end() :]
    other = random.choice(STRONGER[word])
    if word in ("may", "might", "can", "could") and random.random() < 0.6:
        plain = re.match(r" (?:also |even )?([a-z]{2,})\b", after)
        if plain and not plain[1].endswith("ly") and plain[1] != "not":
            verb = plain[1] if is_plural(sentence[: place.start()].strip() or "it") else third_person(plain[1])  # fmt: skip
            verb = {"be": "are"}.get(verb, verb)
            return f"{sentence[: place.start()]}{verb}{after[plain.end() :]}"
    if re.match(r" not\b", after) or (word == "most" and sentence[: place.start()].endswith("the ")):
        return None
    told = f"{sentence[: place.start()]}{other}{after}"
    return raised(" ".join(told.replace(" ,", ",").split()))


def _widened(sentence: str, _: Sequence[str], random: Random) -> str | None:
    """`all`, `only` or `always` put where nobody said so."""
    if found := _PLURAL_START.match(sentence):
        word = random.choice(["All", "Only", "All"])
        return f"{word} {lowered(found[1]) if found[1].split()[0].lower() != found[1] else found[1]}{sentence[found.end(1) :]}"
    places = list(_AUXILIARY.finditer(sentence))
    if not places:
        return None
    place = places[0]
    word = random.choice(["always", "only", "necessarily", "never" if random.random() < 0.2 else "always"])
    return f"{sentence[: place.end()]} {word}{sentence[place.end() :]}"


def _unconditional(sentence: str, _: Sequence[str], random: Random) -> str | None:
    found = _CONDITION.search(sentence)
    if not found:
        return None
    told = f"{sentence[: found.start()]}{sentence[found.end() :]}".strip()
    return raised(told) if len(told.split()) >= 4 else None


def _unlimited(sentence: str, _: Sequence[str], random: Random) -> str | None:
    found = _LIMIT.search(sentence)
    if not found:
        return None
    other = {"up to": "at least", "at least": "at most", "at most": "at least", "more than": "less than", "less than": "more than"}  # fmt: skip
    told = other.get(found.group().strip(), "") if random.random() < 0.5 else ""
    return " ".join(f"{sentence[: found.start()]} {told}{sentence[found.end() :]}".split())


def _caused(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """What only stands side by side, as cause and effect."""
    found = _AND_CLAUSE.search(sentence, 20)
    if found and len(sentence) - found.end() > 20:
        one, other = sentence[: found.start()], sentence[found.end() :].rstrip(".")
    elif others and len(sentence.split()) < 18:
        one = sentence.rstrip(".")
        short = [told for told in others if len(told.split()) < 18]
        if not short:
            return None
        other = lowered(random.choice(short).rstrip("."))
    else:
        return None
    if random.random() < 0.5:
        one, other = raised(other), lowered(one)
    return f"{one}{random.choice(_CAUSAL)}{other}."


def _effect_for_cause(sentence: str, _: Sequence[str], random: Random) -> str | None:
    found = _BECAUSE.search(sentence, 15)
    if not found:
        return None
    one, other = sentence[: found.start()], sentence[found.end() :].rstrip(".")
    if len(one.split()) < 3 or len(other.split()) < 3:
        return None
    return f"{raised(other)} because {lowered(one)}."


def _other_way(sentence: str, _: Sequence[str], random: Random) -> str | None:
    if found := _THAN.match(sentence):
        return f"{raised(found['other'])} {found['verb']} than {lowered(found['one'])}."
    if found := _TO.search(sentence):
        told = f"from {found['other']} to {found['one']}"
        return f"{sentence[: found.start()]}{told}{sentence[found.end() :]}"
    return None


CORRUPTIONS: dict[str, tuple[Corruption, bool]] = {
    "names swapped": (_swapped_by("names"), True),
    "things swapped": (_swapped_by("things"), True),
    "subject turned": (_turned_subject, True),
    "other way round": (_other_way, True),
    "name or number of a neighbour": (_from_elsewhere, True),
    "thing of a neighbour": (_thing_from_elsewhere, True),
    "merged": (_merged, True),
    "two merged": (_two_merged, False),
    "negation": (_denied, True),
    "opposite": (_opposed, True),
    "lost hedge": (_surer, False),
    "widened": (_widened, False),
    "lost condition": (_unconditional, False),
    "lost limit": (_unlimited, True),
    "false cause": (_caused, False),
    "effect for cause": (_effect_for_cause, True),
}
"""Every way to make a claim false, and whether it is so in both directions."""
_WEIGHTS = {"negation": 0.6, "widened": 0.8, "opposite": 0.8, "lost condition": 2.0, "lost hedge": 1.3, "other way round": 2.0, "effect for cause": 2.0, "false cause": 0.8, "subject turned": 1.2}  # fmt: skip


def corrupted(
    sentence: str, others: Sequence[str], random: Random, without: frozenset[str] = frozenset()
) -> Corrupted | None:
    """`sentence` made false in one way, drawn among those that fit; `None` if none does."""
    kinds = [kind for kind in CORRUPTIONS if kind not in without]
    order = sorted(kinds, key=lambda kind: -(random.random() ** (1 / _WEIGHTS.get(kind, 1.0))))
    for kind in order:
        made, is_symmetric = CORRUPTIONS[kind]
        claim = made(sentence, others, random)
        if claim and " ".join(claim.lower().split()) != sentence.lower():
            return Corrupted(kind, " ".join(claim.split()), is_symmetric)
    return None
