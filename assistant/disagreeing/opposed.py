"""Statements that say the opposite of each other in other words: it needs little, it needs much."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.disagreeing.polarity import NEGATIONS, POLE_STEMS, POLES, Scale
from assistant.disagreeing.statement import Statement, stems
from assistant.disagreeing.wanted import asks_for_subject, scales_asked
from corpus import Span, content_words, stem, words

_CLAUSE = re.compile(
    r"[;\n]|[.!?] |,? (?:but|whereas|although|though|however|because|since|so that)\b"
    r"|, (?:and|so|yet|which|making|or)\b| [–—] "
)
_LIMITED = re.compile(
    r"\b(?:if|unless|when|whenever|except|only|depend\w*|sometimes|certain|than|compared|unlike"
    r"|versus|vs|instead|rather|some|either|whether|until|too(?= \w)|not always|not necessarily"
    r"|while|once|where|as (?:much|many|long|little|few)|how|what|for (?:some|most|many)"
    r"|contrary to|myth|relatively|comparatively|measured against)\b",
    re.IGNORECASE,
)
"""What is said of a part, under a condition, or beside something else, opposes nothing."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:-[^\W_]+)*|[,:()]")
_BREAK = ","
_VERBS = re.compile(r"(?:is|are|was|were|be|been|being|seems?|gets?|remains?|becomes?)$")
_GENERAL = frozenset(
    stem(word)
    for word in "approach approaches choice process option way method solution alternative thing"
    " amount number quantity volume deal level degree quality kind type use result really very"
    " quite generally usually often typically fairly rather extremely potentially actually"
    " necessarily work works enough".split()
)
_YES_NO = re.compile(r"\W*(yes|no)\b(?! one\b| matter\b| longer\b| [a-z])", re.IGNORECASE)
_SAME_QUESTION = 0.85
"""Similarity from which two FAQ pairs are taken to answer the question asked."""
_LINKS = frozenset(
    "for in to by with on at from after before during around between over that and or".split()
)
_MODAL = frozenset({Scale.ABILITY, Scale.ADVICE, Scale.NEED})
_DETERMINERS = frozenset(
    stem(word) for word in "a an the this these those my your his her its our their any no".split()
)
_REACH = 3
"""Words from a pole within which a negation denies it."""
_TARGET = 5
"""Words after a pole within which stands what it is said of."""
_MODAL_TARGET = 9
"""The same for a modal verb, which governs all that follows."""
_LONG_TOPIC = 3
"""Words of a topic from which a clause need not name them all."""
_TOPIC = 0.5
"""Share of a long topic that a clause must name."""


@dataclass(frozen=True)
class Stance:
    """What a clause says on one scale."""

    scale: Scale
    sign: int
    """-1 or 1: the end of the scale."""
    words: str
    """As the clause has them."""
    target: tuple[str, ...]
    """Stems of what it is said of, as far as that follows, in order."""
    clause: frozenset[str]
    """Stems of the content words of the clause, poles left out."""


def opposites(question: str, one: Statement, other: Statement) -> tuple[str, str] | None:
    """What two statements say that cannot both be so; `None` for most."""
    if found := _yes_and_no(one, other):
        return found
    asked = stems(question)
    scales = scales_asked(question)
    if not scales:
        return None
    topic = frozenset(word for word in asked if word not in POLE_STEMS and word not in _GENERAL)
    if not topic or not topic <= one.surroundings & other.surroundings:
        return None
    is_open = asks_for_subject(question)
    for mine in _stances(one.before, one.text):
        if mine.scale not in scales:
            continue
        for yours in _stances(other.before, other.text):
            if mine.scale is not yours.scale or mine.sign == yours.sign:
                continue
            if is_open and mine.scale is not Scale.AMOUNT and mine.clause & yours.clause <= topic:
                continue
            if _meet(mine, yours, topic):
                return mine.words, yours.words
    return None


def _yes_and_no(one: Statement, other: Statement) -> tuple[str, str] | None:
    """`Yes` and `No`, where two FAQ pairs answer the question so."""
    first, second = (_YES_NO.match(side.text) for side in (one, other))
    if not first or not second or min(one.same_question, other.same_question) < _SAME_QUESTION:
        return None
    asked = stems(one.asked), stems(other.asked)
    if len(asked[0] ^ asked[1]) > 1 or not asked[0] & asked[1]:
        return None
    said = first.group(1).lower(), second.group(1).lower()
    return (first.group(1), second.group(1)) if said[0] != said[1] else None


def _meet(one: Stance, other: Stance, topic: frozenset[str]) -> bool:
    """Whether two stances are on the same thing, and it is the one asked about."""
    mine, yours = frozenset(one.target), frozenset(other.target)
    subject = topic - (mine & yours)
    least = len(subject) if len(subject) < _LONG_TOPIC else _TOPIC * len(subject)
    if any(len(subject & side.clause) < least for side in (one, other)):
        return False
    if subject and not one.clause & other.clause & subject:
        return False
    if one.scale is Scale.AMOUNT:
        return bool(mine & yours & topic)
    if not mine or not yours:
        return mine <= topic and yours <= topic
    if one.scale in _MODAL and not _same_rest(mine - topic, yours - topic):
        return False
    return one.target[0] in yours and other.target[0] in mine


def _same_rest(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether neither adds where, when or how, or both add the same."""
    return bool(one & other) or (not one and not other)


@lru_cache(maxsize=4096)
def _stances(before: str, text: str) -> tuple[Stance, ...]:
    """What a sentence says on any scale, after the one it leans on, unless it limits that."""
    return tuple(
        stance
        for clause in clauses(text)
        if not _LIMITED.search(clause)
        for stance in _in_clause(clause, stems(f"{before} {clause}") - POLE_STEMS)
    )


def _in_clause(clause: str, about: frozenset[str]) -> Iterator[Stance]:
    found = list(_WORD.finditer(clause))
    keys = [_key(match.group()) for match in found]
    for place, match in enumerate(found):
        scale, sign = POLES.get(_folded(match.group()), (None, 0))
        if scale is None or _is_claimable(keys, place) or _advises_against(keys, place, scale):
            continue
        start = _denied_from(keys, place, scale)
        end, target = _target(keys, place, scale in _MODAL)
        span = Span(found[min(start, place)].start(), found[max(end, start, place)].end())
        sign = sign if start == place else -sign
        yield Stance(scale, sign, span.of(clause), target, about)


def _is_claimable(keys: list[str], place: int) -> bool:
    """Whether `benefit` is something that one is paid, not what something does."""
    if keys[place] != "benefit":
        return False
    after = keys[place + 1] if place + 1 < len(keys) else _BREAK
    is_object = content_words(after) or after in _DETERMINERS
    return not is_object or (place > 0 and keys[place - 1] in _DETERMINERS)


def _advises_against(keys: list[str], place: int, scale: Scale) -> bool:
    """Whether advice is to avoid something, which the word for that tells by itself."""
    following = keys[place + 1 : place + 1 + _REACH]
    return scale is Scale.ADVICE and "avoid" in following and keys[place] != "avoid"


def _key(word: str) -> str:
    """A word's stem; `can't` and its kind are `not`, and marks are commas."""
    if not word[0].isalnum():
        return _BREAK
    folded = _folded(word)
    if folded.endswith("n't"):
        return "not"
    if folded == "cannot":
        return folded
    parts = folded.split("-") if "-" in folded else words(folded)[:1]
    return "-".join(map(stem, parts)).replace("dataset", "data")


def _folded(word: str) -> str:
    folded = word.lower().replace("’", "'")
    return "cannot" if folded == "can't" else folded


def _denied_from(keys: list[str], place: int, scale: Scale) -> int:
    """The place of the negation that denies the word at `place`, or that place itself."""
    if scale in _MODAL and place + 1 < len(keys) and keys[place + 1] in ("not", "never"):
        return place + 1
    for near in range(place - 1, max(place - 1 - _REACH, -1), -1):
        if keys[near] in NEGATIONS and keys[near] != "without":
            return near
        if keys[near] == "without":
            return near
    return place


def _target(keys: list[str], place: int, is_modal: bool) -> tuple[int, tuple[str, ...]]:
    """Where that which a word is said of ends if it is told shortly, and its stems."""
    end = place
    is_short = True
    found: list[str] = []
    reach = _MODAL_TARGET if is_modal else _TARGET
    for near in range(place + 1, min(place + 1 + reach, len(keys))):
        key = keys[near]
        if key == _BREAK or (_VERBS.match(key) and not is_modal):
            break
        is_short = is_short and key not in _LINKS
        if content_words(key) and key not in _GENERAL and key not in POLE_STEMS:
            found += [part for part in key.split("-") if content_words(part)]
            end = near if is_short else end
    return end, tuple(found)


def clauses(text: str) -> list[str]:
    """The clauses of a sentence, cut where another thing may be spoken of."""
    found, start = [], 0
    for match in _CLAUSE.finditer(text):
        found.append(text[start : match.start()])
        start = match.end()
    return [clause for clause in (*found, text[start:]) if clause.strip()]
