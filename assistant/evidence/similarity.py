"""Passages beside a question: a row of features for each unit, by the bundled encoder."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from assistant.evidence.features import Floats, PassageView, features_of, prepare
from assistant.evidence.memory import Memory
from assistant.evidence.texts import texts_of
from corpus import LightEncoder, Passage

_REMEMBERED = 20_000
"""Vectors kept of texts and words read before; a vector takes 1.5 kB."""


class Similarity:
    """Compares with the bundled encoder, whatever encoder the index has.

    Args:
        encoder: The bundled encoder.
        frequency: In how many searchable chunks a word occurs.
        chunks: How many searchable chunks there are.
    """

    def __init__(self, encoder: LightEncoder, frequency: Callable[[str], int], chunks: int) -> None:
        self._encoder = encoder
        self._frequency = frequency
        self._chunks = chunks
        self._known_texts = Memory[str, Floats](encoder.encode_documents, _REMEMBERED)
        self._known_words = Memory[str, Floats](encoder.word_vectors, _REMEMBERED)

    def rows(self, question: str, passages: Sequence[Passage]) -> tuple[Floats, ...]:
        """For each passage a row a unit, in columns as `UNIT_FEATURES`."""
        asking = prepare(question, self._encoder.encode_query(question), self._words, self._rarity)
        texts = [texts_of(passage) for passage in passages]
        # All texts at once: the encoder is several times faster on many than on one.
        self._texts([t for text in texts for t in (text.above, *text.headed)])
        highest = max((passage.score for passage in passages), default=0.0) or 1.0
        views = [
            PassageView(
                passage=passage,
                texts=text,
                above=self._texts([text.above])[0],
                units=self._texts(text.headed),
                rank_score=passage.score / highest,
            )
            for passage, text in zip(passages, texts, strict=True)
        ]
        return tuple(features_of(asking, view, self._words) for view in views)

    def _texts(self, texts: Sequence[str]) -> Floats:
        return _stacked(self._known_texts.values(texts))

    def _words(self, words: Sequence[str]) -> Floats:
        return _stacked(self._known_words.values(words))

    def _rarity(self, word: str) -> float:
        count = self._frequency(word)
        if not count:
            return math.inf
        return math.log(1 + (self._chunks - count + 0.5) / (count + 0.5))


def _stacked(vectors: Sequence[Floats]) -> Floats:
    """One row a vector."""
    return np.stack(vectors) if vectors else np.zeros((0, 0), np.float32)
