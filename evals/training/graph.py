"""The network as an ONNX graph in eight bits, written node by node: no tracing, no optimiser.

A product of activations and weights is taken in integers. Each row of activations has its own
scale, taken when it is known; each column of weights has one for good. Both are unsigned around
128: on processors without VNNI, onnxruntime lets sums of signed weights overflow.
"""

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


def graph_of(weights: Mapping[str, Floats]) -> ModelProto:
    """The graph of `Network` with these weights, named as in its state.

    Inputs `ids`, `own` and `mask` (batch, tokens); outputs `passage` (batch,) and `tokens`
    (batch, tokens), both log-odds. The scores for where an answer begins and ends are left out.
    """
    graph = _Graph(weights)
    shape = graph.add("Shape", "ids")
    shape = graph.add("Concat", shape, graph.numbers(-1), axis=0)
    hidden = graph.embedded(shape)
    mask = graph.add("Cast", "mask", to=TensorProto.INT32)
    for number in range(_LAYERS):
        hidden = graph.layer(hidden, f"body.encoder.layer.{number}.", shape, mask)
    graph.scores(graph.add("Reshape", hidden, shape))
    return graph.finished()


class _Graph:
    """Nodes and constants of a graph in the making; between nodes, tokens are one long list."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._weights = weights
        self._nodes: list[NodeProto] = []
        self._constants: list[TensorProto] = []

    def add(self, kind: str, *inputs: str, **attributes: int | float) -> str:
        """The output of a new node."""
        return self._add(kind, inputs, [f"out{len(self._nodes)}"], attributes)[0]

    def _add(
        self, kind: str, inputs: tuple[str, ...], outputs: list[str], attributes: dict[str, float]
    ) -> list[str]:
        domain = _OWN_DOMAIN if kind in _FUSED else ""
        number = len(self._nodes)
        node = helper.make_node(kind, inputs, outputs, name=f"node{number}", domain=domain)
        node.attribute.extend(helper.make_attribute(*pair) for pair in attributes.items())
        self._nodes.append(node)
        return outputs

    def constant(self, values: NDArray[np.generic]) -> str:
        """The name of a new constant."""
        name = f"constant{len(self._constants)}"
        self._constants.append(numpy_helper.from_array(values.copy(order="C"), name))
        return name

    def weight(self, name: str) -> str:
        """A weight as it is."""
        return self.constant(self._weights[name])

    def numbers(self, *values: int) -> str:
        """A list of whole numbers."""
        return self.constant(np.array(values, np.int64))

    def embedded(self, shape: str) -> str:
        """The sum of the embeddings of word, place and side, as a list of tokens."""
        name = "body.embeddings."
        steps, scale = _rounded(self._weights[f"{name}word_embeddings.weight"], axis=1)
        signed = self.constant(steps.astype(np.int8))
        words = self.add("Cast", self.add("Gather", signed, "ids"), to=TensorProto.FLOAT)
        words = self.add("Mul", words, self.add("Gather", self.constant(scale), "ids"))
        length = self.add("Slice", shape, self.numbers(1), self.numbers(2))
        places = self.weight(f"{name}position_embeddings.weight")
        places = self.add("Slice", places, self.numbers(0), length, self.numbers(0))
        sides = self.add("Gather", self.weight(f"{name}token_type_embeddings.weight"), "own")
        summed = self.add("Add", self.add("Add", words, sides), places)
        normal = [self.weight(f"{name}LayerNorm.{part}") for part in ("weight", "bias")]
        hidden = self.add("LayerNormalization", summed, *normal, axis=-1, epsilon=_EPSILON)
        return self.add("Reshape", hidden, self.numbers(-1, _WIDTH))

    def layer(self, hidden: str, name: str, shape: str, mask: str) -> str:
        """One transformer layer."""
        parts = [f"{name}attention.self.{part}." for part in ("query", "key", "value")]
        weight = np.concatenate([self._weights[f"{part}weight"] for part in parts])
        bias = np.concatenate([self._weights[f"{part}bias"] for part in parts])
        joined = self.add("Reshape", self._product(hidden, weight), shape)
        split = [f"{part}{len(self._nodes)}" for part in ("query", "key", "value")]
        asked = self._add("Split", (joined,), split, {"axis": -1, "num_outputs": len(split)})
        mixed = self.add("MultiHeadAttention", *asked, self.constant(bias), mask, num_heads=_HEADS)
        mixed = self.add("Reshape", mixed, self.numbers(-1, _WIDTH))
        hidden = self._added(mixed, hidden, f"{name}attention.output.")
        inner = self._product(hidden, self._weights[f"{name}intermediate.dense.weight"])
        inner = self.add("BiasGelu", inner, self.weight(f"{name}intermediate.dense.bias"))
        return self._added(inner, hidden, f"{name}output.")

    def scores(self, hidden: str) -> None:
        """The outputs."""
        names = ("passage", "tokens")
        weight = np.stack([self._weights[f"{name}.weight"][0] for name in names], axis=1)
        bias = np.array([self._weights[f"{name}.bias"][0] for name in names], np.float32)
        both = self.add(
            "Add", self.add("MatMul", hidden, self.constant(weight)), self.constant(bias)
        )
        first, second = self.constant(np.array(0)), self.constant(np.array(1))
        begin = self.add("Gather", both, first, axis=1)
        self._add("Gather", (begin, first), ["passage"], {"axis": 1})
        self._add("Gather", (both, second), ["tokens"], {"axis": 2})

    def finished(self) -> ModelProto:
        """The whole graph."""
        whole, real = TensorProto.INT64, TensorProto.FLOAT
        both = ["batch", "tokens"]
        inputs = [helper.make_tensor_value_info(n, whole, both) for n in ("ids", "own", "mask")]
        outputs = [
            helper.make_tensor_value_info("passage", real, both[:1]),
            helper.make_tensor_value_info("tokens", real, both),
        ]
        graph = helper.make_graph(self._nodes, "reader", inputs, outputs, self._constants)
        sets = [helper.make_opsetid("", 20), helper.make_opsetid(_OWN_DOMAIN, 1)]
        return helper.make_model(graph, opset_imports=sets, ir_version=9, producer_name="footnote")

    def _added(self, inner: str, hidden: str, name: str) -> str:
        """`hidden` with a product of `inner` added to it, normalised."""
        product = self._product(inner, self._weights[f"{name}dense.weight"])
        rest = ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")
        weights = [self.weight(f"{name}{part}") for part in rest]
        return self.add("SkipLayerNormalization", product, hidden, *weights, epsilon=_EPSILON)

    def _product(self, hidden: str, weight: Floats) -> str:
        """`hidden` times `weight` (outputs, inputs), both rounded to eight bits."""
        last = self.numbers(-1)
        high = self.add("ReduceMax", hidden, last, keepdims=0)
        low = self.add("Neg", self.add("ReduceMin", hidden, last, keepdims=0))
        most = self.add("Max", high, low, self.constant(np.array(_SMALLEST, np.float32)))
        scale = self.add("Mul", most, self.constant(np.array(1 / _STEPS, np.float32)))
        zero = self.constant(np.array(_ZERO, np.uint8))
        zeros = self.add("Expand", zero, self.add("Shape", scale))
        rounded = self.add("QuantizeLinear", hidden, scale, zeros, axis=0)
        steps, columns = _rounded(weight, axis=1)
        product = self.add(
            "MatMulIntegerToFloat", rounded, self.constant((steps.T + _ZERO).astype(np.uint8)),
            self.constant(np.array(1, np.float32)), self.constant(columns[:, 0]), zero, zero,
        )  # fmt: skip
        return self.add("Mul", product, self.add("Unsqueeze", scale, last))


def _rounded(weight: Floats, axis: int) -> tuple[NDArray[np.float32], Floats]:
    """Whole numbers from -127 to 127, and what one of them is worth along `axis`."""
    most = np.maximum(np.abs(weight).max(axis=axis, keepdims=True), _SMALLEST)
    scale = (most / _STEPS).astype(np.float32)
    return np.round(weight / scale), scale
