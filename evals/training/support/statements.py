"""Statements from questions and answers: `Who wrote it?` and `Ann` give `Ann wrote it.`."""

import re

from evals.training.support.grammar import (
    AUXILIARIES,
    is_participle,
    is_past,
    past_of,
    raised,
    third_person,
)

_BE = ("is", "are", "was", "were")
_DO = ("do", "does", "did")
_WHERE_WHEN = re.compile(
    r"^(?:where|when|in what year|in which year|what year|on what date|in what country"
    r"|in which country|in what city|in which city|at what age)\s+",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^(?:who|what|which(?: [\w'’-]+){1,3}?|what(?: [\w'’-]+){1,3}?|how many(?: [\w'’-]+){1,3}?)$",
    re.IGNORECASE,
)
_NOUN_START = ("the", "a", "an", "his", "her", "its", "their", "this", "these", "my", "your", "our")
_NO_VERB_AFTER = (*_NOUN_START, "of", "in", "for", "to", "and", "on")
_NO_COMPLEMENT_AFTER = (*_NOUN_START, "of", "in", "for", "and")
_BEGINS_PLACE = frozenset(
    "in on at from by during after before since near around between under the about".split()
)
_LEFT_BEHIND = frozenset("in on at from by to with for of as into".split())
"""Prepositions at the end of a question whose answer follows them."""
_BEGINS_COMPLEMENT = frozenset(
    "a an the part based considered in on allowed able still from one made also".split()
)
_MOST_ANSWER_WORDS = 8


def statement(question: str, answer: str, passage: str, known: frozenset[str]) -> str | None:
    """The answer said as a sentence in the question's words; `None` if no rule fits.

    Args:
        question: In English, with or without its mark and capitals.
        answer: A few words, or `yes` or `no`.
        passage: Gives the capitals that a question in lower case lacks.
        known: Words in lower case, among which past forms are sought.
    """
    words = question.strip(" ?.").split()
    answer = answer.strip(" .,;:")
    if len(words) < 3 or not answer or len(answer.split()) > _MOST_ANSWER_WORDS:
        return None
    if answer.lower() in ("yes", "no"):
        told = _yes_no(words, answer.lower() == "yes", known)
    else:
        told = _asked(words, answer, known)
    return raised(recased(told, passage)) + "." if told else None


def recased(text: str, passage: str) -> str:
    """`text` with the capitals that its words have everywhere in the passage."""
    capital = {}
    for match in re.finditer(r"(?<![.!?] )(?<=\S )[A-Z][\w-]*", passage):
        capital[match.group().lower()] = match.group()
    for match in re.finditer(r"(?<=\w )[a-z][\w-]*", passage):
        capital.pop(match.group(), None)
    return " ".join(capital.get(word, word) if word.islower() else word for word in text.split())


def _asked(words: list[str], answer: str, known: frozenset[str]) -> str | None:
    if found := _WHERE_WHEN.match(" ".join(words)):
        asked = found.group().lower()
        rest = " ".join(words)[found.end() :].split()
        return _placed(rest, answer, "where" not in asked and "country" not in asked, known)
    auxiliary = [n for n, word in enumerate(words[1:5], 1) if word.lower() in AUXILIARIES]
    sizes = auxiliary[:1] or range(1, 5)
    for size in (size for size in sizes if size < len(words) - 1):
        head, rest = " ".join(words[:size]), words[size:]
        if not _SUBJECT.match(head):
            continue
        first = rest[0].lower()
        if first in _DO:
            return _object(words[1:size], rest, answer, known)
        if first in _BE and len(rest) > 2 and size == 1 and rest[1].lower() in _NOUN_START:
            return _is_it(rest, answer)
        if first in AUXILIARIES or is_past(first) or (size == 1 and first.endswith("s")):
            return _subject(words[:size], rest, answer)
    return None


def _subject(head: list[str], rest: list[str], answer: str) -> str | None:
    """`Who wrote it?`: `A wrote it.`."""
    if not " ".join(head).lower().startswith("how many"):
        return f"{answer} {' '.join(rest)}"
    is_turned = rest[1][0].isupper() or rest[1].lower() in _NOUN_START
    if rest[0].lower() in AUXILIARIES and is_turned:
        return None
    return f"{answer} {' '.join(head[2:])} {' '.join(rest)}"


def _is_it(rest: list[str], answer: str) -> str:
    """`What is the X of Y?`: `The X of Y is A.`."""
    if is_participle(rest[-1].lower()) or rest[-1].lower() in ("called", "named", "known"):
        return f"{' '.join(rest[1:-1])} {rest[0].lower()} {rest[-1]} {answer}"
    return f"{' '.join(rest[1:])} {rest[0].lower()} {answer}"


def _object(noun: list[str], rest: list[str], answer: str, known: frozenset[str]) -> str | None:
    """`What did Ann write?`: `Ann wrote A.`."""
    place = _verb_place(rest[1:], known)
    if place is None:
        return None
    subject, verb, after = rest[1 : place + 1], rest[place + 1].lower(), rest[place + 2 :]
    told = _inflected(rest[0].lower(), verb, known)
    if told is None or noun[:1] == ["many"]:
        return None
    if after and after[-1].lower() in _LEFT_BEHIND:
        return " ".join((*subject, told, *after, answer))
    return " ".join((*subject, told, answer, *after))


def _placed(rest: list[str], answer: str, is_time: bool, known: frozenset[str]) -> str | None:
    """`When was it built?`: `It was built in A.`."""
    if len(rest) < 2 or rest[0].lower() not in AUXILIARIES:
        return None
    auxiliary, where = rest[0].lower(), f"{_joint(answer, is_time)}{answer}"
    if auxiliary in _DO:
        place = _verb_place(rest[1:], known)
        told = place and _inflected(auxiliary, rest[place + 1].lower(), known)
        if not place or not told:
            return None
        return " ".join((*rest[1 : place + 1], told, *rest[place + 2 :], where))
    for place in range(len(rest) - 1, 1, -1):
        if is_participle(rest[place].lower()) or rest[place].lower() in ("born", "located", "held"):
            return " ".join((*rest[1:place], auxiliary, *rest[place:], where))
    return " ".join((*rest[1:], auxiliary, where)) if auxiliary in _BE else None


def _joint(answer: str, is_time: bool) -> str:
    """The preposition before a time or place, if it brings none."""
    if answer.lower().split()[0] in _BEGINS_PLACE:
        return ""
    is_day = re.match(r"(?:\w+ \d|\d{1,2} \w)", answer) and not re.fullmatch(r"\w+ \d{4}", answer)
    return "on " if is_time and is_day else "in "


def _yes_no(words: list[str], is_yes: bool, known: frozenset[str]) -> str | None:
    """`Can cats swim?`: `Cats can swim.` or `Cats can not swim.`."""
    auxiliary, rest = words[0].lower(), words[1:]
    if auxiliary not in AUXILIARIES or len(rest) < 2:
        return None
    denial = () if is_yes else ("not",)
    if rest[0].lower() == "there":
        return " ".join(("there", auxiliary, *denial, *rest[1:]))
    place = _complement(rest) if auxiliary in _BE else _verb_place(rest, known)
    if place is None:
        return None
    if auxiliary in _DO and is_yes:
        told = _inflected(auxiliary, rest[place].lower(), known)
        return told and " ".join((*rest[:place], told, *rest[place + 1 :]))
    return " ".join((*rest[:place], auxiliary, *denial, *rest[place:]))


def _complement(rest: list[str]) -> int | None:
    """Where what is said of the subject begins, after `is`."""
    for place in range(1, len(rest)):
        word = rest[place].lower()
        is_said = word in _BEGINS_COMPLEMENT or word.endswith(("able", "ible", "ing"))
        if not is_said and not is_participle(word):
            continue
        is_inside = word in ("in", "on", "from") and place < len(rest) - 4
        if not is_inside and rest[place - 1].lower() not in _NO_COMPLEMENT_AFTER:
            return place
    return len(rest) - 1 if len(rest) <= 4 else None


def _verb_place(words: list[str], known: frozenset[str]) -> int | None:
    """Where the base form of a verb stands after its subject."""
    for place in range(1, len(words)):
        word = words[place].lower()
        if words[place - 1].lower() in _NO_VERB_AFTER:
            continue
        if word in ("be", "have", "get"):
            return place
        if _is_verb(word, known) and not words[place][0].isupper():
            return place
    return None


def _is_verb(word: str, known: frozenset[str]) -> bool:
    """Whether a word has the forms of a verb."""
    ing = (word + "ing", word[:-1] + "ing", word + word[-1:] + "ing")
    return past_of(word, known) is not None and any(form in known for form in ing)


def _inflected(auxiliary: str, verb: str, known: frozenset[str]) -> str | None:
    if auxiliary == "did":
        return past_of(verb, known)
    return third_person(verb) if auxiliary == "does" else verb
