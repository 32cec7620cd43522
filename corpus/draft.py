"""The next generation while it is made: staged, encoded, then published at once."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.build import Build, Tick
from corpus.encoder import Encoder
from corpus.encoding import Encoding, Load
from corpus.errors import IndexNotFound, IndexUnusable
from corpus.generation import Generation
from corpus.manifest import FORMAT, EncoderIdentity, Manifest
from corpus.pending import Pending
from corpus.pointer import new_name
from corpus.shelf import Shelf
from corpus.store import Store
from corpus.tables import DATABASE
from corpus.texts import Origin
from corpus.types import Chunk, Document


@dataclass(frozen=True, slots=True)
class Encoded:
    """How far the encoding has come, in texts."""

    done: int
    total: int
    """What is known of so far."""


@contextmanager
def writing(
    store: Store, *, wait_seconds: float, on_wait: Callable[[str], None] | None
) -> Iterator["Draft"]:
    """A draft under the index's lock; see `Index.write`."""
    with store.lock(wait_seconds=wait_seconds, on_wait=on_wait):
        draft = Draft(store)
        try:
            yield draft
        finally:
            draft.close()


class Draft:
    """What the next generation will hold; made by `Index.write`.

    Documents that are neither put nor removed stay as they are.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.index = store.path
        self.previous = _previous(store)
        """The generation being served, if there is one."""
        self.origins: dict[str, Origin] = self.previous.origins() if self.previous else {}
        """Every document of it, by id."""
        self.exclusions = self.previous.exclusions() if self.previous else {}
        """Ids to leave out, each with its root; a change counts only beside changed documents."""
        self._manifest = self.previous.manifest if self.previous else None
        _clear(store)
        self._folder = self.index / new_name()
        self._folder.mkdir()
        self._staging = Shelf.create(self._folder / "staging.sqlite3")
        self._pending = Pending(self.index / "pending.sqlite3")
        self._staged: set[str] = set()
        self._removed: set[str] = set()
        self._chunking = self._manifest.chunking if self._manifest else ""
        self._encoder = self._manifest.encoder_identity if self._manifest else None
        self._encoding: Encoding | None = None
        self._closed = False

    def put(
        self,
        document: Document,
        chunks: Sequence[Chunk],
        *,
        root: str,
        chunking: str,
        headings: int = 0,
    ) -> None:
        """Adds the document, or replaces the one of the same id.

        Args:
            document: The document; once for each id.
            chunks: All its chunks in order, which joined are its text.
            root: Folder that its id is relative to.
            chunking: Version of the splitting that made the chunks.
            headings: Headings in the document.
        """
        if "".join(chunk.text for chunk in chunks) != document.text:
            raise ValueError(f"The chunks of {document.id!r} do not add up to its text.")
        self._staging.put(document, chunks, root=root, chunking=chunking, headings=headings)
        self._staged.add(document.id)
        self._chunking = chunking
        if self._encoding:
            self._encoding.look()

    def remove(self, document_id: str) -> None:
        """Leaves the document out of the next generation."""
        self._removed.add(document_id)

    def begin_encoding(self, load: Load) -> None:
        """From now on encodes in the background what is put, for `finish_encoding` to wait for.

        Args:
            load: Makes the encoder; called in the background, once, if a text has to be encoded.
        """
        previous = self.previous.folder / DATABASE if self.previous else None

        def loaded(texts: int | None) -> Encoder:
            model = load(texts)
            if self._manifest:
                self._manifest.check(model, self.index)
            return model

        self._encoding = Encoding(self._staging, previous, self._pending, loaded)
        self._load = loaded

    def encoded(self) -> Encoded:
        """How many texts have been encoded since `begin_encoding`, and how many there are."""
        encoding = self._encoding
        return Encoded(encoding.done, encoding.total) if encoding else Encoded(0, 0)

    def finish_encoding(self, tick: Tick) -> int:
        """Makes the vectors that the documents put here lack; returns how many texts that took.

        What an unfinished run has encoded, and what the previous generation holds, is used again.

        Args:
            tick: Called after every batch, which then survives a kill of the process.

        Raises:
            EncoderMismatch: The index was built with another encoder.
        """
        if self._encoding is None or not self._staged:
            return 0
        self._encoding.finish(tick)
        model = self._encoding.encoder
        if model or not self._encoder:
            self._encoder = EncoderIdentity.of(model or self._load(0))
        return self._encoding.done

    def encode(self, encoder: Callable[[], Encoder], tick: Tick) -> int:
        """`begin_encoding` and `finish_encoding` in one, for documents that are all put."""
        self.begin_encoding(lambda texts: encoder())
        return self.finish_encoding(tick)

    def publish(self, tick: Tick) -> Manifest | None:
        """Makes the draft the current generation, unless nothing changed and it is up to date.

        When this returns, it is on the disk, and what it no longer holds is in no file.

        Raises:
            IndexUnusable: The disk is full, or a file cannot be written.

        Returns:
            The manifest of the generation now served; `None` if there is none.
        """
        outdated = self._manifest is not None and self._manifest.format < FORMAT
        changed = bool(self._staged or self._removed or outdated)
        if changed:
            try:
                manifest, new = self._fill(tick)
                self._store.publish(manifest.generation, new)
            except (OSError, sqlite3.Error) as error:
                raise IndexUnusable(
                    f"Index {str(self.index)!r} cannot be written: {error}. It serves what it "
                    "served before; check permissions and free space, then ingest again."
                ) from error
            self._manifest = manifest
        self.close()
        self._pending.path.unlink()
        return self._manifest

    def close(self) -> None:
        """Lets go of all files, and takes away what the generation being served does not need."""
        if self._closed:
            return
        self._closed = True
        if self._encoding:
            self._encoding.stop()
        self._staging.close()
        self._pending.close()
        if self.previous:
            self.previous.close()
        _clear(self._store)

    def _fill(self, tick: Tick) -> tuple[Manifest, frozenset[str]]:
        if self._encoder is None:
            raise ValueError("A draft must be encoded before it is published.")
        build = Build(
            store=self._store,
            previous=self.previous,
            kept=set(self.origins) - self._removed - self._staged,
            staging=self._staging.path,
            staged=self._staged,
            exclusions=self.exclusions,
            pending=self._pending,
            encoder_digest=self._encoder.digest,
        )
        built = build.into(self._folder, tick)
        manifest = Manifest(
            format=FORMAT,
            generation=self._folder.name,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            encoder=self._encoder.name,
            encoder_digest=self._encoder.digest,
            dimensions=self._encoder.dimensions,
            chunking=self._chunking,
            documents=built.counts.documents,
            chunks=built.counts.chunks,
            searchable=built.counts.searchable,
            segments=built.segments,
        )
        manifest.write(self._folder)
        self._staging.close()
        self._staging.path.unlink()
        return manifest, built.new


def _previous(store: Store) -> Generation | None:
    try:
        name = store.current_name()
    except IndexNotFound:
        return None
    return Generation(store, name, exact_limit=0)


def _clear(store: Store) -> None:
    """Takes away what the generation being served does not need."""
    try:
        manifest = Manifest.read(store.generation(store.current_name()))
    except IndexNotFound:
        store.clear(keep=None, segments=())
    else:
        names = [record.name for record in manifest.segments]
        store.clear(keep=manifest.generation, segments=names)
