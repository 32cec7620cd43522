"""The support score: how far the words that a claim cites support it.

A small trained model reads claim and evidence together and sees what is turned, merged or taken
from a neighbour; how the words overlap says what it forgets. A logistic model joins the two. Its
weights come from `python -m evals.training.support.join`.
"""

import json
import math
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np

from assistant.evidence.trained import TrainedReader
from assistant.grounding.folding import folded
from assistant.grounding.overlap import FEATURES as OVERLAP_FEATURES
from assistant.grounding.overlap import Floats, overlap_of, row_of
from assistant.plain import plain_words
from corpus import SettingsError, counting_tokenizer, sentence_spans

BUNDLED_SUPPORT = Path(__file__).with_name("support.onnx")
"""Beside it `support.json` holds its SHA-256 and the weights of the logistic model."""
_CLAIM_TOKENS = 96
"""Tokens of a claim that are read in one go; the parts of a longer one must all be supported."""
_LONGEST = 20_000
"""Characters of evidence or of what stands above that are read; what follows supports nothing."""
_HIGHEST = 10.0
"""Log-odds beyond this say no more."""
_WAY_OUT = "Install the package again; without it no model's sentence can be checked."


class SupportModel:
    """Scores claims against their evidence; safe to share by threads.

    Args:
        weights: The bytes of the ONNX file.
        stored: What `support.json` holds: SHA-256, intercept, and a weight a feature.

    Raises:
        SettingsError: The weights are not the ones meant, or onnxruntime cannot run them.
    """

    features: ClassVar[tuple[str, ...]] = ("supported", "best_unit", *OVERLAP_FEATURES)
    """What the logistic model joins: log-odds of all evidence, of its best unit, the overlap."""

    def __init__(self, weights: bytes, stored: dict[str, Any]) -> None:
        found = sha256(weights).hexdigest()
        if found != stored["sha256"]:
            raise SettingsError(
                f"The support model is damaged: its SHA-256 is {found}, not {stored['sha256']}. "
                f"{_WAY_OUT}"
            )
        try:
            self._reader = TrainedReader(weights, found)
        except SettingsError as error:
            raise SettingsError(
                f"The support model cannot be run by onnxruntime: {error.__cause__}. {_WAY_OUT}"
            ) from error
        self._intercept = float(stored["intercept"])
        self._weights = np.array([stored["weights"][name] for name in self.features], np.float64)

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """The model in a file, by default the one that comes with the package.

        Raises:
            SettingsError: The file is missing or damaged.
        """
        path = path or BUNDLED_SUPPORT
        try:
            stored = json.loads(path.with_suffix(".json").read_text("utf-8"))
            return cls(path.read_bytes(), stored)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingsError(
                f"The support model {str(path)!r} cannot be opened: {error!r}. {_WAY_OUT}"
            ) from error

    def score(self, claim: str, evidence: str, above: str = "") -> float:
        """The chance that `evidence` supports `claim`, 0 to 1.

        A claim that is too long to be read in one go is as good as its worst part; nothing said,
        or no evidence, is not supported.

        Args:
            claim: One sentence, without markers.
            evidence: The quotes with the sentences they stand in, a line each.
            above: Title, headings and FAQ question they stand under; no evidence by itself.
        """
        rows = self.rows(claim, evidence, above)
        log_odds = rows @ self._weights + self._intercept
        return min((_chance(float(one)) for one in log_odds), default=0.0)

    def rows(self, claim: str, evidence: str, above: str = "") -> Floats:
        """The features of each part of a claim, in columns as `features`."""
        units = tuple(_units(evidence[:_LONGEST]))
        context = _plain(above[:_LONGEST])
        parts = list(_parts(_plain(claim))) if units else []
        found = [self._row(part, units, context) for part in parts]
        return np.array(found, np.float32).reshape(-1, len(self.features))

    def _row(self, claim: str, units: tuple[str, ...], above: str) -> list[float]:
        scores = self._reader.read(claim, [(above, units)])[0]
        read = np.clip([scores.passage, max(scores.units)], -_HIGHEST, _HIGHEST)
        return [*read.tolist(), *row_of(overlap_of(claim, "\n".join(units), above)).tolist()]


def _units(evidence: str) -> Iterator[str]:
    """The sentences of each line of the evidence in plain words, each once."""
    lines = [_plain(line) for line in evidence.splitlines()]
    yield from dict.fromkeys(span.of(line) for line in lines for span in sentence_spans(line))


def _parts(claim: str) -> Iterator[str]:
    """The claim, in parts that can be read in one go; none if it says nothing."""
    if not any(map(str.isalnum, claim)):
        return
    ends = [end for _, end in counting_tokenizer().encode(claim, add_special_tokens=False).offsets]
    start = 0
    for number in range(_CLAIM_TOKENS, len(ends) + _CLAIM_TOKENS, _CLAIM_TOKENS):
        end = ends[min(number, len(ends)) - 1]
        yield claim[start:end].strip()
        start = end


def _plain(text: str) -> str:
    return folded(plain_words(text)).text


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(log_odds, 60.0), -60.0)))
