"""An index in a folder of this machine: `CURRENT`, a folder a generation, a folder a segment."""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from corpus.errors import IndexFormatError, IndexUnusable
from corpus.lock import write_lock
from corpus.pointer import (
    clear_generations,
    clear_segments,
    current_name,
    is_generation,
    point_to,
    sync_tree,
)
from corpus.unused import blank_unused
from corpus.vectors import COLLECTION, Vectors, check_space, chroma_errors, configuration

if TYPE_CHECKING:
    from chromadb.api.client import Client

_SEGMENTS = "segments"
_DATABASE = "chroma.sqlite3"

# Chroma keeps one system a path for the whole process and does not guard its creation.
_opening = Lock()


class LocalStore:
    """The `Store` of one folder; a segment is a Chroma folder of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def lock(
        self, *, wait_seconds: float, on_wait: Callable[[str], None] | None
    ) -> AbstractContextManager[None]:
        """One writer at a time; makes the folder if there is none."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise IndexUnusable(
                f"Index {str(self.path)!r} cannot be made: {error.strerror}. Give another --index."
            ) from error
        return write_lock(self.path / "lock", wait_seconds=wait_seconds, on_wait=on_wait)

    def current_name(self) -> str:
        """Name of the generation being served; `IndexNotFound` if there is none."""
        return current_name(self.path)

    def generation(self, name: str) -> Path:
        """Folder of the generation."""
        return self.path / name

    def create(self, name: str, size: int) -> Vectors:
        """A new empty segment that will hold `size` chunks."""
        folder = self._segment(name)
        folder.mkdir(parents=True)
        failure = partial(_failure, self.path)
        with chroma_errors(failure):
            client = _client(folder)
            # embedding_function=None: with the default, Chroma would load a model of its own.
            collection = client.create_collection(
                COLLECTION, embedding_function=None, configuration=configuration(size)
            )
        return Vectors(collection, failure=failure, closed=partial(_close, client, folder))

    def open(self, name: str) -> Vectors:
        """The segment of this name, checked to compare by cosine."""
        folder = self._segment(name)
        failure = partial(_failure, self.path)
        if not (folder / _DATABASE).exists():
            # Chroma would make an empty store here.
            raise failure("the vector store is missing")
        with chroma_errors(failure):
            client = _client(folder)
            try:
                collection = client.get_collection(COLLECTION, embedding_function=None)
                check_space(collection, failure)
            except BaseException:
                _release(client)
                raise
        return Vectors(collection, failure=failure, closed=partial(_close, client, folder))

    def publish(self, name: str, new: Collection[str]) -> None:
        """Writes everything to the disk, then makes the generation the current one."""
        for segment in sorted(new):
            sync_tree(self._segment(segment))
        sync_tree(self.path / name)
        point_to(self.path, name)

    def clear(self, *, keep: str | None, segments: Collection[str]) -> None:
        """Takes away every generation but one, then every segment but these.

        In this order: who opens a generation's segments keeps its folder from being taken away.
        """
        clear_generations(self.path, keep=keep)
        clear_segments(self.path / _SEGMENTS, keep=segments)

    def _segment(self, name: str) -> Path:
        # Up to format 1 a generation had all its vectors in its own folder.
        return self.path / name / "chroma" if is_generation(name) else self.path / _SEGMENTS / name


def _client(folder: Path) -> "Client":
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    with _opening:
        try:
            client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
        except BaseException:
            # Chroma remembers a system that did not start, and would hand it out next time.
            SharedSystemClient._identifier_to_system.pop(str(folder), None)
            raise
    return cast("Client", client)


def _release(client: "Client") -> None:
    with _opening:
        client.close()


def _close(client: "Client", folder: Path) -> None:
    _release(client)
    blank_unused(folder)


def _failure(index: Path, reason: str) -> IndexFormatError:
    return IndexFormatError(
        f"Index {str(index)!r} cannot be read: {reason}. "
        "Make it anew with `footnote ingest ... --index NEW_FOLDER`."
    )
