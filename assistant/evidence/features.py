"""What the first evidence reader looks at: similarity, word coverage, and the answer's kind."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.evidence.asked import Asked, asked_for, holds
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
    "missing",
    "words",
    "value_held",
    "value_wanting",
    "is_question",
    "is_list_asked",
    "is_faq",
    "faq_likeness",
    "faq_cosine",
    "specific_missing",
    "rank_score",
)
PASSAGE_FEATURES = (
    "unit",
    "cosine",
    "cosine_above",
    "cosine_whole",
    "likeness",
    "likeness_passage",
    "missing_passage",
    "unknown",
    "value_wanting",
    "is_faq",
    "faq_likeness",
    "faq_cosine",
    "asked_words",
    "specific_missing",
    "specific_missing_passage",
    "rank_score",
)


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
    unknown: float
    """Share of that weight on words that no document holds."""
    asked: Asked
    specific: frozenset[str]
    """Its names and numbers, folded: an answer about another name or year is none."""


def prepare(text: str, vector: Floats, vectors_of: WordVectors, rarity: Rarity) -> Asking:
    """A question with the weight of each of its words."""
    by_stem = {stem(word): word for word in content_words(text) or words(text)}
    rarities = [rarity(word) for word in by_stem.values()]
    known = [value for value in rarities if math.isfinite(value)]
    # An unknown word weighs as much as the rarest known one, and never nothing.
    highest = max([1.0, *known])
    weights = np.array([value if math.isfinite(value) else highest for value in rarities])
    total = float(weights.sum()) or 1.0
    unknown = sum(highest for value in rarities if not math.isfinite(value)) / total
    return Asking(
        text=text,
        vector=vector,
        stems=tuple(by_stem),
        word_vectors=vectors_of(list(by_stem.values())),
        weights=np.asarray(weights / total, np.float32),
        unknown=unknown,
        asked=asked_for(text),
        specific=_specific(text),
    )


_SPECIFIC = re.compile(r"(?<=[\w.,;:)] )[A-Z][\w-]*|\b\w*\d[\w.]*|\b\w*[a-z][A-Z]\w*|\b[A-Z]{2,}\w*")


def _specific(text: str) -> frozenset[str]:
    # Where most words are capitalised, capitals say nothing.
    own = text.split()
    titled = len(own) > 4 and sum(word[:1].isupper() for word in own) > 0.6 * len(own)
    found = {word for match in _SPECIFIC.findall(text) for word in content_words(match)}
    return frozenset(word for word in found if not titled or any(c.isdigit() for c in word))


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


def features_of(
    asking: Asking, view: PassageView, vectors_of: WordVectors
) -> tuple[Floats, Floats]:
    """Unit features (a row a unit) and passage features (a row a unit, were it the best).

    The first column of the passage features is left 0 for the unit's own score.
    """
    if not view.texts.units:
        return np.zeros((0, len(UNIT_FEATURES)), np.float32), np.zeros(
            (0, len(PASSAGE_FEATURES)), np.float32
        )
    context = " ".join((view.passage.title, *view.passage.heading, view.texts.above))
    whole = view.units.mean(axis=0)
    around = set(words(f"{context} {' '.join(view.texts.units)}"))
    missing_around = _share_missing(asking.specific, around)
    is_faq = view.passage.chunk.kind is Kind.FAQ
    above = _Match.of(asking, view.texts.above, vectors_of)
    passage = _Match.of(asking, f"{context} {' '.join(view.texts.units)}", vectors_of)
    cosine_above = float(view.above @ asking.vector)
    cosine_whole = float(whole @ asking.vector) / (float(np.linalg.norm(whole)) or 1.0)
    is_list_asked = asking.asked is Asked.LIST and view.passage.chunk.kind is Kind.LIST
    # Squared: only a question that is nearly the one asked counts as asked before.
    faq_cosine = max(cosine_above, 0.0) ** 4 if is_faq else 0.0
    faq_likeness = above.likeness if is_faq else 0.0
    unit_rows, passage_rows = [], []
    for unit, vector in zip(view.texts.units, view.units, strict=True):
        match = _Match.of(asking, unit, vectors_of)
        cosine = float(vector @ asking.vector)
        held = holds(asking.asked, unit, asking.text)
        missing_here = _share_missing(asking.specific, set(words(f"{view.texts.above} {unit}")))
        wants_value = asking.asked in (Asked.NUMBER, Asked.TIME, Asked.PERSON)
        unit_rows.append((
            cosine, cosine_above, match.likeness, passage.likeness, match.missing,
            math.log1p(len(unit.split())), wants_value and held, wants_value and not held,
            unit.rstrip().endswith("?"), is_list_asked, is_faq, faq_likeness,
            faq_cosine, missing_here, view.rank_score,
        ))  # fmt: skip
        passage_rows.append((
            0.0, cosine, cosine_above, cosine_whole, match.likeness, passage.likeness,
            passage.missing, asking.unknown, wants_value and not held, is_faq, faq_likeness,
            faq_cosine, math.log1p(len(asking.stems)), missing_here, missing_around,
            view.rank_score,
        ))  # fmt: skip
    return (
        np.array(unit_rows, np.float32).reshape(-1, len(UNIT_FEATURES)),
        np.array(passage_rows, np.float32).reshape(-1, len(PASSAGE_FEATURES)),
    )


def _share_missing(specific: frozenset[str], present: set[str]) -> float:
    return len(specific - present) / len(specific) if specific else 0.0


@dataclass(frozen=True, slots=True)
class _Match:
    """How much of a question's words a text has, by word or by a word near in meaning."""

    likeness: float
    """Weighted mean over the question's words of the nearest word's similarity, 0 to 1."""
    missing: float
    """The largest weighted gap that one word of the question leaves, 0 to 1."""

    @classmethod
    def of(cls, asking: Asking, text: str, vectors_of: WordVectors) -> "_Match":
        if not asking.stems:
            return cls(0.0, 0.0)
        own = list(dict.fromkeys(content_words(text)))
        if not own:
            return cls(0.0, float(asking.weights.max()))
        stems = {stem(word) for word in own}
        exact = np.array([float(word in stems) for word in asking.stems], np.float32)
        near = (asking.word_vectors @ vectors_of(own).T).max(axis=1).clip(0, 1)
        # 2021 is near 2023 in every encoder, and yet another year.
        near[[any(c.isdigit() for c in word) for word in asking.stems]] = 0
        nearest = np.maximum(exact, near)
        return cls(
            float(asking.weights @ nearest), float((asking.weights * (1 - nearest)).max())
        )
