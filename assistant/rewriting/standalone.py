"""A question put together with what it is about, so that it can be read alone."""

import re
from collections.abc import Sequence

from assistant.rewriting.dependence import Dependence
from assistant.rewriting.phrases import Phrase
from assistant.rewriting.pointers import Kind, Pointer
from assistant.rewriting.wording import ASKING, AUXILIARIES, Token, tokens

_END = re.compile(r"\s*([?!.…]*)\s*$")
_PREPOSITION = re.compile(
    r"^(?:for|in|on|at|with|without|from|to|by|during|after|before|under|within|outside|through"
    r"|using|via|if|when|until|since)\b",
    re.IGNORECASE,
)
_FRAME_WORDS = 25
"""Most words of a question that is gone on from."""
_ADDED_WORDS = 8
_BARE_WORDS = 2
_BARE = frozenset("why how when where so not exactly then come".split())


def with_topic(question: str, topic: Sequence[Phrase], leaning: Dependence) -> str:
    """The question with the topic in place of its pointing word, or else behind it."""
    rest = list(topic)
    open_ones = [one for one in leaning.pointers if one.kind in _REPLACED]
    if open_ones and rest:
        pointer = open_ones[0]
        if _fits(pointer, rest[0]) and pointer.text.lower() not in _OF_WHAT_WAS_SAID:
            chosen = rest.pop(0)
            question = (
                question[: pointer.start] + _in_place(pointer, chosen) + question[pointer.end :]
            )
    if not rest:
        return question
    end = _END.search(question)
    body = question[: end.start()] if end else question
    return f"{body} ({', '.join(one.text for one in rest)}){end[1] if end else ''}"


def goes_on(leaning: Dependence) -> bool:
    """Whether a question adds to the one before it: `and for small teams?`, `Why?`."""
    return _is_bare(leaning) or _adds(leaning)


def continued(previous: str, leaning: Dependence) -> str:
    """The question before, with what a question that goes on adds to it.

    Empty where that was no question, or too long a one.
    """
    if not _asks(tokens(previous)) or len(tokens(previous)) > _FRAME_WORDS:
        return ""
    rest, body = _END.sub("", leaning.rest), _END.sub("", previous)
    if _is_bare(leaning):
        return f"{body}? {rest[:1].upper()}{rest[1:]}?"
    preposition = rest.split()[0]
    same = re.search(rf"\s+{re.escape(preposition)}\s+(?:\S+\s*){{1,4}}$", body, re.IGNORECASE)
    if same:
        body = body[: same.start()]
    return f"{body} {rest[:1].lower()}{rest[1:]}?"


def _is_bare(leaning: Dependence) -> bool:
    read = tokens(leaning.rest)
    return 0 < len(read) <= _BARE_WORDS and all(token.lower in _BARE for token in read)


def _adds(leaning: Dependence) -> bool:
    read = tokens(leaning.rest)
    begins = bool(leaning.opener and _PREPOSITION.match(leaning.rest))
    return begins and len(read) <= _ADDED_WORDS and not _asks(read)


_OF_WHAT_WAS_SAID = ("this", "that", "those", "these")
"""Alone these stand for a statement as often as for a thing, so they stay."""
_REPLACED = (Kind.THING, Kind.SEVERAL, Kind.PERSON, Kind.OWNER, Kind.NAMED)


def _fits(pointer: Pointer, phrase: Phrase) -> bool:
    match pointer.kind:
        case Kind.NAMED:
            nouns = {token.stem for token in tokens(pointer.noun)}
            return bool(nouns.intersection(phrase.stems))
        case Kind.PERSON:
            return phrase.is_name
        case Kind.SEVERAL:
            return phrase.is_plural
        case Kind.THING:
            return phrase.is_name or not phrase.is_plural
    return True


def _in_place(pointer: Pointer, phrase: Phrase) -> str:
    text = phrase.text
    if phrase.is_determined and not phrase.is_name:
        text = f"the {text}"
    if pointer.start == 0:
        text = text[:1].upper() + text[1:]
    if pointer.kind is Kind.OWNER:
        text += "'" if text.endswith("s") else "'s"
    if pointer.text.lower().endswith(("'s", "’s")):
        text += " is"
    return text


def _asks(read: Sequence[Token]) -> bool:
    return any(token.lower in ASKING or token.lower in AUXILIARIES for token in read)
