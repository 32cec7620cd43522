"""Passages that are near a question and do not answer it, found by BM25."""

from collections.abc import Iterable, Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from corpus import content_words, stem
from evals.training.example import Example, unanswered

MINED = {
    "squad2_train_part": 0.35,
    "squad1_13articles": 0.3,
    "nq_oracle": 0.6,
    "squadshifts_newwiki": 0.3,
    "qed": 0.45,
    "boolq_dev": 0.4,
    "pubmedqa": 0.6,
    "conditionalqa": 0.4,
    "medquad": 0.2,
    "bipia_table": 0.5,
}
"""Share of the answered examples of a group that are also read with a near passage."""
_NEAR = 30
"""Passages that are looked through for one that does not hold the answer."""
_FIRST = 4
"""Of those that do not, one of so many is drawn."""


def mined(examples: Sequence[Example], random: Random) -> list[Example]:
    """For a share of the answered examples one more, with a near passage that does not answer."""
    pool = [one for one in examples if one.group in MINED]
    asking = [one for one in pool if one.answers and random.random() < MINED[one.group]]
    if not asking:
        return []
    found = []
    for example, places in zip(asking, _nearest(pool, asking), strict=True):
        others = [pool[place] for place in places if _is_other(example, pool[place])][:_FIRST]
        if others:
            other = random.choice(others)
            group = f"{example.group}_mined"
            made = unanswered(group, example.question, other.above, other.units, other.title)
            found.append(made)
    return found


def _is_other(example: Example, other: Example) -> bool:
    """Whether a passage is another one, and does not hold the words of the answer."""
    if other.units == example.units or set(other.units) & set(example.units):
        return False
    if example.words is None:
        return other.title != example.title
    unit, start, end = example.words
    return example.units[unit][start:end].lower() not in " ".join(other.units).lower()


def _nearest(pool: Sequence[Example], asking: Sequence[Example]) -> NDArray[np.int64]:
    """For each example that asks the places in the pool of the passages nearest to its question."""
    import bm25s

    def tokens(texts: Iterable[str]) -> list[list[str]]:
        return [[stem(word) for word in content_words(text)] or ["?"] for text in texts]

    index = bm25s.BM25()
    passages = tokens(" ".join((one.above, *one.units)) for one in pool)
    index.index(passages, show_progress=False)
    questions = tokens(one.question for one in asking)
    places, _ = index.retrieve(questions, k=min(_NEAR, len(pool)), show_progress=False)
    return np.asarray(places, np.int64)
