"""One writer at a time, and no file taken away while someone opens it."""

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import IndexLocked, IndexUnusable

_POLL_SECONDS = 0.05
_OPENING_SECONDS = 10.0


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
        IndexUnusable: The file cannot be made or locked.
    """
    with _os_errors(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        with _os_errors(path):
            _acquire(descriptor, path, wait_seconds, on_wait)
        try:
            _describe(descriptor, _own_description())
            yield
        finally:
            _describe(descriptor, "")
            _unlock(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def opening(path: Path) -> Iterator[None]:
    """Keeps writers from taking `path` away while the block runs; nothing if it is gone already."""
    try:
        file = path.open("rb")
    except OSError:
        yield
        return
    with file:
        _share(file.fileno())
        yield


@contextmanager
def taking_away(path: Path) -> Iterator[None]:
    """Entered when nobody is `opening` the path any more, or after some seconds anyway."""
    try:
        file = path.open("r+b")
    except OSError:
        yield
        return
    with file:
        deadline = time.monotonic() + _OPENING_SECONDS
        while not _try_lock(file.fileno()) and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)
        yield


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


@contextmanager
def _os_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise IndexUnusable(
            f"Index {str(path.parent)!r} cannot be locked for writing: {error.strerror}. "
            "Check the folder's permissions, or give another --index."
        ) from error


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

    def _share(descriptor: int) -> None:
        """Needless: Windows lets nobody rename a folder with an open file in it."""

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

    def _share(descriptor: int) -> None:
        # Some network file systems cannot; then a reader may have to open the next generation.
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
