"""Statements made from a question and an answer: `Who wrote it?` and `Ann` give `Ann wrote it.`"""

import re

from evals.training.support.grammar import (
    AUXILIARIES, is_participle, is_past, past_of, raised, third_person,
)  # fmt: skip

_BE = ("is", "are", "was", "were")
_DO = ("do", "does", "did")
_WHERE_WHEN = re.compile(r"^(?:where|when|in what year|in which year|what year|on what date|in what country|in which country|in what city|in which city|at what age)\s+", re.I)
_SUBJECT = re.compile(r"^(?:who|what|which(?: [\w'’-]+){1,3}?|what(?: [\w'’-]+){1,3}?|how many(?: [\w'’-]+){1,3}?)$", re.I)
_PREPOSITION = ("in", "on", "at", "from", "by", "during", "after", "before", "since", "near", "around", "between", "under", "the", "about")
_NOUN_START = ("the", "a", "an", "his", "her", "its", "their", "this", "these", "my", "your", "our")
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
    if not told:
        return None
    return raised(recased(told, passage)) + "."


def _asked(words: list[str], answer: str, known: frozenset[str]) -> str | None:
    if found := _WHERE_WHEN.match(" ".join(words)):
        rest = " ".join(words)[found.end() :].split()
        return _placed(rest, answer, is_time="where" not in found.group().lower() and "country" not in found.group().lower(), known=known)
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
            is_counted = head.lower().startswith("how many")
            if is_counted and first in AUXILIARIES and (rest[1][0].isupper() or rest[1].lower() in _NOUN_START):
                return None
            subject = f"{answer} {' '.join(words[2:size])}" if is_counted else answer
            return f"{subject} {' '.join(rest)}"
    return None


def _is_it(rest: list[str], answer: str) -> str:
    """`What is the X of Y?`: `The X of Y is A.`"""
    if is_participle(rest[-1].lower()) or rest[-1].lower() in ("called", "named", "known"):
        return f"{' '.join(rest[1:-1])} {rest[0].lower()} {rest[-1]} {answer}"
    return f"{' '.join(rest[1:])} {rest[0].lower()} {answer}"


def _object(noun: list[str], rest: list[str], answer: str, known: frozenset[str]) -> str | None:
    """`What did Ann write?`: `Ann wrote A.`"""
    place = _verb_place(rest[1:], known)
    if place is None:
        return None
    subject, verb, after = rest[1 : place + 1], rest[place + 1].lower(), rest[place + 2 :]
    told = _inflected(rest[0].lower(), verb, known)
    if told is None or noun[:1] == ["many"]:
        return None
    if after and after[-1].lower() in ("in", "on", "at", "from", "by", "to", "with", "for", "of", "as", "into"):
        return f"{' '.join(subject)} {told} {' '.join(after)} {answer}"
    return f"{' '.join(subject)} {told} {answer}{' ' if after else ''}{' '.join(after)}"


def _placed(rest: list[str], answer: str, is_time: bool, known: frozenset[str]) -> str | None:
    """`When was it built?`: `It was built in A.`"""
    if len(rest) < 2 or rest[0].lower() not in AUXILIARIES:
        return None
    first = answer.lower().split()[0]
    joint = "" if first in _PREPOSITION else "on " if is_time and re.match(r"(?:\w+ \d|\d{1,2} \w)", answer) and not re.fullmatch(r"\w+ \d{4}", answer) else "in "
    auxiliary = rest[0].lower()
    if auxiliary in _DO:
        place = _verb_place(rest[1:], known)
        if place is None:
            return None
        told = _inflected(auxiliary, rest[place + 1].lower(), known)
        if told is None:
            return None
        return f"{' '.join(rest[1 : place + 1])} {told} {' '.join(rest[place + 2 :])} {joint}{answer}".replace("  ", " ")
    for place in range(len(rest) - 1, 1, -1):
        if is_participle(rest[place].lower()) or rest[place].lower() in ("born", "located", "held"):
            return f"{' '.join(rest[1:place])} {auxiliary} {' '.join(rest[place:])} {joint}{answer}"
    return f"{' '.join(rest[1:])} {auxiliary} {joint}{answer}" if auxiliary in _BE else None


def _yes_no(words: list[str], is_yes: bool, known: frozenset[str]) -> str | None:
    """`Can cats swim?`: `Cats can swim.` or `Cats can not swim.`"""
    auxiliary, rest = words[0].lower(), words[1:]
    if auxiliary not in AUXILIARIES or len(rest) < 2:
        return None
    denial = "" if is_yes else "not "
    if rest[0].lower() == "there":
        return f"there {auxiliary} {denial}{' '.join(rest[1:])}"
    if auxiliary in _BE:
        place = _complement(rest)
    else:
        place = _verb_place(rest, known)
    if place is None:
        return None
    subject, after = " ".join(rest[:place]), " ".join(rest[place:])
    if auxiliary in _DO and is_yes:
        told = _inflected(auxiliary, rest[place].lower(), known)
        return told and f"{subject} {told} {' '.join(rest[place + 1 :])}"
    return f"{subject} {auxiliary} {denial}{after}"


def _complement(rest: list[str]) -> int | None:
    """Where what is said of the subject begins, after `is`."""
    for place in range(1, len(rest)):
        word = rest[place].lower()
        if word in ("a", "an", "the", "part", "based", "considered", "in", "on", "allowed", "able", "still", "from", "one", "made", "also") or is_participle(word) or word.endswith(("able", "ible", "ing")):
            if word in ("in", "on", "from") and place < len(rest) - 4:
                continue
            if rest[place - 1].lower() in (*_NOUN_START, "of", "in", "for", "and"):
                continue
            return place
    return len(rest) - 1 if len(rest) <= 4 else None


def _verb_place(words: list[str], known: frozenset[str]) -> int | None:
    """Where the base form of a verb stands after its subject."""
    for place in range(1, len(words)):
        word = words[place].lower()
        if words[place - 1].lower() in (*_NOUN_START, "of", "in", "for", "to", "and", "on"):
            continue
        if word in ("be", "have", "get") or (_is_verb(word, known) and not words[place][0].isupper()):
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


def recased(text: str, passage: str) -> str:
    """`text` with the capitals that its words have everywhere in the passage."""
    capital = {}
    for match in re.finditer(r"(?<![.!?] )(?<=\S )[A-Z][\w-]*", passage):
        capital[match.group().lower()] = match.group()
    for match in re.finditer(r"(?<=\w )[a-z][\w-]*", passage):
        capital.pop(match.group(), None)
    return " ".join(capital.get(word, word) if word.islower() else word for word in text.split())
