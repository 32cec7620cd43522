"""The evidence reader: which units say the answer, from what a trained model and similarity say.

A reader alone forgets some of what the encoder knew, and similarity cannot tell a near miss from
an answer; a logistic model joins the two. Its weights come from `python -m evals.training.join`.
"""

import json
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import numpy as np

from assistant.evidence.features import UNIT_FEATURES, Floats
from assistant.evidence.raw import RawReader, RawScores
from assistant.evidence.reading import Reading
from assistant.evidence.similarity import Similarity
from assistant.evidence.texts import texts_of
from corpus import Kind, Passage

BUNDLED_READER = "bundled"
FIRST_READER = "first"
"""Similarity and words alone, without a trained model."""
READ_FEATURES = ("says", "answers")
"""What a trained reader adds to a unit: log-odds that it says the answer, its passage answers."""

_ABOVE = UNIT_FEATURES.index("cosine_above")
_WEIGHTS = files("assistant.evidence").joinpath("weights.json")
_HIGHEST = 10.0
"""Log-odds beyond this say no more."""


class EvidenceReader:
    """Reads passages by similarity, and with a trained reader where there is one.

    Args:
        similarity: Of the generation that the passages are from.
        raw: A trained reader; `None` for the first reader.
    """

    def __init__(self, similarity: Similarity, raw: RawReader | None = None) -> None:
        self._similarity = similarity
        self._raw = raw
        self.kind = FIRST_READER if raw is None else BUNDLED_READER
        """Under which name the weights are kept that its scores and confidence rest on."""
        self.features = UNIT_FEATURES if raw is None else (*UNIT_FEATURES, *READ_FEATURES)

    def read(self, question: str, passages: Sequence[Passage]) -> tuple[Reading, ...]:
        """One reading a passage, in the order given; a passage is as good as its best unit."""
        return tuple(
            self._reading(passage, rows)
            for passage, rows in zip(passages, self.rows(question, passages), strict=True)
        )

    def rows(self, question: str, passages: Sequence[Passage]) -> tuple[Floats, ...]:
        """For each passage a row of features a unit, in columns as `features`."""
        rows = self._similarity.rows(question, passages)
        if self._raw is None:
            return rows
        texts = [(text.path, text.units) for text in map(texts_of, passages)]
        scores = self._raw.read(question, texts)
        return tuple(np.hstack([row, _read(one)]) for row, one in zip(rows, scores, strict=True))

    def _reading(self, passage: Passage, rows: Floats) -> Reading:
        units = tuple(float(score) for score in _model(self.kind)(rows))
        if not units:
            return Reading(passage, 0.0, ())
        is_faq = passage.chunk.kind is Kind.FAQ
        same = float(rows[0, _ABOVE].clip(0, 1)) if is_faq else 0.0
        is_read = self._raw is not None
        says, answers = rows[:, -2:].max(axis=0) if is_read else (0.0, 0.0)
        return Reading(passage, max(units), units, same, float(says), float(answers))


def raw_reader(name: str) -> RawReader | None:
    """The trained reader of this name, by `Settings.reader`; `None` for the first reader.

    Raises:
        SettingsError: There is no such reader, or it cannot be used.
    """
    if name == FIRST_READER:
        return None
    if name == BUNDLED_READER:
        from assistant.evidence.trained import TrainedReader

        return TrainedReader.open()
    from assistant.evidence.outside import OutsideReader

    return OutsideReader(name)


def identity(raw: RawReader | None) -> str:
    """Name of a reader with a digest of what its scores and their confidence rest on."""
    name = FIRST_READER if raw is None else raw.identity
    weights = (_WEIGHTS, files("assistant").joinpath("confidence.json"))
    texts = "".join(path.read_text("utf-8") for path in weights)
    return f"{name}-{sha256(texts.encode()).hexdigest()[:8]}"


def _read(scores: RawScores) -> Floats:
    rows = [(says, scores.passage) for says in scores.units]
    found = np.array(rows, np.float32).reshape(-1, len(READ_FEATURES))
    return np.asarray(found.clip(-_HIGHEST, _HIGHEST), np.float32)


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
def _model(reader: str) -> _Logistic:
    stored = json.loads(_WEIGHTS.read_text("utf-8"))[reader]
    return _Logistic(stored, list(stored["weights"]))
