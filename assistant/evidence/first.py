"""The first evidence reader: a logistic model over similarity and word coverage.

Its weights come from `python -m evals.training.first_reader`; `weights.json` names the sets.
"""

import json
import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from threading import Lock
from typing import Any

import numpy as np

from assistant.evidence.features import (
    UNIT_FEATURES,
    Floats,
    PassageView,
    features_of,
    prepare,
)
from assistant.evidence.reading import Reading
from assistant.evidence.texts import texts_of
from corpus import Kind, LightEncoder, Passage

_ABOVE = UNIT_FEATURES.index("cosine_above")
_WEIGHTS = files("assistant.evidence").joinpath("weights.json")
_REMEMBERED = 20_000
"""Vectors kept of texts and words read before; a vector takes 1.5 kB."""


class FirstReader:
    """Reads with the bundled encoder, whatever encoder the index has.

    Args:
        encoder: The bundled encoder.
        frequency: In how many searchable chunks a word occurs.
        chunks: How many searchable chunks there are.
    """

    unit_features = UNIT_FEATURES

    def __init__(self, encoder: LightEncoder, frequency: Callable[[str], int], chunks: int) -> None:
        self._encoder = encoder
        self._frequency = frequency
        self._chunks = chunks
        self._texts = _Memory(encoder.encode_documents)
        self._words = _Memory(encoder.word_vectors)

    @staticmethod
    @cache
    def identity() -> str:
        """Name of the reader with a digest of what its scores and their confidence rest on."""
        weights = (_WEIGHTS, files("assistant").joinpath("confidence.json"))
        texts = "".join(path.read_text("utf-8") for path in weights)
        return f"first-{sha256(texts.encode()).hexdigest()[:8]}"

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """One reading a passage, in the order given; a passage is as good as its best unit."""
        model = _model()
        readings = []
        for passage, rows in zip(passages, self.features(question, passages), strict=True):
            units = tuple(float(score) for score in model(rows))
            is_faq = passage.chunk.kind is Kind.FAQ and units
            same = float(rows[0, _ABOVE].clip(0, 1)) if is_faq else 0.0
            readings.append(Reading(passage, max(units, default=0.0), units, same))
        return tuple(readings)

    def features(self, question: str, passages: Sequence[Passage]) -> tuple[Floats, ...]:
        """For each passage a row of features a unit, in columns as `unit_features`."""
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


class _Logistic:
    """A logistic regression over named features."""

    def __init__(self, stored: dict[str, Any], names: Sequence[str]) -> None:
        self._coefficients = np.array([stored["weights"][name] for name in names], np.float32)
        self._intercept = np.float32(stored["intercept"])

    def __call__(self, rows: Floats) -> Floats:
        """The chance of each row, 0 to 1."""
        log_odds = rows @ self._coefficients + self._intercept
        return np.asarray(1 / (1 + np.exp(-log_odds)), np.float32)


@cache
def _model() -> _Logistic:
    return _Logistic(json.loads(_WEIGHTS.read_text("utf-8")), UNIT_FEATURES)
