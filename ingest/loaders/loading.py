"""Many files as documents, in order: read ahead by worker processes while the caller goes on."""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from corpus import Document, DocumentError
from ingest.loaders.limits import Limits
from ingest.loaders.reader import Reader
from ingest.loaders.reading import Job, Parsed, document_of, parsed
from ingest.loaders.sniff import Format, format_of, is_container
from ingest.roots import File

_MEGABYTE = 1_000_000
_MOST_AHEAD = 32
_MOST_BYTES_AHEAD = 64 * _MEGABYTE
_MOST_WORKERS = 4
_SMALL = 20_000
"""Bytes of a text that is read in this process: even the worst of this size take little time."""
_FEW = 16


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one file."""

    file: File
    digest: str
    """SHA-256 of the file's bytes, in hexadecimal; empty if it could not be read."""
    result: Parsed | DocumentError | None
    """The document, why there is none, or `None` if the caller knew the file."""


def load_all(
    files: Iterable[File],
    *,
    limits: Limits | None = None,
    workers: int | None = None,
    known: Callable[[File, str], bool] | None = None,
) -> Generator[Loaded, None, None]:
    """What becomes of each file, in order.

    Files are read ahead, at most some 30 a worker and 64 MB in all; `files` is gone through no
    faster. A few small texts are read in this process, everything else in worker processes, which
    end with the iterator.

    Args:
        files: What to read.
        limits: How much one file may cost.
        workers: Processes that read; by default half the processor's cores, four at most.
        known: Told a file and the digest of its bytes; a file that it knows is not read further.
    """
    pool = _Pool(limits or Limits(), workers or _default_workers())
    try:
        yield from pool.loaded(files, known or _unknown)
    finally:
        pool.close()


def load(path: Path, root: Path, limits: Limits | None = None) -> Document:
    """The document in the file at `path`, named by its path below `root`.

    The text of a `.txt` or Markdown file is the file's own, so that in UTF-8
    `path.read_text("utf-8-sig")` has every span in its place.

    Raises:
        DocumentError: The file cannot be read, or there is no text in it; the message is the
            reason, without the path.
    """
    limits = limits or Limits()
    job = _job(File(path, root), _bytes(path, limits))
    return document_of(job, limits)[0] if _is_small(job) else _apart(job, limits).document


def parse(path: Path, root: Path, limits: Limits | None = None) -> Parsed:
    """The document in the file at `path` as `load` has it, its chunks, and notes on what is not.

    Raises:
        DocumentError: As `load` does.
    """
    limits = limits or Limits()
    job = _job(File(path, root), _bytes(path, limits))
    return parsed(job, limits) if _is_small(job) else _apart(job, limits)


def _apart(job: Job, limits: Limits) -> Parsed:
    """What a process of its own makes of one file."""
    reader = Reader(limits)
    try:
        return reader.read(job)
    finally:
        reader.close()


def _is_small(job: Job) -> bool:
    """Whether a file is read faster here than a process is started."""
    return job.format is Format.TEXT and len(job.data) <= _SMALL


@dataclass(frozen=True, slots=True)
class _Begun:
    file: File
    digest: str
    size: int
    result: "Future[Parsed] | DocumentError | None"

    @property
    def done(self) -> bool:
        return not isinstance(self.result, Future) or self.result.done()

    def loaded(self) -> Loaded:
        if not isinstance(self.result, Future):
            return Loaded(self.file, self.digest, self.result)
        try:
            return Loaded(self.file, self.digest, self.result.result())
        except DocumentError as error:
            return Loaded(self.file, self.digest, error)


class _Pool:
    """Workers, and the files they have begun."""

    def __init__(self, limits: Limits, workers: int) -> None:
        self._limits = limits
        self._workers = workers
        self._few = _FEW
        self._threads: ThreadPoolExecutor | None = None
        self._readers = [Reader(limits) for _ in range(workers)]
        self._idle: SimpleQueue[Reader] = SimpleQueue()
        for reader in self._readers:
            self._idle.put(reader)

    def loaded(self, files: Iterable[File], known: Callable[[File, str], bool]) -> Iterator[Loaded]:
        begun: deque[_Begun] = deque()
        size = 0
        for file in files:
            begun.append(self._begin(file, known))
            size += begun[-1].size
            while begun and (
                begun[0].done
                or len(begun) > _MOST_AHEAD * self._workers
                or size > _MOST_BYTES_AHEAD
            ):
                size -= begun[0].size
                yield begun.popleft().loaded()
        while begun:
            yield begun.popleft().loaded()

    def close(self) -> None:
        """Ends the workers, also one in the middle of a file."""
        if self._threads:
            self._threads.shutdown(wait=False, cancel_futures=True)
        for reader in self._readers:
            reader.stop()
        if self._threads:
            self._threads.shutdown(wait=True)
        for reader in self._readers:
            reader.close()

    def _begin(self, file: File, known: Callable[[File, str], bool]) -> _Begun:
        digest = ""
        try:
            data = _bytes(file.path, self._limits)
            digest = hashlib.sha256(data).hexdigest()
            if known(file, digest):
                return _Begun(file, digest, 0, None)
            job = _job(file, data)
        except DocumentError as error:
            return _Begun(file, digest, 0, error)
        if self._few and _is_small(job):
            self._few -= 1
            return _Begun(file, digest, 0, self._here(job))
        return _Begun(file, digest, len(data), self._submit(job))

    def _here(self, job: Job) -> "Future[Parsed]":
        future: Future[Parsed] = Future()
        try:
            future.set_result(parsed(job, self._limits))
        except DocumentError as error:
            future.set_exception(error)
        return future

    def _submit(self, job: Job) -> "Future[Parsed]":
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._workers, thread_name_prefix="footnote-reader")
        return self._threads.submit(self._read, job)

    def _read(self, job: Job) -> Parsed:
        reader = self._idle.get()
        try:
            return reader.read(job)
        finally:
            self._idle.put(reader)


def _bytes(path: Path, limits: Limits) -> bytes:
    """The file's bytes.

    Raises:
        DocumentError: It cannot be read, is no regular file, or is too large.
    """
    try:
        if not path.is_file():
            kind = "is a directory" if path.is_dir() else "is no regular file"
            raise DocumentError(f"it cannot be read ({kind}); leave it out")
        most = int(limits.max_file_mb * _MEGABYTE)
        with path.open("rb") as stream:
            # A file may grow, or say that it is empty when it is not.
            data = stream.read(most + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DocumentError(f"it cannot be read ({reason}); check its permissions") from error
    if len(data) > most:
        raise DocumentError(
            f"it has more than the {limits.max_file_mb:g} MB that are read; split it, or raise "
            "FOOTNOTE_MAX_FILE_MB"
        )
    if not data:
        raise DocumentError("it is empty; put text in it or leave it out")
    return data


def _job(file: File, data: bytes) -> Job:
    suffix = file.path.suffix
    return Job(
        document_id=file.path.relative_to(file.root).as_posix(),
        source=str(file.path.resolve()),
        stem=file.path.stem,
        suffix=suffix,
        data=data,
        # A large archive is looked through only where that has limits.
        format=None if len(data) > _SMALL and is_container(data) else format_of(data, suffix),
    )


def _default_workers() -> int:
    return min(_MOST_WORKERS, max(1, (os.cpu_count() or 2) // 2))


def _unknown(file: File, digest: str) -> bool:
    return False
