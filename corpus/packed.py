"""The bundled MiniLM in torch, for many texts: tokens packed, so that nothing is padded.

The same six layers as in `corpus.minilm`. sentence-transformers fills every text of a batch up to
its longest and computes with the filling; here the texts of a batch stand one after the other, and
only attention looks at them apart, those of one length together.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from torch import Tensor, dtype

_HEADS = 12
_LAYERS = 6
_EPSILON = 1e-12
_BATCH_TOKENS = 4096
_STEP_TOKENS = 128
_GAIN = 1.2
_ROUNDS = 4


class PackedMiniLM:
    """Six transformer layers over packed tokens, in bfloat16 where that is faster."""

    dimensions = 384

    def __init__(self, weights: Path, tokenizer: "Tokenizer") -> None:
        from safetensors.torch import load_file

        number = quick_dtype()
        loaded = {name: value.to(number) for name, value in load_file(weights).items()}
        self._tokenizer = tokenizer
        self._words = loaded["embeddings.word_embeddings.weight"]
        places = loaded["embeddings.position_embeddings.weight"]
        self._places = places + loaded["embeddings.token_type_embeddings.weight"][0]
        self._norm = _pair(loaded, "embeddings.LayerNorm")
        self._layers = [_Layer(loaded, f"encoder.layer.{layer}.") for layer in range(_LAYERS)]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """L2-normalised vectors, one row a text; longer texts are cut at the encoder's limit."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        for batch in _batches([len(ids) for ids in tokens]):
            vectors[batch] = self._forward([tokens[row] for row in batch])
        return vectors

    def _forward(self, batch: list[list[int]]) -> NDArray[np.float32]:
        """The vectors of texts in order of their length."""
        import torch
        from torch.nn import functional

        groups = [(len(list(same)), length) for length, same in groupby(map(len, batch))]
        with torch.inference_mode():
            ids = torch.tensor([token for tokens in batch for token in tokens])
            at = torch.cat([torch.arange(length).repeat(count) for count, length in groups])
            # torch prepares and keeps a product for each shape it meets, so that there are few.
            spare = -len(ids) % _STEP_TOKENS
            ids, at = (functional.pad(numbers, (0, spare)) for numbers in (ids, at))
            hidden = functional.layer_norm(
                self._words[ids] + self._places[at], (self.dimensions,), *self._norm, _EPSILON
            )
            for layer in self._layers:
                hidden = layer(hidden, groups)
            means = [part.float().mean(dim=1) for part in _apart(hidden, groups)]
            vectors: NDArray[np.float32] = functional.normalize(torch.cat(means)).numpy()
        return vectors


class _Layer:
    """One transformer layer, its three input projections joined into one product."""

    def __init__(self, weights: "dict[str, Tensor]", prefix: str) -> None:
        import torch

        own = {name.removeprefix(prefix): value for name, value in weights.items()}
        parts = [_pair(own, f"attention.self.{part}") for part in ("query", "key", "value")]
        self._inputs = (torch.cat([w for w, _ in parts]), torch.cat([b for _, b in parts]))
        self._out = _pair(own, "attention.output.dense")
        self._norm = _pair(own, "attention.output.LayerNorm")
        self._up = _pair(own, "intermediate.dense")
        self._down = _pair(own, "output.dense")
        self._last_norm = _pair(own, "output.LayerNorm")

    def __call__(self, hidden: "Tensor", groups: Sequence[tuple[int, int]]) -> "Tensor":
        from torch.nn.functional import gelu, layer_norm, linear

        shape = hidden.shape[1:]
        attended = linear(self._attend(hidden, groups), *self._out)
        hidden = layer_norm(hidden + attended, shape, *self._norm, _EPSILON)
        outer = linear(gelu(linear(hidden, *self._up)), *self._down)
        return layer_norm(hidden + outer, shape, *self._last_norm, _EPSILON)

    def _attend(self, hidden: "Tensor", groups: Sequence[tuple[int, int]]) -> "Tensor":
        import torch
        from torch.nn.functional import linear, scaled_dot_product_attention

        mixed = torch.zeros_like(hidden)
        projected = _apart(linear(hidden, *self._inputs), groups)
        for texts, target in zip(projected, _apart(mixed, groups), strict=True):
            count, length, _ = texts.shape
            # Texts, heads, tokens, width: for the query, the key and the value.
            heads = texts.view(count, length, 3, _HEADS, -1).permute(2, 0, 3, 1, 4)
            found = scaled_dot_product_attention(heads[0], heads[1], heads[2])
            target.copy_(found.transpose(1, 2).reshape(count, length, -1))
        return mixed


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The texts, told by their length, in batches that have room for them, the shortest first."""
    batch: list[int] = []
    size = 0
    for row in sorted(range(len(lengths)), key=lambda row: lengths[row]):
        if batch and size + lengths[row] > _BATCH_TOKENS:
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += lengths[row]
    if batch:
        yield batch


def quick_dtype(device: str = "cpu") -> "dtype":
    """bfloat16 if the device multiplies it clearly faster than float32, which takes a try."""
    import torch

    exact, quick = (_seconds(number, device) for number in (torch.float32, torch.bfloat16))
    return torch.bfloat16 if exact > _GAIN * quick else torch.float32


def _seconds(number: "dtype", device: str) -> float:
    """How long a product of the usual size takes, at best."""
    import torch

    rows = torch.ones(1024, 384, dtype=number, device=device)
    columns = torch.ones(1536, 384, dtype=number, device=device)
    best = float("inf")
    for _ in range(_ROUNDS):
        started = perf_counter()
        # Reading a number waits for the device.
        float(torch.nn.functional.linear(rows, columns)[0, 0])
        best = min(best, perf_counter() - started)
    return best


def _pair(weights: "dict[str, Tensor]", name: str) -> "tuple[Tensor, Tensor]":
    return weights[f"{name}.weight"], weights[f"{name}.bias"]


def _apart(packed: "Tensor", groups: Sequence[tuple[int, int]]) -> "list[Tensor]":
    """The texts of each length as texts, tokens, width: views into the packed tokens."""
    parts, start = [], 0
    for count, length in groups:
        end = start + count * length
        parts.append(packed[start:end].view(count, length, -1))
        start = end
    return parts
