"""How much of a claim's wording stands in its evidence, and how far in the same order."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.grounding.clauses import clauses
from corpus import content_words, counting_tokenizer, light_encoder, sentence_spans, stem, stems

Floats = NDArray[np.float32]

_COMMONEST, _RAREST = 1996, 30522
"""The bundled vocabulary lists words from here on by how often they occur, up to its end."""
_NEAR = 0.45
"""Cosine of two words' embeddings below which they are strangers."""
_REACH = 6
"""Words between two that still stand together."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A claim's words beside those of its evidence; shares weigh rare words more."""

    covered: float
    """Share of the claim's content words that stand in the evidence."""
    covered_alike: float
    """The same, where a word near in meaning counts in part."""
    covered_together: float
    """The same, of the one sentence that has most of them."""
    rarest_missing: float
    """How rare the rarest word is that is missing, 0 to 1."""
    pairs: float
    """Share of the claim's neighbouring words that stand near each other in the evidence."""
    turned: float
    """Share of those that stand there in the other order."""
    words: float
    """Logarithm of the number of content words."""
    share_told: float
    """Share of the evidence's content words that the claim has."""
    strangest: float
    """Share of the words of one clause of the claim that nothing told is near to; the greatest."""


FEATURES = tuple(field.name for field in fields(Overlap))


def overlap_of(claim: str, evidence: str, above: str = "") -> Overlap:
    """How a claim overlaps with its evidence; words that stand above it count as told."""
    said = list(dict.fromkeys(content_words(claim)))
    told = [stem(word) for word in content_words(evidence)]
    if not said or not told:
        return Overlap(*([0.0] * len(FEATURES)))
    known = {*told, *map(stem, content_words(above))}
    weights = np.array([rarity(word) for word in said], np.float32)
    weights /= weights.sum() or 1.0
    exact = np.array([stem(word) in known for word in said], np.float32)
    alike = np.maximum(exact, _nearness(said, list(dict.fromkeys(content_words(evidence)))))
    missing = [rarity(word) for word, is_told in zip(said, exact, strict=True) if not is_told]
    together, turned = _neighbours([stem(word) for word in content_words(claim)], told)
    return Overlap(
        covered=float(weights @ exact),
        covered_alike=float(weights @ alike),
        covered_together=_best_sentence(said, weights, evidence),
        rarest_missing=max(missing, default=0.0),
        pairs=together,
        turned=turned,
        words=math.log1p(len(said)),
        share_told=len({stem(word) for word in said} & set(told)) / len(set(told)),
        strangest=_strangest(claim, f"{evidence}\n{above}"),
    )


def row_of(overlap: Overlap) -> Floats:
    """The features in the order of `FEATURES`."""
    return np.array(astuple(overlap), np.float32)


def rarity(word: str) -> float:
    """How rare a word is, from 0 for the commonest to 1 for what the vocabulary does not list."""
    if any(letter.isdigit() for letter in word):
        return 1.0
    ids = counting_tokenizer().encode(word, add_special_tokens=False).ids
    place = ids[0] if len(ids) == 1 else _RAREST
    return max(math.log(max(place, _COMMONEST) / _COMMONEST) / math.log(_RAREST / _COMMONEST), 0.05)


def _nearness(said: Sequence[str], told: Sequence[str]) -> Floats:
    """For each word said how near the nearest word told is, 0 to 1; a number is near no other."""
    encoder = light_encoder()
    near = (encoder.word_vectors(said) @ encoder.word_vectors(told).T).max(axis=1)
    near[near < _NEAR] = 0.0
    near[[any(letter.isdigit() for letter in word) for word in said]] = 0.0
    return np.asarray(near.clip(0, 1), np.float32)


def _strangest(claim: str, told: str) -> float:
    """What is foreign in a clause that is joined to others is lost in the mean of them all."""
    there = list(dict.fromkeys(content_words(told)))
    known = set(map(stem, there))
    found = 0.0
    for said in clauses(claim):
        foreign = 1 - np.maximum(
            _nearness(said, there), [float(stem(word) in known) for word in said]
        )
        weights = np.array([rarity(word) for word in said], np.float32)
        found = max(found, float(weights @ foreign) / float(weights.sum()))
    return found


def _best_sentence(said: Sequence[str], weights: Floats, evidence: str) -> float:
    best = 0.0
    for line in evidence.splitlines():
        for span in sentence_spans(line):
            there = stems(span.of(line))
            best = max(best, float(weights @ [stem(word) in there for word in said]))
    return best


def _neighbours(said: Sequence[str], told: Sequence[str]) -> tuple[float, float]:
    """Of the pairs of neighbours said, the shares that stand together, and in the other order."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(told):
        places.setdefault(word, []).append(place)
    pairs = [(one, other) for one, other in pairwise(said) if one != other]
    together = turned = 0
    for one, other in pairs:
        steps = [b - a for a in places.get(one, ()) for b in places.get(other, ())]
        near = [step for step in steps if abs(step) <= _REACH]
        together += bool(near)
        turned += bool(near) and all(step < 0 for step in near)
    return together / (len(pairs) or 1), turned / (len(pairs) or 1)
