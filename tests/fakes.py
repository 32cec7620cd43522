"""Stand-ins that fulfil a protocol and can be computed by hand."""

import os
import re
import signal
from collections.abc import Sequence
from hashlib import sha256
from time import sleep

import numpy as np
from numpy.typing import NDArray


class HashEncoder:
    """A vector is the sum of its words' directions, so that texts which share words are near."""

    def __init__(self, name: str = "hash", digest: str = "0" * 64, dimensions: int = 32) -> None:
        self.name = name
        self.digest = digest
        self.dimensions = dimensions
        self.batches: list[int] = []
        """Number of texts in each call of `encode_documents`."""

    @property
    def encoded(self) -> int:
        """Texts encoded so far."""
        return sum(self.batches)

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.batches.append(len(texts))
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> NDArray[np.float32]:
        words = re.findall(r"\w+", text.lower()) or [""]
        vector = np.sum([self._direction(word) for word in words], axis=0)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)

    def _direction(self, word: str) -> NDArray[np.float64]:
        seed = int.from_bytes(sha256(word.encode()).digest()[:8])
        return np.random.default_rng(seed).normal(size=self.dimensions)


class DyingEncoder(HashEncoder):
    """Kills its own process, without any farewell, instead of encoding one more batch."""

    def __init__(self, batches: int) -> None:
        super().__init__()
        self._last = batches

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if len(self.batches) == self._last:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode_documents(texts)


class SlowEncoder(HashEncoder):
    """Takes its time for every batch, and passes for the bundled encoder."""

    def __init__(self, seconds: float = 0.3) -> None:
        super().__init__(name="all-MiniLM-L6-v2")
        self._seconds = seconds

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        sleep(self._seconds)
        return super().encode_documents(texts)
