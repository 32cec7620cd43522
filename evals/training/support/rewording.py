"""True claims made from a sentence by rule: shortened, turned, or said in other words."""

import re
from collections.abc import Callable
from random import Random

from evals.training.support.grammar import (
    AUXILIARIES,
    is_participle,
    is_past,
    is_plural,
    is_pronoun,
    lowered,
    participle_from,
    past_from,
    raised,
    split_of,
)  # fmt: skip
from evals.training.support.wordlists import ALIKE, HEDGES_ALIKE, NUMERALS

_OPENER = re.compile(
    r"^(?:However|Moreover|Furthermore|In addition|Additionally|Also|Therefore|Thus|For example"
    r"|For instance|Indeed|In fact|Similarly|Finally|Nevertheless|Meanwhile|In particular"
    r"|Besides|Instead|Consequently|Likewise|Overall|Interestingly|Unfortunately|Notably|And|But"
    r"|Yes|Well|So|Still|Hence|In other words|Specifically|As noted above),? "
)
_BRACKET = re.compile(r" [(\[][^()\[\]]{1,80}[)\]]")
_RELATIVE = re.compile(r", (?:which|who|where|whose) [^,;.]{8,120}(?:,(?= )|(?=\.$))")
_APPOSITION = re.compile(
    r"^((?:[A-Z][\w'’-]+)(?: (?:of |the |de |van )?[A-Z][\w'’-]+){0,4}),"
    r" ((?:a|an|the|one of) [^,;]{5,70}), "
)
_LEADING = re.compile(r"^((?:In|At|During|On|Since|After|Before|By|Until) [^,;:]{3,50}), (.+)\.$")
_PASSIVE = re.compile(
    r"^(?P<patient>[^,;:()]{3,60}?) (?P<be>was|were) (?P<adverb>\w+ly )?(?P<verb>\w+) by (?P<agent>"
    r"[^,;:()]{3,60}?)(?P<tail>(?: (?:in|on|at|during|after|for|to|as) [^,;:()]+)?)\.$"
)
_ACTIVE = re.compile(
    r"^(?P<agent>(?:The |A |An )?[A-Z][^,;:()]{1,40}?) (?P<verb>\w+)"
    r" (?P<patient>(?:the|a|an|his|her|its|their|[A-Z]\w+) ?[^,;:()]{2,50}?)"
    r"(?P<tail>(?: (?:in|on|during|after|for|as) [^,;:()]+)?)\.$"
)
_POSSESSIVE = re.compile(r"\b([A-Z]\w+(?: [A-Z]\w+){0,2})['’]s (\w{4,})\b(?! [a-z]+(?:ed|ing)\b)")
_THE_OF = re.compile(r"\bthe (\w{4,}) of ([A-Z]\w+(?: [A-Z]\w+){0,2})\b(?! (?:and|or|of|in)\b)")
_ITEMS = re.compile(
    r"((?:[\w'’-]+ ?){1,4}), ((?:[\w'’-]+ ?){1,4}),? (and|or) ((?:[\w'’-]+ ?){1,4})"
)
_AND_VERB = re.compile(r",? (?:and|but) (?:also |then |later |subsequently )?(?=(\w+) )")
_SENTENCE_TAIL = re.compile(
    r"(?:, (?:and|but|while|whereas|although|though) |; )"
    r"(?=(?:the|it|he|she|they|this|these|a|an|[A-Z]\w+) )"
)
_SAID = re.compile(r"[A-Za-z]+")

Rewording = Callable[[str, Random], str | None]
"""Says a sentence in another way; `None` where it does not fit."""


def _without_opener(sentence: str, _: Random) -> str | None:
    found = _OPENER.match(sentence)
    return raised(sentence[found.end() :]) if found else None


def _without_bracket(sentence: str, _: Random) -> str | None:
    return _BRACKET.sub("", sentence, count=1) if _BRACKET.search(sentence) else None


def _without_relative(sentence: str, _: Random) -> str | None:
    return _RELATIVE.sub("", sentence, count=1) if _RELATIVE.search(sentence) else None


def _apposition(sentence: str, random: Random) -> str | None:
    """`Ann, a baker, came.`: without the apposition, or nothing but that."""
    found = _APPOSITION.match(sentence)
    if not found:
        return None
    if random.random() < 0.5:
        return f"{found[1]} {sentence[found.end() :]}"
    return f"{found[1]} {'was' if re.search(r' was | were ', sentence) else 'is'} {found[2]}."


def _leading_last(sentence: str, _: Random) -> str | None:
    found = _LEADING.match(sentence)
    return f"{raised(found[2])} {lowered(found[1])}." if found else None


def _active(sentence: str, _: Random) -> str | None:
    found = _PASSIVE.match(sentence)
    if not found or not is_participle(found["verb"]) or is_pronoun(found["patient"]):
        return None
    verb = past_from(found["verb"])
    told = f"{found['adverb'] or ''}{verb} {lowered(found['patient'])}{found['tail']}"
    return f"{raised(found['agent'])} {told}."


def _passive(sentence: str, _: Random) -> str | None:
    found = _ACTIVE.match(sentence)
    if not found or not is_past(found["verb"]) or is_pronoun(found["agent"]):
        return None
    if set(found["agent"].lower().split()) & (AUXILIARIES | {"who", "that", "which"}):
        return None
    be = "were" if is_plural(found["patient"]) else "was"
    verb = participle_from(found["verb"])
    return f"{raised(found['patient'])} {be} {verb} by {lowered(found['agent'])}{found['tail']}."


def _of_for_possessive(sentence: str, _: Random) -> str | None:
    if found := _POSSESSIVE.search(sentence):
        told = f"the {found[2]} of {found[1]}"
    elif found := _THE_OF.search(sentence):
        told = f"{found[2]}'s {found[1]}"
    else:
        return None
    return raised(f"{sentence[: found.start()]}{told}{sentence[found.end() :]}")


def _fewer_items(sentence: str, random: Random) -> str | None:
    """A list of three without one of them; not of an `or`, which would say more."""
    found = _ITEMS.search(sentence)
    if not found or found[3] == "or":
        return None
    kept = random.choice([(found[1], found[2]), (found[1], found[4]), (found[2], found[4])])
    told = f"{kept[0].strip()} and {kept[1].strip()}"
    return f"{sentence[: found.start()]}{told}{sentence[found.start(4) + len(found[4].rstrip()) :]}"


def _one_verb(sentence: str, random: Random) -> str | None:
    """`It does this and does that.`: one of the two."""
    split = split_of(sentence)
    if not split or is_pronoun(split.subject):
        return None
    for found in _AND_VERB.finditer(sentence, len(split.subject) + len(split.verb) + 2):
        verb = found[1].lower()
        if verb in AUXILIARIES or is_past(verb):
            first = sentence[: found.start()] + "."
            second = f"{split.subject} {sentence[found.end() :]}"
            return random.choice([first, second])
    return None


def _one_clause(sentence: str, random: Random) -> str | None:
    found = _SENTENCE_TAIL.search(sentence)
    if not found or found.start() < 25 or len(sentence) - found.end() < 25:
        return None
    first, second = sentence[: found.start()] + ".", raised(sentence[found.end() :])
    return first if is_pronoun(second) or random.random() < 0.5 else second


def _alike(sentence: str, random: Random) -> str | None:
    """One or two words replaced by others that mean the same."""
    return _replaced(sentence, ALIKE, random, most=2)


def _hedged_alike(sentence: str, random: Random) -> str | None:
    return _replaced(sentence, HEDGES_ALIKE, random, most=1)


def _numeral(sentence: str, random: Random) -> str | None:
    return _replaced(sentence, NUMERALS, random, most=1)


def _replaced(
    sentence: str, others: dict[str, tuple[str, ...]], random: Random, most: int
) -> str | None:
    places = [m for m in re.finditer(r"[\w'’%-]+", sentence) if m.group().lower() in others]
    if not places:
        return None
    for place in sorted(random.sample(places, min(most, len(places))), key=lambda m: -m.start()):
        other = random.choice(others[place.group().lower()])
        other = raised(other) if place.group()[0].isupper() else other
        sentence = f"{sentence[: place.start()]}{other}{sentence[place.end() :]}"
    return sentence


_REWORDINGS: tuple[Rewording, ...] = (
    _without_opener, _without_bracket, _without_relative, _apposition, _leading_last, _active,
    _passive, _of_for_possessive, _fewer_items, _one_verb, _one_clause, _alike, _alike,
    _hedged_alike, _numeral,
)  # fmt: skip


def reworded(sentence: str, above: str, random: Random, most: int = 3) -> str:
    """`sentence` said in up to `most` other ways on top of each other; itself if none fits.

    A pronoun at its start may give way to the title above it.
    """
    claim = _without_opener(sentence, random) or sentence
    for rewording in random.sample(_REWORDINGS, len(_REWORDINGS)):
        if most <= 0:
            break
        other = rewording(claim, random)
        if other and other != claim and len(other.split()) >= 4:
            claim, most = " ".join(other.split()), most - 1
    return _named(claim, above) if random.random() < 0.5 else claim


def _named(claim: str, above: str) -> str:
    """A claim about `It` or `He`, about the title instead."""
    title = above.split(" > ")[0].split(" (")[0]
    first, _, rest = claim.partition(" ")
    if first not in ("It", "He", "She") or not title or len(title.split()) > 4 or not rest:
        return claim
    return f"{raised(title)} {rest}" if _SAID.match(title) else claim
