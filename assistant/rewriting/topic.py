"""What a conversation is about at its end: its phrases, weighed for the question that follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.rewriting.chance import chance
from assistant.rewriting.known import Known
from assistant.rewriting.phrases import Phrase, phrases, substance
from assistant.rewriting.wording import tokens
from assistant.types import Turn

TOPIC_FEATURES = (
    "asked_last",
    "leads_last",
    "leads_answer",
    "answered_last",
    "asked_before",
    "answered_before",
    "asked_first",
    "share_asked",
    "share_answered",
    "turns_ago",
    "order",
    "rarity",
    "unknown",
    "is_name",
    "words",
    "in_section",
    "overlap",
)
"""What is known of a phrase, in the order of a row."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A phrase and how likely the question is about it."""

    phrase: Phrase
    chance: float


def topic(question: str, history: Sequence[Turn], known: Known) -> tuple[Weighed, ...]:
    """The phrases that the question does not have itself, the most likely first."""
    weighed = [
        Weighed(phrase, chance("topic", TOPIC_FEATURES, row))
        for phrase, row in _rows(question, history, known)
    ]
    return tuple(sorted(weighed, key=lambda one: -one.chance))


def topic_rows(
    question: str, history: Sequence[Turn], known: Known
) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Each phrase that adds a word to the question, with its row of `TOPIC_FEATURES`."""
    return tuple((phrase.text, row) for phrase, row in _rows(question, history, known))


def _rows(
    question: str, history: Sequence[Turn], known: Known
) -> list[tuple[Phrase, tuple[float, ...]]]:
    own = {token.stem for token in tokens(question)}
    added = [one for one in phrases(history) if not own.issuperset(one.stems)]
    sections = sections_of(history, known) if added else frozenset()
    return [(one, _row(one, own, known, sections)) for one in added]


def _row(
    phrase: Phrase, own: set[str], known: Known, sections: frozenset[str]
) -> tuple[float, ...]:
    earlier = [turn for turn in phrase.asked if turn]
    words = [token.lower for token in tokens(phrase.text)]
    rarities = [known.rarity(word) for word in words]
    unknown = [known.frequency(word) == 0 for word in words]
    return (
        float(0 in phrase.asked),
        float(0 in phrase.asked and phrase.is_asked and phrase.is_leading),
        float(phrase.turn == 0 and not phrase.is_asked and phrase.is_leading),
        float(0 in phrase.answered),
        0.7 ** (min(earlier) - 1) if earlier else 0.0,
        0.7 ** (min(later) - 1) if (later := [turn for turn in phrase.answered if turn]) else 0.0,
        float(phrase.turns - 1 in phrase.asked),
        len(phrase.asked) / phrase.turns,
        len(phrase.answered) / phrase.turns,
        float(phrase.turn),
        phrase.order,
        sum(rarities) / len(rarities),
        sum(unknown) / len(unknown),
        float(phrase.is_name),
        float(min(len(phrase.stems), 4)),
        len(sections.intersection(phrase.stems)) / len(phrase.stems),
        len(own.intersection(phrase.stems)) / len(phrase.stems),
    )


def sections_of(history: Sequence[Turn], known: Known) -> frozenset[str]:
    """Word stems of the title and headings under which the last answer stands.

    Those it cited, where the turn tells; else of the passage nearest to question and answer.
    """
    last = history[-1]
    named = last.sections or known.sections(f"{last.question} {substance(last.answer)}".strip())
    return frozenset(token.stem for one in named for token in tokens(one))
