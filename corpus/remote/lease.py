"""One writer at a time on a server: a record that must be renewed, and that a dead writer loses."""

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from secrets import token_hex
from threading import Event, Lock, Thread

from corpus.errors import IndexLocked, ServerError
from corpus.remote.http import NotThere
from corpus.remote.records import Registry, Writer, served

_POLL_SECONDS = 1.0
_RENEWALS = 4
"""Signs of life within the time after which a writer is taken to be dead."""


class Lease:
    """The right to write one index, from `lease` until its block ends."""

    def __init__(self, registry: Registry, writer: Writer) -> None:
        self._registry = registry
        self._writer = writer
        self._lock = Lock()
        self._ended = Event()
        self._thread = Thread(target=self._renew, name="footnote-lease", daemon=True)
        self._thread.start()

    @property
    def number(self) -> int:
        """Number of this writer; every later one has a higher one."""
        return self._writer.number

    def is_lost(self) -> bool:
        """Whether another writer has taken over."""
        return self._later() is not None

    def check(self) -> None:
        """Raises `IndexLocked` if another writer has taken over."""
        later = self._later()
        if later is not None:
            raise IndexLocked(
                f"Index {self._registry} was taken over "
                f"by {later.holder}, since this process was not heard of for "
                f"{self._seconds:g} seconds. What it had not published is dropped: ingest again."
            )

    def point_to(self, generation: str) -> None:
        """Makes this the generation served, at once and for good; raises as `check`."""
        self._put(generation=generation)
        self.check()

    def end(self) -> None:
        """Lets go of the lock; nothing happens if the server is away, since it will expire."""
        self._ended.set()
        self._registry.http.hurry()
        self._thread.join()
        with suppress(ServerError, NotThere):
            self._put(is_done=True)

    def _later(self) -> Writer | None:
        known = self._registry.writers()
        return known[-1] if known and known[-1].number > self.number else None

    @property
    def _seconds(self) -> float:
        return self._registry.http.server.lock_seconds

    def _put(self, **changes: object) -> None:
        with self._lock:
            now = self._registry.http.now()
            changed = replace(self._writer, alive=now, expires=now + self._seconds, **changes)  # type: ignore[arg-type]
            self._registry.put_writer(changed)
            self._writer = changed

    def _renew(self) -> None:
        while not self._ended.wait(self._seconds / _RENEWALS):
            # Away for now: whoever needs the server says so, and the next round tries again.
            with suppress(ServerError, NotThere):
                self._put()


@contextmanager
def lease(
    registry: Registry,
    *,
    place: str,
    wait_seconds: float,
    on_wait: Callable[[str], None] | None,
) -> Iterator[Lease]:
    """Held for as long as the block runs.

    Args:
        registry: The index.
        place: Id of the folder that the writer works in, which has a lock of its own: a record
            with the same id was left by a process that has died.
        wait_seconds: How long to wait for another writer; 0 to fail at once.
        on_wait: Called once, with a description of the other writer, before waiting.

    Raises:
        IndexLocked: Another writer still has it after `wait_seconds`.
        ServerError: The server cannot be reached.
    """
    registry.create()
    deadline: float | None = None
    while (writer := _taken(registry, place)) is None:
        holder = _holder(registry)
        if deadline is None:
            deadline = time.monotonic() + wait_seconds
            if on_wait and wait_seconds > 0:
                on_wait(holder)
        if time.monotonic() >= deadline:
            raise IndexLocked(
                f"Index {registry} is being written by {holder}."
                " Wait until it is done, or stop it, and try again."
            )
        time.sleep(min(_POLL_SECONDS, max(0.0, deadline - time.monotonic())))
    held = Lease(registry, writer)
    try:
        yield held
    finally:
        held.end()


def _taken(registry: Registry, place: str) -> Writer | None:
    """A record of one's own, unless someone else is writing."""
    known = registry.writers()
    now = registry.http.now()
    last = known[-1] if known else None
    if last and not last.is_done and last.place != place and now < last.expires:
        return None
    started = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    own = Writer(
        number=last.number + 1 if last else 1,
        token=token_hex(16),
        holder=f"process {os.getpid()} on {socket.gethostname()}, started {started}",
        place=place,
        alive=now,
        expires=now + registry.http.server.lock_seconds,
    )
    registry.add_writer(own)
    known = registry.writers()
    if not known or known[-1].token != own.token:
        return None
    return _taken_over(registry, own)


def _taken_over(registry: Registry, own: Writer) -> Writer:
    """The record with the generation served: also one published while this one was added."""
    while own.generation != (served := _served_before(registry, own)):
        own = replace(own, generation=served)
        registry.put_writer(own)
    registry.delete_writers([one for one in registry.writers() if one.number < own.number])
    return own


def _served_before(registry: Registry, own: Writer) -> str:
    return served([one for one in registry.writers() if one.number < own.number])


def _holder(registry: Registry) -> str:
    """Who has it, and when it was last heard of."""
    known = registry.writers()
    if not known:
        return "another process"
    last = known[-1]
    silent = max(0.0, registry.http.now() - last.alive)
    left = max(0.0, last.expires - last.alive - silent)
    return (
        f"{last.holder} (last sign of life {silent:.0f} s ago; "
        f"without another one it can be replaced in {left:.0f} s)"
    )
