"""The bundled MiniLM in plain numpy: the same vectors as sentence-transformers, without torch.

Importing torch and sentence-transformers takes seconds, which a single question cannot afford.
The six layers are those of BERT (Devlin et al. 2019,
arXiv 1810.04805) with mean pooling (Reimers and Gurevych 2019, arXiv 1908.10084).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]

_HEADS = 12
_LAYERS = 6
_EPSILON = np.float32(1e-12)
_BATCH_TOKENS = 4096


class MiniLM:
    """Six transformer layers over packed tokens; no padding, so a batch changes nothing."""

    dimensions = 384

    def __init__(self, weights: Path, tokenizer: "Tokenizer") -> None:
        from safetensors.numpy import load_file

        self._weights: dict[str, Any] = load_file(weights)
        self._tokenizer = tokenizer
        self._centre: Floats | None = None
        self._layers = [_Layer(self._weights, number) for number in range(_LAYERS)]

    def encode(self, texts: Sequence[str]) -> Floats:
        """L2-normalised vectors, one row a text; longer texts are cut at the encoder's limit."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        batch: list[int] = []
        size = 0
        for row in range(len(tokens)):
            batch.append(row)
            size += len(tokens[row])
            if size >= _BATCH_TOKENS or row == len(tokens) - 1:
                vectors[batch] = self._forward([tokens[i] for i in batch])
                batch, size = [], 0
        return vectors

    def word_vectors(self, words: Sequence[str]) -> Floats:
        """The input embeddings of words, centred and L2-normalised, averaged over word pieces."""
        table = self._weights["embeddings.word_embeddings.weight"]
        if self._centre is None:
            self._centre = table.mean(axis=0)
        encodings = self._tokenizer.encode_batch(list(words), add_special_tokens=False)
        rows = np.zeros((len(encodings), self.dimensions), np.float32)
        for row, encoding in zip(rows, encodings, strict=True):
            if encoding.ids:
                row += table[encoding.ids].mean(axis=0) - self._centre
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(norms, 1e-12), np.float32)

    def knows(self, word: str) -> bool:
        """Whether a lower-case word is one entry of the vocabulary."""
        return self._tokenizer.token_to_id(word) is not None

    def _forward(self, batch: list[list[int]]) -> Floats:
        from threadpoolctl import threadpool_limits

        ends = np.cumsum([len(ids) for ids in batch])
        bounds = [(int(end) - len(ids), int(end)) for end, ids in zip(ends, batch, strict=True)]
        hidden = self._embed(batch)
        # With more threads the small products here get slower as soon as the machine is busy.
        with threadpool_limits(limits=1 if len(hidden) < 256 else None):
            for layer in self._layers:
                hidden = layer(hidden, bounds)
        pooled = np.stack([hidden[start:end].mean(axis=0) for start, end in bounds])
        norms = np.linalg.norm(pooled, axis=1, keepdims=True)
        return np.asarray(pooled / np.maximum(norms, 1e-12), np.float32)

    def _embed(self, batch: list[list[int]]) -> Floats:
        words = self._weights["embeddings.word_embeddings.weight"]
        positions = self._weights["embeddings.position_embeddings.weight"]
        kind = self._weights["embeddings.token_type_embeddings.weight"][0]
        ids = np.concatenate([np.asarray(ids) for ids in batch])
        places = np.concatenate([np.arange(len(ids)) for ids in batch])
        return _normalise(
            words[ids] + positions[places] + kind,
            self._weights["embeddings.LayerNorm.weight"],
            self._weights["embeddings.LayerNorm.bias"],
        )


class _Layer:
    """One transformer layer, its three input projections joined into one product."""

    def __init__(self, weights: dict[str, Any], number: int) -> None:
        def take(name: str) -> Any:
            return weights[f"encoder.layer.{number}.{name}"]

        parts = ("query", "key", "value")
        self._qkv = np.concatenate([take(f"attention.self.{p}.weight") for p in parts]).T.copy()
        self._qkv_bias = np.concatenate([take(f"attention.self.{p}.bias") for p in parts])
        self._out = take("attention.output.dense.weight").T
        self._out_bias = take("attention.output.dense.bias")
        self._norm = (
            take("attention.output.LayerNorm.weight"),
            take("attention.output.LayerNorm.bias"),
        )
        self._up = take("intermediate.dense.weight").T
        self._up_bias = take("intermediate.dense.bias")
        self._down = take("output.dense.weight").T
        self._down_bias = take("output.dense.bias")
        self._last_norm = (take("output.LayerNorm.weight"), take("output.LayerNorm.bias"))

    def __call__(self, hidden: Floats, bounds: list[tuple[int, int]]) -> Floats:
        attended = self._attend(hidden, bounds) @ self._out
        attended += self._out_bias
        hidden = _normalise(hidden + attended, *self._norm)
        inner = hidden @ self._up
        inner += self._up_bias
        outer = _gelu(inner) @ self._down
        outer += self._down_bias
        return _normalise(hidden + outer, *self._last_norm)

    def _attend(self, hidden: Floats, bounds: list[tuple[int, int]]) -> Floats:
        projected = hidden @ self._qkv
        projected += self._qkv_bias
        width = hidden.shape[1]
        size = width // _HEADS
        mixed = np.empty_like(hidden)
        for start, end in bounds:
            query, key, value = (
                projected[start:end, i * width : (i + 1) * width]
                .reshape(end - start, _HEADS, size)
                .transpose(1, 0, 2)
                for i in range(3)
            )
            scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(size))
            scores -= scores.max(axis=-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=-1, keepdims=True)
            mixed[start:end] = (scores @ value).transpose(1, 0, 2).reshape(end - start, width)
        return mixed


def _normalise(x: Floats, weight: Floats, bias: Floats) -> Floats:
    x -= x.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[1])
    x /= np.sqrt(variance + _EPSILON)
    x *= weight
    x += bias
    return x


def _gelu(x: Floats) -> Floats:
    """GELU with the error function of Abramowitz and Stegun 7.1.26 (error below 1.5e-7)."""
    z = np.abs(x)
    z *= np.float32(0.7071067811865476)
    t = 1 / (1 + np.float32(0.3275911) * z)
    tail = np.float32(1.061405429) * t
    for coefficient in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(coefficient)
        tail *= t
    z *= -z
    np.exp(z, out=z)
    tail *= z
    error = np.copysign(1 - tail, x)
    error += 1
    error *= x
    error *= np.float32(0.5)
    return error
