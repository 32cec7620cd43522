"""What questions cost in an index of synthetic chunks, and what approximate search misses.

Run in a process of its own, so that its memory is that of asking alone.
"""

import json
import resource
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

import numpy as np

from evals.scale.synthetic import Asked, Floats, SyntheticEncoder, asked

QUESTIONS = 40
_K = 10
_BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class Costs:
    """Of one index; milliseconds, a share, and bytes."""

    open_ms: float
    """Until the first search can be made."""
    ask_p50_ms: float
    """A whole question: both searches, the reader over what they find, the answer."""
    ask_p95_ms: float
    dense_p50_ms: float
    dense_p95_ms: float
    text_p50_ms: float
    text_p95_ms: float
    recall: float
    """Share of the ten chunks nearest to a question that dense search finds."""
    memory_bytes: int
    """Most memory the process held."""


def costs(index: Path, chunks: int) -> Costs:
    """Opens the index and asks it."""
    from assistant import Assistant, Settings
    from corpus import Index

    questions = [asked(number) for number in _spread(chunks)]
    started = perf_counter()
    with Index.open(index) as opened:
        generation = opened.current()
        opening = perf_counter() - started
        dense = [_timed(lambda q: generation.search_dense(q.vector, _K), q) for q in questions]
        text = [_timed(lambda q: generation.search_text(q.words, _K), q) for q in questions]
        found = [{hit.chunk_id for hit in generation.search_dense(q.vector, _K)} for q in questions]
    with Assistant.open(index, Settings()) as assistant:
        assistant.ask("what is it")
        whole = [_timed(lambda q: assistant.ask(" ".join(q.words)), q) for q in questions]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Costs(
        opening * 1000,
        *_percentiles(whole),
        *_percentiles(dense),
        *_percentiles(text),
        recall=_recall(questions, found, chunks),
        memory_bytes=memory,
    )


def _spread(chunks: int) -> list[int]:
    return [int(number) for number in np.linspace(0, chunks - 1, QUESTIONS)]


def _timed(ask: Callable[[Asked], object], question: Asked) -> float:
    started = perf_counter()
    ask(question)
    return (perf_counter() - started) * 1000


def _percentiles(times: Sequence[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def _recall(questions: Sequence[Asked], found: Sequence[set[str]], chunks: int) -> float:
    """Against every vector, made again block by block."""
    vectors = np.stack([one.vector for one in questions])
    best = np.full((len(questions), _K), -2.0)
    for start in range(0, chunks, _BLOCK):
        scores = vectors @ _block(start, min(start + _BLOCK, chunks)).T
        best = -np.sort(-np.hstack([best, scores]), axis=1)[:, :_K]
    least = best[:, -1]
    hits = 0
    for row, ids in enumerate(found):
        numbers = [_number(chunk_id) for chunk_id in ids]
        scores = _block_of(numbers) @ vectors[row]
        hits += int((scores >= least[row] - 1e-5).sum())
    return hits / (_K * len(questions))


def _block(first: int, last: int) -> Floats:
    return _block_of(range(first, last))


def _block_of(numbers: Sequence[int]) -> Floats:
    encoder = SyntheticEncoder()
    return encoder.encode_documents([f"Chunk {number}" for number in numbers])


def _number(chunk_id: str) -> int:
    name, ordinal = chunk_id.rsplit("#", 1)
    return int(Path(name).stem) + int(ordinal)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(costs(Path(sys.argv[1]), int(sys.argv[2])))))
