"""How likely it is that a question leans on the conversation before it."""

import re
from collections.abc import Sequence

from assistant.rewriting.dependence import Dependence
from assistant.rewriting.known import Known
from assistant.rewriting.phrases import plain, substance
from assistant.rewriting.pointers import Kind, Pointer
from assistant.rewriting.wording import tokens
from assistant.types import Turn

_SIGNS = {
    "pointer": 2.5,
    "bare_pointer": 0.5,
    "named": 2.0,
    "opener": 2.0,
    "repair": 1.5,
    "fragment": 0.3,
    "more": 0.7,
    "half_compared": 1.0,
    "of_last": 0.8,
    "no_topic": 2.5,
    "one_topic": 1.0,
    "name": -0.7,
}
"""How much each sign says for leaning, as log-odds."""
_ANY_QUESTION = 0.1
_EACH_TOPIC = -0.2
_MANY = 6
_RAREST = -0.5
_THE = re.compile(r"\b(?:the|my|your)\s+((?:[\w-]+\s+){0,2}?[\w-]+)", re.IGNORECASE)


def stray_pointer(found: Dependence, history: Sequence[Turn]) -> Pointer | None:
    """A `this animal` that nothing said so far is about; `None` where there is none.

    Only in a question of which no other word was said before either: it begins something new.
    """
    said = {token.stem for turn in history for token in tokens(f"{turn.question} {turn.answer}")}
    for one in found.pointers:
        nouns = {token.stem for token in tokens(one.noun) if token.is_topical}
        others = {token.stem for token in found.topical} - nouns
        if one.kind is Kind.NAMED and nouns and len(others) > 1 and not (nouns | others) & said:
            return one
    return None


def leans(question: str, found: Dependence, history: Sequence[Turn], known: Known) -> bool:
    """Whether a question is more likely to lean on the conversation than to stand alone.

    Signs are weighed by hand, as log-odds: people who rewrote questions agree with each other too
    little to learn them from.

    Args:
        question: What is asked.
        found: How it depends on what was said, from its own words.
        history: The turns before it, oldest first.
        known: What the index knows of words.
    """
    pointing = [one for one in found.pointers if one.kind is not Kind.NAMED]
    own = {token.stem for token in found.topical}
    signs = {
        "pointer": bool(pointing),
        "bare_pointer": any(one.is_bare for one in pointing),
        "named": len(found.pointers) > len(pointing),
        "opener": bool(found.opener),
        "repair": found.is_repair,
        "fragment": found.is_fragment,
        "more": found.asks_more,
        "half_compared": found.is_half_compared,
        "of_last": _is_of_last(question, own, history[-1]),
        "no_topic": not own,
        "one_topic": len(own) == 1,
        "name": any(token.is_capital and token.start for token in found.topical),
    }
    rarest = max((known.rarity(token.lower) for token in found.topical), default=0.0)
    log_odds = _ANY_QUESTION + _EACH_TOPIC * min(len(own), _MANY) + _RAREST * rarest
    return log_odds + sum(_SIGNS[name] for name, holds in signs.items() if holds) > 0


def _is_of_last(question: str, own: set[str], last: Turn) -> bool:
    """Whether it asks about `the plan` where a plan was just spoken of."""
    said = {token.stem for token in tokens(f"{plain(last.question)} {substance(last.answer)}")}
    definite = {t.stem for match in _THE.findall(question) for t in tokens(match)}
    return bool(definite & own & said)
