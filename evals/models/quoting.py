"""A model that keeps to its task: it quotes what is nearest to the question and rewords it."""

import re
from typing import NamedTuple

from corpus import sentence_spans, stems
from evals.grounding.reworded import reworded
from evals.models.behaviour import Asked, Reply

_QUESTION = re.compile(r"^Question: (?P<asked>.+)$", re.MULTILINE)
_FEWEST_WORDS = 4


class Quoted(NamedTuple):
    """A sentence of a passage."""

    passage_id: str
    sentence: str


def quotes_and_rewords(asked: Asked) -> Reply:
    """Quotes the two sentences with most of the question's words, and says them a little otherwise.

    Where none has at least half of them, it declines.
    """
    found = nearest(asked)[:2]
    blocks = [
        f'FROM: {one.passage_id}\nQUOTE: "{one.sentence}"\nCLAIM: {reworded(one.sentence)}\n'
        for one in found
    ]
    return Reply("".join(blocks) or "NONE")


def nearest(asked: Asked, least: float = 0.5) -> list[Quoted]:
    """The sentences in a prompt that share most words with its question, the most first.

    Args:
        asked: The request.
        least: Share of the question's words that a sentence must have.
    """
    put = _QUESTION.findall(asked.user)
    wanted = stems(put[-1]) if put else frozenset()
    ranked: dict[Quoted, float] = {}
    for one, sentence in sentences(asked):
        share = len(wanted & stems(sentence)) / max(len(wanted), 1)
        if share >= least and len(sentence.split()) >= _FEWEST_WORDS:
            ranked.setdefault(Quoted(one, sentence), share)
    return sorted(ranked, key=lambda quoted: -ranked[quoted])


def sentences(asked: Asked) -> list[Quoted]:
    """Every sentence in the passages of a prompt, in order."""
    return [
        Quoted(one, span.of(line).strip())
        for one, text in asked.passages.items()
        for line in text.splitlines()
        for span in sentence_spans(line)
        if span.of(line).strip()
    ]
