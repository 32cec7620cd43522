"""Speed of the trained reader beside the bare encoder: `python -m evals.training.speed`.

Both read the same windows in the same runtime and the same eight bits: the reader as when it is
asked, tokens counted in; the encoder without any head, in whichever is faster of a batch and
windows spread over threads. Taken in turn, so that a slow moment of the machine hits all.
"""

import json
import os
import statistics
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions

from assistant import BUNDLED_READER, lay_out, raw_reader
from corpus import counting_tokenizer
from evals.training.graph import EightBitGraph
from evals.training.network import Network

ALLOWED_RATIO = 1.3
"""How many times as long as the bare encoder the reader may take."""
_PASSAGES = 24
_ROUNDS = 15
_UNIT = "The ferry number {} leaves the northern pier at seven and crosses in forty minutes."
_UNITS = 8
"""So many make about 160 tokens with a question."""

Read = Callable[[], object]


class _Encoder(EightBitGraph):
    """The encoder alone: what it makes of each token."""

    def _score(self, hidden: str) -> None:
        self._node("ReduceMean", (hidden, self._numbers(1, 2)), ["passage"], {"keepdims": 0})
        self._node("ReduceMean", (hidden, self._numbers(2)), ["tokens"], {"keepdims": 0})


def main() -> int:
    """Prints the figures as JSON; 1 if the reader is slower than allowed."""
    texts = [("Ferries", [_UNIT.format(n)] * _UNITS) for n in range(100, 100 + _PASSAGES)]
    reader = raw_reader(BUNDLED_READER)
    if reader is None:
        raise AssertionError("The bundled reader is a trained one.")
    seconds: dict[str, list[float]] = {"reader": [], "batch": [], "threads": []}
    in_one, spread = _encoder(os.cpu_count() or 1), _encoder(1)
    for number in range(_ROUNDS + 1):
        question = f"How long does ferry {number} take?"
        windows = _windows(question, texts)
        ways = {
            "reader": lambda asked=question: reader.read(asked, texts),
            "batch": lambda ids=windows: _run(in_one, ids),
            "threads": lambda ids=windows: _each(spread, ids),
        }
        for name, read in ways.items():
            seconds[name].append(_seconds(read))
    medians = {name: statistics.median(taken[1:]) for name, taken in seconds.items()}
    ratio = medians["reader"] / min(medians["batch"], medians["threads"])
    figures = {f"{name}_seconds": round(median, 4) for name, median in medians.items()}
    shape = {"passages": _PASSAGES, "tokens": int(windows.shape[1])}
    sys.stdout.write(json.dumps({**shape, **figures, "ratio": round(ratio, 3)}, indent=1) + "\n")
    return int(ratio > ALLOWED_RATIO)


def _windows(question: str, texts: Sequence[tuple[str, Sequence[str]]]) -> NDArray[np.int64]:
    tokenizer = counting_tokenizer()
    laid = [lay_out(tokenizer, question, above, units) for above, units in texts]
    return np.array([window.ids for windows in laid for window in windows], np.int64)


def _encoder(threads: int) -> InferenceSession:
    weights = {n: one.detach().float().numpy() for n, one in Network().state_dict().items()}
    options = SessionOptions()
    options.intra_op_num_threads = threads
    content = _Encoder(weights).model().SerializeToString()
    return InferenceSession(content, options, ["CPUExecutionProvider"])


def _run(session: InferenceSession, ids: NDArray[np.int64]) -> object:
    return session.run(None, {"ids": ids, "own": np.zeros_like(ids)})


def _each(session: InferenceSession, ids: NDArray[np.int64]) -> object:
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(lambda one: _run(session, one[None]), ids))


def _seconds(read: Read) -> float:
    started = perf_counter()
    read()
    return perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
