"""The door to an index: opens it, and hands out its current generation."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock
from typing import Self, TypeVar

from corpus.draft import Draft, writing
from corpus.errors import IndexUnusable
from corpus.generation import Generation
from corpus.local import LocalStore
from corpus.store import Store

T = TypeVar("T")

EXACT_LIMIT = 20_000
"""Up to this many searchable chunks dense search compares every vector."""

_ATTEMPTS = 5


class Index:
    """An index open for reading, by any number of threads, while others ingest into it."""

    def __init__(self, path: str | Path, *, exact_limit: int = EXACT_LIMIT) -> None:
        self.path = Path(path)
        self._store: Store = LocalStore(self.path)
        self._exact_limit = exact_limit
        self._lock = Lock()
        self._generation: Generation | None = None

    @classmethod
    def open(cls, path: str | Path, *, exact_limit: int = EXACT_LIMIT) -> Self:
        """The index at `path`.

        Raises:
            IndexNotFound: There is none.
            IndexFormatError: It was written by an unknown version, or is damaged.
        """
        index = cls(path, exact_limit=exact_limit)
        index.current(searching=False)
        return index

    @staticmethod
    def write(
        path: str | Path,
        *,
        wait_seconds: float = 0.0,
        on_wait: Callable[[str], None] | None = None,
    ) -> AbstractContextManager[Draft]:
        """A draft of the next generation, for the length of a `with` block; one at a time.

        Nothing changes before `Draft.publish`. The index is made if there is none.

        Args:
            path: Folder of the index.
            wait_seconds: How long to wait for another writer.
            on_wait: Called once, with a description of the other writer, before waiting.

        Raises:
            IndexLocked: Another process still writes after `wait_seconds`.
        """
        return writing(LocalStore(Path(path)), wait_seconds=wait_seconds, on_wait=on_wait)

    def current(self, *, searching: bool = True) -> Generation:
        """The generation published last.

        Whoever holds an older one may go on using it; it is closed when nobody does.

        Args:
            searching: Whether to read its vectors now, so that it can be searched even after it
                has been replaced; without, the first dense search reads them.

        Raises:
            IndexNotFound: The index is gone.
            IndexFormatError: It was written by an unknown version, or is damaged.
        """
        for _ in range(_ATTEMPTS - 1):
            name = self._store.current_name()
            try:
                return self._opened(name, searching)
            except IndexUnusable:
                # The files may be gone because a newer generation was just published.
                if self._store.current_name() == name:
                    raise
        return self._opened(self._store.current_name(), searching)

    def read(self, question: Callable[[Generation], T]) -> T:
        """What `question` makes of the current generation.

        It is asked again, of the newer generation, if that one was replaced meanwhile.
        """
        for _ in range(_ATTEMPTS - 1):
            generation = self.current()
            try:
                return question(generation)
            except IndexUnusable:
                if self._store.current_name() == generation.name:
                    raise
        return question(self.current())

    def close(self) -> None:
        """Closes the files."""
        with self._lock:
            generation, self._generation = self._generation, None
        if generation is not None:
            generation.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _opened(self, name: str, searching: bool) -> Generation:
        generation = self._generation
        if generation is None or generation.name != name:
            with self._lock:
                generation = self._generation
                if generation is None or generation.name != name:
                    generation = Generation(self._store, name, exact_limit=self._exact_limit)
                    self._generation = generation
        if searching:
            generation.prepare()
        return generation
