"""Files parsed and split in another process, while this one stores and encodes."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from corpus import Chunk, Document, DocumentError
from ingest.chunked import chunked
from ingest.load import load
from ingest.roots import File

_HERE = 16
_AHEAD = 16


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document, ready to be encoded."""

    document: Document
    chunks: tuple[Chunk, ...]
    headings: int
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file, and what it holds."""

    file: File
    digest: str
    """SHA-256 of its bytes; empty if it could not be read."""
    result: Parsed | DocumentError | None
    """`None`: the digest is known, so that nothing was parsed."""


def load_all(
    files: Iterable[File], *, known: Callable[[File, str], bool] | None = None
) -> Iterator[Loaded]:
    """The files, in order."""
    waiting: deque[tuple[File, str, Future[Parsed | DocumentError] | None]] = deque()
    pool: ProcessPoolExecutor | None = None
    here = 0
    try:
        for file in files:
            try:
                digest = hashlib.sha256(file.path.read_bytes()).hexdigest()
            except OSError:
                digest = ""
            if digest and known and known(file, digest):
                waiting.append((file, digest, None))
            elif here < _HERE:
                here += 1
                yield Loaded(file, digest, _parsed(file))
            else:
                pool = pool or ProcessPoolExecutor(1, mp_context=get_context("spawn"))
                waiting.append((file, digest, pool.submit(_parsed, file)))
            while len(waiting) > _AHEAD:
                yield _taken(*waiting.popleft())
        while waiting:
            yield _taken(*waiting.popleft())
    finally:
        if pool:
            pool.shutdown(cancel_futures=True)


def _taken(file: File, digest: str, result: "Future[Parsed | DocumentError] | None") -> Loaded:
    return Loaded(file, digest, result.result() if result else None)


def _parsed(file: File) -> Parsed | DocumentError:
    try:
        document = load(file.path, file.root)
    except DocumentError as error:
        return DocumentError(str(error))
    made = chunked(document)
    return Parsed(document, made.chunks, made.headings)
