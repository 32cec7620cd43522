"""The network as an ONNX graph, written node by node: no tracing, no optimiser, the same bytes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

Floats = NDArray[np.float32]

_OWN_DOMAIN = "com.microsoft"
_FUSED = {"BiasGelu", "MatMulIntegerToFloat", "MultiHeadAttention", "SkipLayerNormalization"}
"""Operators that onnxruntime adds to ONNX."""
_LAYERS, _HEADS, _WIDTH = 6, 12, 384
_EPSILON = 1e-12
_ZERO, _STEPS = 128, 127
_SMALLEST = 1e-9
"""The largest number of a row is taken to be at least this."""


class Graph:
    """The graph of `Network` in 32 bits; between nodes, the tokens of a batch are one long list.

    Inputs `ids` and `own` (batch, tokens), without padding; outputs `passage` (batch,) and `tokens`
    (batch, tokens), both log-odds. The scores for where an answer begins and ends are left out.

    Args:
        weights: Named as in the network's state.
    """

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = weights
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def model(self) -> ModelProto:
        """The whole of it."""
        shape = self._add("Concat", self._add("Shape", "ids"), self._numbers(-1), axis=0)
        hidden = self._embedded(shape)
        for number in range(_LAYERS):
            hidden = self._layer(hidden, f"body.encoder.layer.{number}.", shape)
        self._score(self._add("Reshape", hidden, shape))
        return self._finished()

    def _words(self) -> str:
        """The word embeddings of the input."""
        return self._add("Gather", self._weight("body.embeddings.word_embeddings.weight"), "ids")

    def _product(self, hidden: str, weight: Floats) -> str:
        """`hidden` (tokens, inputs) times `weight` (outputs, inputs)."""
        return self._add("MatMul", hidden, self._constant(weight.T))

    def _add(self, kind: str, *inputs: str, **attributes: float) -> str:
        """The output of a new node."""
        return self._node(kind, inputs, [f"out{len(self._nodes)}"], attributes)[0]

    def _node(
        self,
        kind: str,
        inputs: tuple[str, ...],
        outputs: list[str],
        attributes: Mapping[str, float],
    ) -> list[str]:
        domain = _OWN_DOMAIN if kind in _FUSED else ""
        number = len(self._nodes)
        node = helper.make_node(kind, inputs, outputs, name=f"node{number}", domain=domain)
        node.attribute.extend(helper.make_attribute(*pair) for pair in attributes.items())
        self._nodes.append(node)
        return outputs

    def _constant(self, values: NDArray[np.generic]) -> str:
        """The name of a new constant."""
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(values.copy(order="C"), name))
        return name

    def _weight(self, name: str) -> str:
        return self._constant(self._weights[name])

    def _number(self, value: float) -> str:
        return self._constant(np.array(value, np.float32))

    def _numbers(self, *values: int) -> str:
        return self._constant(np.array(values, np.int64))

    def _embedded(self, shape: str) -> str:
        """The sum of the embeddings of word, place and side."""
        name = "body.embeddings."
        length = self._add("Slice", shape, self._numbers(1), self._numbers(2))
        places = self._weight(f"{name}position_embeddings.weight")
        places = self._add("Slice", places, self._numbers(0), length, self._numbers(0))
        sides = self._add("Gather", self._weight(f"{name}token_type_embeddings.weight"), "own")
        summed = self._add("Add", self._add("Add", self._words(), sides), places)
        normal = [self._weight(f"{name}LayerNorm.{part}") for part in ("weight", "bias")]
        hidden = self._add("LayerNormalization", summed, *normal, axis=-1, epsilon=_EPSILON)
        return self._add("Reshape", hidden, self._numbers(-1, _WIDTH))

    def _layer(self, hidden: str, name: str, shape: str) -> str:
        """One transformer layer."""
        parts = [f"{name}attention.self.{part}." for part in ("query", "key", "value")]
        weight = np.concatenate([self._weights[f"{part}weight"] for part in parts])
        bias = np.concatenate([self._weights[f"{part}bias"] for part in parts])
        joined = self._add("Reshape", self._product(hidden, weight), shape)
        outputs = [f"{part}{len(self._nodes)}" for part in ("query", "key", "value")]
        split = self._node("Split", (joined,), outputs, {"axis": -1, "num_outputs": len(outputs)})
        bias_of_all = self._constant(bias)
        mixed = self._add("MultiHeadAttention", *split, bias_of_all, num_heads=_HEADS)
        mixed = self._add("Reshape", mixed, self._numbers(-1, _WIDTH))
        hidden = self._added(mixed, hidden, f"{name}attention.output.")
        inner = self._product(hidden, self._weights[f"{name}intermediate.dense.weight"])
        inner = self._add("BiasGelu", inner, self._weight(f"{name}intermediate.dense.bias"))
        return self._added(inner, hidden, f"{name}output.")

    def _added(self, inner: str, hidden: str, name: str) -> str:
        """`hidden` with a product of `inner` added to it, normalised."""
        product = self._product(inner, self._weights[f"{name}dense.weight"])
        rest = ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")
        weights = [self._weight(f"{name}{part}") for part in rest]
        return self._add("SkipLayerNormalization", product, hidden, *weights, epsilon=_EPSILON)

    def _score(self, hidden: str) -> None:
        """The outputs."""
        names = ("passage", "tokens")
        weight = np.stack([self._weights[f"{name}.weight"][0] for name in names], axis=1)
        bias = np.array([self._weights[f"{name}.bias"][0] for name in names], np.float32)
        product = self._add("MatMul", hidden, self._constant(weight))
        both = self._add("Add", product, self._constant(bias))
        first, second = self._constant(np.array(0)), self._constant(np.array(1))
        begin = self._add("Gather", both, first, axis=1)
        self._node("Gather", (begin, first), ["passage"], {"axis": 1})
        self._node("Gather", (both, second), ["tokens"], {"axis": 2})

    def _finished(self) -> ModelProto:
        whole, real = TensorProto.INT64, TensorProto.FLOAT
        both = ["batch", "tokens"]
        inputs = [helper.make_tensor_value_info(n, whole, both) for n in ("ids", "own")]
        outputs = [
            helper.make_tensor_value_info("passage", real, both[:1]),
            helper.make_tensor_value_info("tokens", real, both),
        ]
        graph = helper.make_graph(self._nodes, "reader", inputs, outputs, self._constants)
        sets = [helper.make_opsetid("", 20), helper.make_opsetid(_OWN_DOMAIN, 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=9, producer_name="footnote")


class EightBitGraph(Graph):
    """The graph in eight bits: a quarter of the size, and about twice as fast.

    Products are taken in whole numbers. Each row of activations has its own scale, found when it
    is known, so that it does not matter what else is read; each column of weights has one for
    good.
    """

    def _words(self) -> str:
        table = self._weights["body.embeddings.word_embeddings.weight"]
        steps, scale = _rounded(table, np.abs(table).max(axis=1))
        signed = self._add("Gather", self._constant(steps), "ids")
        words = self._add("Cast", signed, to=TensorProto.FLOAT)
        return self._add("Mul", words, self._add("Gather", self._constant(scale), "ids"))

    def _product(self, hidden: str, weight: Floats) -> str:
        last = self._numbers(-1)
        high = self._add("ReduceMax", hidden, last, keepdims=0)
        low = self._add("Neg", self._add("ReduceMin", hidden, last, keepdims=0))
        most = self._add("Max", high, low, self._number(_SMALLEST))
        rows = self._add("Mul", most, self._number(1 / _STEPS))
        zero = self._constant(np.array(_ZERO, np.uint8))
        zeros = self._add("Expand", zero, self._add("Shape", rows))
        rounded = self._add("QuantizeLinear", hidden, rows, zeros, axis=0)
        # Without VNNI, processors add the products of two neighbours in 16 bits. With weights
        # that are at most 128 together no sum is too large, and all processors agree.
        pairs = np.abs(weight).reshape(len(weight), -1, 2).sum(axis=2)
        steps, scale = _rounded(weight, pairs.max(axis=1))
        scales = self._number(1), self._constant(scale[:, 0])
        product = self._add("MatMulIntegerToFloat", rounded, self._constant(steps.T), *scales, zero)
        return self._add("Mul", product, self._add("Unsqueeze", rows, last))


def _rounded(weight: Floats, most: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Whole numbers up to 127 where `most` of a row is, and what one of them is worth."""
    scale = (np.maximum(most, _SMALLEST) / _STEPS).astype(np.float32)[:, None]
    return np.round(weight / scale).astype(np.int8), scale
