"""False claims that make more of a sentence: a hedge, limit or condition lost, a cause invented."""

import re
from collections.abc import Sequence
from random import Random

from evals.training.support.grammar import is_plural, lowered, raised, third_person
from evals.training.support.wordlists import STRONGER

AUXILIARY = re.compile(
    r"\b(is|are|was|were|has|have|had|can|could|may|might|must|should|will|would|does|do|did)\b"
    r"(?! not|n['’]t)"
)
_CONDITION = re.compile(
    r"^(?:If|When|Unless|Provided that|Where|Once|As long as) [^,]{5,90}, (?:then )?(?=\w)"
    r"|,? (?:if|unless|provided that|as long as|only when|except) [^,.;]{5,90}(?=[.,;])"
)
_LIMIT = re.compile(
    r" (?:up to|at least|at most|no more than|more than|less than|fewer than|as many as)"
    r"(?= [\d$£€])"
)
_OTHER_LIMIT = {
    "up to": "at least",
    "at least": "at most",
    "at most": "at least",
    "more than": "less than",
    "less than": "more than",
}
_AND_CLAUSE = re.compile(
    r",? (?:and|while|but|whereas|;) (?=(?:the|it|he|she|they|this|these|a|an|[A-Z]\w+) )|; "
)
_CAUSAL = (
    " because ",
    " as a result of the fact that ",
    ", which is why ",
    ", so ",
    ", and this led to the fact that ",
    " due to the fact that ",
)
_BECAUSE = re.compile(r",? because (?!of )")
_PLURAL_START = re.compile(r"^([A-Z][a-z]+(?: [a-z]+)?s) (are|were|have|can|do|need|use)\b")
_POSSIBLE = ("may", "might", "can", "could")
_BEFORE_FIGURES = ("about", "approximately", "nearly")
_SHORT = 18
"""Words of sentences that are joined to cause and effect."""


def surer(sentence: str, _: Sequence[str], random: Random) -> str | None:
    """`may harm` as `harms`, `some` as `all`: a hedge lost or made stronger."""
    places = [
        match
        for match in re.finditer(r"[A-Za-z]+", sentence)
        if match.group().lower() in STRONGER
        and (
            not re.match(r" \d", sentence[match.end() :])
            or match.group().lower() in _BEFORE_FIGURES
        )
    ]
    if not places:
        return None
    place = random.choice(places)
    word, before, after = place.group().lower(), sentence[: place.start()], sentence[place.end() :]
    other = random.choice(STRONGER[word])
    if word in _POSSIBLE and random.random() < 0.6:
        plain = re.match(r" (?:also |even )?([a-z]{2,})\b", after)
        if plain and not plain[1].endswith("ly") and plain[1] != "not":
            verb = plain[1] if is_plural(before.strip() or "it") else third_person(plain[1])
            return f"{before}{'are' if verb == 'be' else verb}{after[plain.end() :]}"
    if re.match(r" not\b", after) or (word == "most" and before.endswith("the ")):
        return None
    return raised(" ".join(f"{before}{other}{after}".replace(" ,", ",").split()))


def widened(sentence: str, _: Sequence[str], random: Random) -> str | None:
    """`All`, `only` or `always` put where nobody said so."""
    if found := _PLURAL_START.match(sentence):
        word = random.choice(["All", "Only", "All"])
        return f"{word} {lowered(found[1])}{sentence[found.end(1) :]}"
    place = AUXILIARY.search(sentence)
    if not place:
        return None
    last = "never" if random.random() < 0.2 else "always"
    word = random.choice(["always", "only", "necessarily", last])
    return f"{sentence[: place.end()]} {word}{sentence[place.end() :]}"


def unconditional(sentence: str, _: Sequence[str], __: Random) -> str | None:
    """A sentence without its `if`."""
    found = _CONDITION.search(sentence)
    if not found:
        return None
    told = f"{sentence[: found.start()]}{sentence[found.end() :]}".strip()
    return raised(told) if len(told.split()) >= 4 else None


def unlimited(sentence: str, _: Sequence[str], random: Random) -> str | None:
    """`Up to` a number left out, or turned to `at least`."""
    found = _LIMIT.search(sentence)
    if not found:
        return None
    told = _OTHER_LIMIT.get(found.group().strip(), "") if random.random() < 0.5 else ""
    return " ".join(f"{sentence[: found.start()]} {told}{sentence[found.end() :]}".split())


def caused(sentence: str, others: Sequence[str], random: Random) -> str | None:
    """What only stands side by side, as cause and effect."""
    found = _AND_CLAUSE.search(sentence, 20)
    if found and len(sentence) - found.end() > 20:
        one, other = sentence[: found.start()], sentence[found.end() :].rstrip(".")
    elif others and len(sentence.split()) < _SHORT:
        one = sentence.rstrip(".")
        short = [told for told in others if len(told.split()) < _SHORT]
        if not short:
            return None
        other = lowered(random.choice(short).rstrip("."))
    else:
        return None
    if random.random() < 0.5:
        one, other = raised(other), lowered(one)
    return f"{one}{random.choice(_CAUSAL)}{other}."


def effect_for_cause(sentence: str, _: Sequence[str], __: Random) -> str | None:
    """`A because B` as `B because A`."""
    found = _BECAUSE.search(sentence, 15)
    if not found:
        return None
    one, other = sentence[: found.start()], sentence[found.end() :].rstrip(".")
    if len(one.split()) < 3 or len(other.split()) < 3:
        return None
    return f"{raised(other)} because {lowered(one)}."
