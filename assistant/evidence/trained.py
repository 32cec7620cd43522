"""The trained reader: a small model run by onnxruntime, without torch.

Windows are read one at a time and without padding, several at once in threads. In a padded batch
sums would come out a little different with what else is in it, and rounding to eight bits would
make that enough to turn a decision near the threshold.
"""

import json
import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from assistant.evidence.layout import Layout, lay_out
from assistant.evidence.memory import Memory
from assistant.evidence.raw import REMEMBERED, Asked, RawScores, Text, asked_of
from corpus import SettingsError, counting_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

BUNDLED_WEIGHTS = Path(__file__).with_name("reader.onnx")
"""Beside them `reader.json` holds their SHA-256."""
NOTHING_SAID = -20.0
"""Log-odds that a passage without units answers."""
_MOST_THREADS = 4
_OUTPUTS = ("passage", "tokens")


@dataclass(frozen=True, slots=True)
class _WindowScores:
    """Log-odds of one window."""

    passage: float
    units: tuple[float, ...]
    """One a marker."""


class TrainedReader:
    """Reads with weights that `python -m evals.training.export` wrote; safe to share by threads.

    Args:
        weights: The bytes of the ONNX file.
        digest: Their SHA-256.

    Raises:
        SettingsError: The installed onnxruntime cannot run them.
    """

    def __init__(self, weights: bytes, digest: str) -> None:
        self.identity = f"trained-{digest[:8]}"
        self._session = _session(weights)
        self._tokenizer = counting_tokenizer()
        self._threads = min(_MOST_THREADS, os.cpu_count() or 1)
        self._memory = Memory(self._read, REMEMBERED)

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """The reader in a file, by default the one that comes with the package.

        Raises:
            SettingsError: The file is missing, or is not the one that was exported.
        """
        path = path or BUNDLED_WEIGHTS
        try:
            expected = json.loads(path.with_suffix(".json").read_text("utf-8"))["sha256"]
            weights = path.read_bytes()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingsError(
                f"The evidence reader {str(path)!r} cannot be opened: {error}. {_WAY_OUT}"
            ) from error
        found = sha256(weights).hexdigest()
        if found != expected:
            raise SettingsError(
                f"The evidence reader {str(path)!r} is damaged: its SHA-256 is {found}, not "
                f"{expected}. {_WAY_OUT}"
            )
        return cls(weights, found)

    def read(self, question: str, texts: Sequence[Text]) -> tuple[RawScores, ...]:
        """The scores of passages, in order.

        A passage is as good as its best window, a unit that is read in parts as its best part.
        A passage without units scores `NOTHING_SAID`.
        """
        return self._memory.values(asked_of(question, texts))

    def _read(self, asked: Sequence[Asked]) -> list[RawScores]:
        passages = [lay_out(self._tokenizer, *one) for one in asked]
        windows = [window for passage in passages for window in passage]
        scored = iter(self._scored(windows))
        return [
            _joined(len(units), passage, [next(scored) for _ in passage])
            for (*_, units), passage in zip(asked, passages, strict=True)
        ]

    def _scored(self, windows: Sequence[Layout]) -> list[_WindowScores]:
        if len(windows) < 2 or self._threads < 2:
            return [self._run(window) for window in windows]
        with ThreadPoolExecutor(self._threads) as pool:
            return list(pool.map(self._run, windows))

    def _run(self, window: Layout) -> _WindowScores:
        ids = np.array([window.ids], np.int64)
        own = (np.arange(ids.shape[1])[None, :] >= window.own).astype(np.int64)
        passage, tokens = self._session.run(_OUTPUTS, {"ids": ids, "own": own})
        markers = np.asarray(tokens)[0, list(window.markers)]
        return _WindowScores(float(np.asarray(passage)[0]), tuple(map(float, markers)))


_WAY_OUT = (
    "Install the package again, or set FOOTNOTE_READER=first to read by similarity and words alone."
)


def _joined(units: int, windows: Sequence[Layout], scored: Sequence[_WindowScores]) -> RawScores:
    best = [-math.inf] * units
    for window, scores in zip(windows, scored, strict=True):
        for unit, score in zip(window.units, scores.units, strict=True):
            best[unit] = max(best[unit], score)
    passage = max((scores.passage for scores in scored), default=NOTHING_SAID)
    return RawScores(passage, tuple(best))


def _session(weights: bytes) -> "InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Windows are spread over threads of ours; one of them is too small to be worth splitting.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # The graph is written as it should run; looking for something better takes time at start.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(weights, options, ["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own errors have no common base
        raise SettingsError(
            f"The evidence reader cannot be run by onnxruntime {onnxruntime.__version__}: {error}. "
            f"{_WAY_OUT}"
        ) from error
