"""What the first evidence reader looks at: similarity, word coverage, and the answer's kind."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.asked import Asked, asked_for, cue, holds, specifics
from assistant.evidence.aspects import aspects
from assistant.evidence.texts import PassageTexts
from corpus import Kind, Passage, content_words, stem, words

Floats = NDArray[np.float32]
Rarity = Callable[[str], float]
"""A word's inverse document frequency, and infinity for one that no chunk holds."""
WordVectors = Callable[[Sequence[str]], Floats]

UNIT_FEATURES = (
    "cosine",
    "cosine_above",
    "likeness",
    "likeness_passage",
    "words",
    "value_wanting",
    "cue",
    "aspects",
    "is_question",
    "kind_asked",
    "faq_cosine",
    "specific_missing",
    "rank_score",
)
"""What a unit is judged by, in the order of the columns."""

_KINDS_ASKED = {(Asked.LIST, Kind.LIST), (Asked.COMPARISON, Kind.TABLE)}
"""Kinds of questions with the kind of block that is made to answer them."""


@dataclass(frozen=True)
class Asking:
    """A question prepared for reading."""

    text: str
    vector: Floats
    stems: tuple[str, ...]
    """Stems of its content words, each once."""
    word_vectors: Floats
    """One row a stem."""
    weights: Floats
    """Rarity of each stem, scaled to sum 1."""
    asked: Asked
    aspects: frozenset[str]
    specific: frozenset[str]
    """Its names and numbers, folded: an answer about another name or year is none."""

    def share_of_aspects(self, text: str) -> float:
        """How many of the aspects the question is about `text` is about too, 0 to 1."""
        return len(self.aspects & aspects(text)) / (len(self.aspects) or 1)

    def share_missing(self, text: str) -> float:
        """How many of the question's names and numbers `text` lacks, 0 to 1."""
        return len(self.specific.difference(words(text))) / (len(self.specific) or 1)


def prepare(text: str, vector: Floats, vectors_of: WordVectors, rarity: Rarity) -> Asking:
    """A question with the weight of each of its words."""
    by_stem = {stem(word): word for word in content_words(text) or words(text)}
    rarities = [rarity(word) for word in by_stem.values()]
    known = [value for value in rarities if math.isfinite(value)]
    # An unknown word weighs as much as the rarest known one, and never nothing.
    highest = max([1.0, *known])
    weights = np.array([value if math.isfinite(value) else highest for value in rarities])
    total = float(weights.sum()) or 1.0
    return Asking(
        text=text,
        vector=vector,
        stems=tuple(by_stem),
        word_vectors=vectors_of(list(by_stem.values())),
        weights=np.asarray(weights / total, np.float32),
        asked=asked_for(text),
        aspects=aspects(text),
        specific=specifics(text),
    )


@dataclass(frozen=True)
class PassageView:
    """A passage with the vectors of its texts."""

    passage: Passage
    texts: PassageTexts
    above: Floats
    units: Floats
    """One row a unit, each read under what stands above it."""
    rank_score: float
    """The passage's rank score as a share of the best passage's."""


def features_of(asking: Asking, view: PassageView, vectors_of: WordVectors) -> Floats:
    """A row of features for each unit of the passage, in columns as `UNIT_FEATURES`."""
    context = (view.passage.title, *view.passage.heading, view.texts.above, *view.texts.units)
    passage = _likeness(asking, " ".join(context), vectors_of)
    cosine_above = float(view.above @ asking.vector)
    kind = view.passage.chunk.kind
    # To the fourth: only a question that is nearly the one asked counts as asked before.
    faq_cosine = max(cosine_above, 0.0) ** 4 if kind is Kind.FAQ else 0.0
    kind_asked = (asking.asked, kind) in _KINDS_ASKED
    rows = [
        (
            float(vector @ asking.vector),
            cosine_above,
            _likeness(asking, unit, vectors_of),
            passage,
            math.log1p(len(unit.split())),
            not holds(asking.asked, unit, asking.text),
            cue(asking.asked, unit),
            asking.share_of_aspects(unit),
            unit.rstrip().endswith("?"),
            kind_asked,
            faq_cosine,
            asking.share_missing(f"{view.texts.above} {unit}"),
            view.rank_score,
        )
        for unit, vector in zip(view.texts.told, view.units, strict=True)
    ]
    return np.array(rows, np.float32).reshape(-1, len(UNIT_FEATURES))


def _likeness(asking: Asking, text: str, vectors_of: WordVectors) -> float:
    """How much of the question's words `text` has, by word or by one near in meaning, 0 to 1."""
    own = list(dict.fromkeys(content_words(text)))
    if not asking.stems or not own:
        return 0.0
    stems = {stem(word) for word in own}
    exact = np.array([float(word in stems) for word in asking.stems], np.float32)
    near = (asking.word_vectors @ vectors_of(own).T).max(axis=1).clip(0, 1)
    # 2021 is near 2023 in every encoder, and yet another year.
    near[[any(c.isdigit() for c in word) for word in asking.stems]] = 0
    return float(asking.weights @ np.maximum(exact, near))
