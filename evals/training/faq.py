"""FAQ pairs asked for in other words, beside pairs of the same document that do not answer.

MedQuAD asks the same of every disease, always in the same words. Its questions are asked here in
words of our own; the pair stands as the assistant reads it, its own question above the answer.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from assistant import above_of
from evals.training.example import Example, unanswered

ASKED = {
    "symptoms": (
        "What are the signs of {}?",
        "How do I know that I have {}?",
        "how does {} show",
        "{} symptoms",
        "What does somebody with {} notice?",
    ),
    "treatment": (
        "How is {} treated?",
        "what helps against {}",
        "{} therapy",
        "Can anything be done about {}?",
        "Which medicines do people with {} get?",
    ),
    "inheritance": (
        "Does {} run in families?",
        "can I pass {} on to my children",
        "Will my child have {} too?",
    ),
    "genetic changes": (
        "Which genes are involved in {}?",
        "what mutation is behind {}",
        "{} gene",
    ),
    "frequency": (
        "How common is {}?",
        "How rare is {}?",
        "how often does {} occur",
        "What share of people has {}?",
    ),
    "causes": (
        "What brings on {}?",
        "why do people get {}",
        "Where does {} come from?",
    ),
    "exams and tests": (
        "How do doctors find out whether it is {}?",
        "{} test",
        "How is {} recognised?",
    ),
    "research": (
        "Are there studies on {}?",
        "what are scientists finding out about {}",
    ),
    "outlook": (
        "What is the prognosis of {}?",
        "what can people with {} expect",
        "Does {} go away again?",
    ),
    "susceptibility": (
        "Who gets {}?",
        "who is at risk of {}",
    ),
    "prevention": (
        "How can I avoid {}?",
        "protection against {}",
        "What should I do so that I do not get {}?",
    ),
    "complications": (
        "What can {} lead to?",
        "What goes wrong in the body after {}?",
    ),
}
"""Kinds of MedQuAD's questions, with other words for each."""
_ALIKE = (
    {"causes", "genetic changes", "inheritance", "susceptibility"},
    {"symptoms", "complications", "outlook"},
    {"treatment", "research"},
)
"""Kinds of which one's answer may well answer another."""


def faq_pairs(pairs: Sequence[tuple[str, Example]], most: int, random: Random) -> list[Example]:
    """Examples of pairs asked for in other words, each beside one or two that do not answer.

    Args:
        pairs: The kind of each pair's question, and the pair.
        most: Pairs asked for.
        random: Draws the pairs, the words and the others.
    """
    by_title: dict[str, list[tuple[str, Example]]] = defaultdict(list)
    for kind, pair in pairs:
        by_title[pair.title.lower()].append((kind, pair))
    asking = [one for one in pairs if one[0] in ASKED]
    found = []
    for kind, pair in random.sample(asking, min(most, len(asking))):
        question = random.choice(ASKED[kind]).format(pair.title)
        found.append(replace(_as_pair(pair), group="faq", question=question))
        beside = [other for name, other in by_title[pair.title.lower()] if _is_other(kind, name)]
        drawn = random.sample(asking, min(3, len(asking)))
        elsewhere = [one for _, one in drawn if one.title != pair.title]
        for other in (*random.sample(beside, min(1, len(beside))), *elsewhere[:1]):
            read = _as_pair(other)
            found.append(unanswered("faq_near", question, read.above, read.units, read.title))
    return found


def _as_pair(pair: Example) -> Example:
    return replace(pair, above=above_of(pair.title, (), pair.question))


def _is_other(asked: str, kind: str) -> bool:
    """Whether a pair of one kind does not answer a question of another."""
    if kind == asked or kind not in ASKED:
        return False
    return not any(asked in group and kind in group for group in _ALIKE)
