"""Who did something, by a sentence that is worded in any way."""

import re
from collections.abc import Iterator

from assistant.disagreeing import names
from assistant.disagreeing.dates import dates
from assistant.disagreeing.statement import Statement
from corpus import stem, words

_NAME = r"(?:[A-Z][\w'’.-]+(?: (?:de|van|von|der|of|the|la|le) | ))*[A-Z][\w'’-]+"
_WHO_DID = re.compile(
    r"^who(?: first| originally| has| had)? (?!(?:is|was|are|were|will|can|do|does|did)\b)([a-z]+)",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"\b(?:former\w*|ex|previous\w*|interim|acting|co|deputy|vice|assistant|succe\w+|replac\w+"
    r"|then|until|late|outgoing|incoming|future|resign\w*|retire\w*|not|never)\b",
    re.IGNORECASE,
)
"""Marks somebody who is or was another one at another time."""
_FEWEST_LETTERS = 3


def agents(question: str, one: Statement, other: Statement) -> tuple[str, str] | None:
    """Who it is by each of two statements, if they name different ones and cannot both be right."""
    first, second = (_agent(question.strip(), side.text) for side in (one, other))
    if first is None or second is None:
        return None
    known = set(words(question))
    texts = f"{one.passage} {other.passage}"
    if known & {*words(first), *words(second)} or not names.exclude(first, second, texts):
        return None
    # Where one text names both, each may have a part in it.
    return None if first in other.text or second in one.text else (first, second)


def _agent(question: str, text: str) -> str | None:
    if _FORMER.search(text):
        return None
    did = _WHO_DID.match(question)
    for name, start in _did(text, did.group(1)) if did else ():
        is_known = any(date.span.start <= start < date.span.end for date in dates(text))
        is_long = len(name) >= _FEWEST_LETTERS and names.is_name(name) and not is_known
        if is_long and not _is_joined(text, start, start + len(name)):
            return name
    return None


def _did(text: str, verb: str) -> Iterator[tuple[str, int]]:
    """Names right before the verb, before `, who` and the verb, or after the verb's `by`."""
    for match in re.finditer(r"[A-Za-z]+", text):
        if stem(match.group().lower()) != stem(verb.lower()):
            continue
        place = match.end()
        if after := re.match(rf"[^.;:?!]{{0,60}}? by ({_NAME})", text[place:]):
            yield after.group(1), place + after.start(1)
        elif before := re.search(
            rf"(?:^|\W)({_NAME})(?:, who)?(?: (?:has|had|first|also))? $", text[: match.start()]
        ):
            yield before.group(1), before.start(1)


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether a name is one of several."""
    return bool(
        re.search(r"(?:\band|&) $|[A-Z][\w'’-]+, $", text[:start])
        or re.match(r",? (?:and|&) [A-Z]", text[end:])
    )
