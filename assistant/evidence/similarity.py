"""Passages beside a question: a row of features for each unit, by the bundled encoder."""

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

import numpy as np

from assistant.evidence.features import Floats, PassageView, features_of, prepare
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
        self._texts = _Memory(encoder.encode_documents)
        self._words = _Memory(encoder.word_vectors)

    def rows(self, question: str, passages: Sequence[Passage]) -> tuple[Floats, ...]:
        """For each passage a row a unit, in columns as `UNIT_FEATURES`."""
        asking = prepare(
            question, self._encoder.encode_query(question), self._words.vectors, self._rarity
        )
        texts = [texts_of(passage) for passage in passages]
        # All texts at once: the encoder is several times faster on many than on one.
        self._texts.vectors([t for text in texts for t in (text.above, *text.headed)])
        highest = max((passage.score for passage in passages), default=0.0) or 1.0
        views = [
            PassageView(
                passage=passage,
                texts=text,
                above=self._texts.vectors([text.above])[0],
                units=self._texts.vectors(text.headed),
                rank_score=passage.score / highest,
            )
            for passage, text in zip(passages, texts, strict=True)
        ]
        return tuple(features_of(asking, view, self._words.vectors) for view in views)

    def _rarity(self, word: str) -> float:
        count = self._frequency(word)
        if not count:
            return math.inf
        return math.log(1 + (self._chunks - count + 0.5) / (count + 0.5))


class _Memory:
    """Vectors of texts, each made once; the least recently used are forgotten."""

    def __init__(self, encode: Callable[[Sequence[str]], Floats]) -> None:
        self._encode = encode
        self._known: OrderedDict[str, Floats] = OrderedDict()
        self._lock = Lock()

    def vectors(self, texts: Sequence[str]) -> Floats:
        """One row a text, in order."""
        with self._lock:
            found = {text: self._known.get(text) for text in texts}
        missing = [text for text, vector in found.items() if vector is None]
        if missing:
            found.update(zip(missing, self._encode(missing), strict=True))
        with self._lock:
            for text, vector in found.items():
                if vector is not None:
                    self._known[text] = vector
                    self._known.move_to_end(text)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        rows = [found[text] for text in texts]
        kept = [row for row in rows if row is not None]
        return np.stack(kept) if kept else np.zeros((0, 0), np.float32)
