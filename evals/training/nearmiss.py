"""Questions that a passage nearly answers, made by rule from ones that it answers.

A name, number or date of the question gives way to another of its kind, or a word to its
opposite, as people did by hand for SQuAD 2.0 (Rajpurkar et al. 2018, arXiv 1806.03822).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from random import Random

from evals.training.example import Example, unanswered

_NAME = re.compile(r"(?<=[a-z,;:)'\"] )[A-Z][\w'-]+(?: (?:of |the |de )?[A-Z][\w'-]+)*")
_YEAR = re.compile(r"\b(?:1[0-9]{3}|20[0-9]{2})\b")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,]\d+)*(?![\w.,]*\d)")
_KINDS = (_YEAR, _NAME, _NUMBER)
_PAIRS = """
first last, most least, largest smallest, highest lowest, before after, oldest newest,
increase decrease, increased decreased, more less, maximum minimum, earliest latest, best worst,
higher lower, larger smaller, longest shortest, above below, north south, east west, always never,
started ended, began ended, win lose, won lost, rise fall, support oppose, benefits drawbacks,
advantages disadvantages, allowed forbidden, required optional, enable disable, open closed,
gain loss, strong weak, early late, major minor, common rare, import export, buy sell, male female,
include exclude, included excluded, accept reject, accepted rejected, easy hard, safe dangerous
"""
_OPPOSITES = {
    word: other for pair in _PAIRS.split(",") for word, other in (pair.split(), pair.split()[::-1])
}
_YES_NO = re.compile(
    r"(?:is|are|was|were|am|do|does|did|can|could|may|must|should|will|would|has|have|had)\b",
    re.IGNORECASE,
)
"""How questions begin whose opposite is answered by the same words."""
_FROM_PASSAGE_SHARE = 0.3
"""Share of the names that are taken from the passage itself, outside the evidence."""


def near_misses(examples: Sequence[Example], share: float, random: Random) -> list[Example]:
    """For about `share` of the answered examples one whose question is no longer answered."""
    by_title = _things_by_title(examples)
    found = []
    for example in examples:
        if example.answers and random.random() < share:
            question = _changed(example, by_title[example.title], random)
            if question:
                group = f"{example.group}_changed"
                made = unanswered(group, question, example.above, example.units, example.title)
                found.append(made)
    return found


def _things_by_title(examples: Iterable[Example]) -> dict[str, list[set[str]]]:
    found: dict[str, list[set[str]]] = defaultdict(lambda: [set() for _ in _KINDS])
    for example in examples:
        for text in (example.question, *example.units):
            for kind, pattern in enumerate(_KINDS):
                found[example.title][kind].update(pattern.findall(text))
    return found


def _changed(example: Example, things: Sequence[set[str]], random: Random) -> str | None:
    """The question with one thing changed; `None` if it has nothing that can be."""
    question = example.question
    passage = " ".join((example.above, *example.units))
    labelled = list(zip(example.units, example.says, strict=True))
    elsewhere = " ".join(unit for unit, says in labelled if says == 0.0)
    evidence = " ".join(unit for unit, says in labelled if says != 0.0)
    for kind in random.sample(range(len(_KINDS)), len(_KINDS)):
        places = list(_KINDS[kind].finditer(question))
        if not places:
            continue
        place = random.choice(places)
        if random.random() < _FROM_PASSAGE_SHARE:
            found = _KINDS[kind].findall(elsewhere)
            others = {one for one in found if one not in evidence}
        else:
            others = {one for one in things[kind] if one not in passage}
        others = {one for one in others if one not in question and place.group() not in one}
        if others:
            other = random.choice(sorted(others))
            return f"{question[: place.start()]}{other}{question[place.end() :]}"
    return None if _YES_NO.match(question) else _opposed(question, random)


def _opposed(question: str, random: Random) -> str | None:
    words = question.split(" ")
    places = [n for n, word in enumerate(words) if word.lower() in _OPPOSITES]
    if not places:
        return None
    place = random.choice(places)
    words[place] = _OPPOSITES[words[place].lower()]
    return " ".join(words)
