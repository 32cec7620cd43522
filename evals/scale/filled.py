"""One index of synthetic chunks: filled, added to, removed from, and what each costs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from corpus import BUNDLED_ENCODER, Draft, Index, light_encoder
from evals.scale.synthetic import CHUNKS_A_DOCUMENT, SyntheticEncoder, documents

CHUNKING = "synthetic"


@dataclass(frozen=True, slots=True)
class Filled:
    """Seconds and bytes of one index; encoding is not in any of them."""

    chunks: int
    stage_seconds: float
    """To take the documents in, before their vectors."""
    publish_seconds: float
    """To store texts and vectors and make them current."""
    add_seconds: float
    """To bring in one document more, whole."""
    remove_seconds: float
    """To take one document out and every trace of it off the disk."""
    disk_bytes: int
    segments: int

    @property
    def rate(self) -> float:
        """Chunks a second, beside the encoder's."""
        return self.chunks / (self.stage_seconds + self.publish_seconds)


def fill(index: Path, chunks: int) -> Filled:
    """Makes an index of so many chunks; what is added to it is removed again."""
    stage, publish = _put(index, 0, chunks)
    disk = sum(path.stat().st_size for path in index.rglob("*") if path.is_file())
    segments = len(Index.open(index).current(searching=False).manifest.segments)
    add = sum(_put(index, chunks, CHUNKS_A_DOCUMENT))
    started = perf_counter()
    with _draft(index) as draft:
        draft.remove(next(iter(documents(chunks, 1)))[0].id)
        draft.publish(_quiet)
    remove = perf_counter() - started
    return Filled(chunks, stage, publish, add, remove, disk, segments)


def _put(index: Path, first: int, count: int) -> tuple[float, float]:
    """Seconds of staging and of publishing."""
    encoder = _Bundled()
    started = perf_counter()
    with _draft(index) as draft:
        for document, chunks in documents(first, count):
            draft.put(document, chunks, root="/synthetic", chunking=CHUNKING)
        staged = perf_counter()
        draft.encode(lambda: encoder, _quiet)
        encoded = perf_counter()
        draft.publish(_quiet)
    return staged - started, perf_counter() - encoded


class _Bundled(SyntheticEncoder):
    """Synthetic vectors under the bundled encoder's name, so that whole questions can be asked."""

    def __init__(self) -> None:
        self.name = BUNDLED_ENCODER
        self.digest = light_encoder().digest


@contextmanager
def _draft(index: Path) -> Iterator[Draft]:
    with Index.write(index) as draft:
        yield draft


def _quiet(done: int, total: int) -> None:
    """Nobody looks."""
