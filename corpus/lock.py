"""One writer at a time: a file lock that says who holds it."""

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import IndexLocked

_POLL_SECONDS = 0.1


@contextmanager
def write_lock(
    path: Path, *, wait_seconds: float, on_wait: Callable[[str], None] | None = None
) -> Iterator[None]:
    """Held for as long as the block runs; the system frees it if the process dies.

    Args:
        path: The lock file; it stays where it is.
        wait_seconds: How long to wait for another holder; 0 to fail at once.
        on_wait: Called once, with a description of the holder, before waiting.

    Raises:
        IndexLocked: Another holder still has it after `wait_seconds`.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(descriptor, path, wait_seconds, on_wait)
        try:
            _describe(descriptor, _own_description())
            yield
        finally:
            _describe(descriptor, "")
            _unlock(descriptor)
    finally:
        os.close(descriptor)


def _acquire(
    descriptor: int, path: Path, wait_seconds: float, on_wait: Callable[[str], None] | None
) -> None:
    deadline = time.monotonic() + wait_seconds
    told = False
    while not _try_lock(descriptor):
        holder = path.read_text("utf-8", errors="replace").strip() or "another process"
        if time.monotonic() >= deadline:
            raise IndexLocked(
                f"Index {str(path.parent)!r} is being written by {holder}. "
                "Wait until it is done, or stop it, and try again."
            )
        if on_wait and not told:
            on_wait(holder)
            told = True
        time.sleep(_POLL_SECONDS)


def _own_description() -> str:
    started = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"process {os.getpid()} on {socket.gethostname()}, started {started}"


def _describe(descriptor: int, text: str) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, text.encode())


if sys.platform == "win32":
    import msvcrt

    # Windows refuses to read a locked byte, so the lock lies far behind the description.
    _LOCKED_BYTE = 1 << 20

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
