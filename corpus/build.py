"""Puts a generation together: from the previous one, and from what was staged."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfile

import numpy as np

from corpus.errors import IndexFormatError
from corpus.generation import Generation
from corpus.manifest import FORMAT, SegmentRecord
from corpus.merging import cut, taken_in
from corpus.pending import Pending
from corpus.pointer import new_segment_name
from corpus.purge import is_copied_without
from corpus.shelf import Counts, Shelf
from corpus.store import Store
from corpus.tables import DATABASE
from corpus.types import Chunk
from corpus.vectors import Floats, even_parts

Tick = Callable[[int, int], None]
"""Called with how much is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a generation came to hold."""

    counts: Counts
    segments: tuple[SegmentRecord, ...]
    new: frozenset[str]
    """Names of the segments that no earlier generation had."""


@dataclass(slots=True)
class Build:
    """What goes into a generation."""

    store: Store
    previous: Generation | None
    kept: Collection[str]
    """Documents of the previous generation that stay as they are."""
    staging: Path
    """Database of the documents that are new."""
    staged: Collection[str]
    exclusions: dict[str, str]
    pending: Pending
    encoder_digest: str
    _done: int = field(default=0, init=False)

    def into(self, folder: Path, tick: Tick) -> Built:
        """Writes the generation's texts into the folder, and what segments it lacks.

        Segments that lost a document are written anew from stored vectors, so that no file of the
        new generation holds what was removed; the others are shared with the previous one.
        """
        with closing(self._texts(folder / DATABASE)) as shelf:
            moved = self._moved(shelf)
            documents = shelf.documents_in(moved)
            sizes = [size for _, _, size in documents]
            total = sum(sizes)
            new: list[str] = []
            for piece in cut(sizes, shelf.counts().searchable):
                name = new_segment_name()
                new.append(name)
                self._fill(shelf, name, documents[piece], lambda done: tick(done, total))
            records = tuple(
                SegmentRecord(name, counts.documents, counts.searchable)
                for name, counts in shelf.segments().items()
            )
            return Built(shelf.counts(), records, frozenset(new))

    def _texts(self, path: Path) -> Shelf:
        """The generation's documents, chunks and words; the segments as they were."""
        shelf = self._kept_texts(path)
        shelf.take(self.staging, self.staged)
        shelf.exclude(self.exclusions)
        return shelf

    def _kept_texts(self, path: Path) -> Shelf:
        """The texts of what stays: copied if that is all there was, else without the rest."""
        previous = self.previous
        if previous is None:
            return Shelf.create(path)
        source = previous.folder / DATABASE
        if previous.manifest.format < FORMAT:
            shelf = Shelf.create(path)
            shelf.take(source, self.kept, older=previous.name)
            return shelf
        gone = previous.origins().keys() - set(self.kept)
        if not gone:
            copyfile(source, path)
        elif len(gone) > len(self.kept) or not is_copied_without(gone, source, path):
            shelf = Shelf.create(path)
            shelf.take(source, self.kept)
            return shelf
        return Shelf(path)

    def _moved(self, shelf: Shelf) -> frozenset[str]:
        """Names of the segments whose documents go into new ones; `""` of what is staged."""
        held = shelf.segments()
        whole = self.previous.manifest.segments if self.previous else ()
        if self.previous and self.previous.manifest.format < FORMAT:
            whole = ()
        clean = {
            record.name: record.vectors
            for record in whole
            if record.name in held
            and (held[record.name].documents, held[record.name].searchable)
            == (record.documents, record.vectors)
        }
        moved = held.keys() - clean.keys()
        chunks = sum(held[name].searchable for name in moved)
        if moved:
            moved |= taken_in(clean, chunks, shelf.counts().searchable)
        return frozenset(moved)

    def _fill(
        self,
        shelf: Shelf,
        name: str,
        documents: Sequence[tuple[str, str, int]],
        tick: Callable[[int], None],
    ) -> None:
        size = sum(size for _, _, size in documents)
        segment_of = {document_id: segment for document_id, segment, _ in documents}
        with closing(self.store.create(name, size)) as segment:
            for batch in _in_parts(shelf.searchable(list(segment_of)), size):
                chunks = [chunk for chunk, _ in batch]
                segment.add(chunks, self._vectors_of(batch, segment_of))
                self._done += len(batch)
                tick(self._done)
            if segment.count() != size:
                raise IndexFormatError(
                    f"Index {str(self.store.path)!r} cannot be written: {segment.count()} vectors "
                    f"are kept where {size} should be. Ingest again, into another --index."
                )
        shelf.assign(list(segment_of), name)

    def _vectors_of(self, batch: Sequence[tuple[Chunk, str]], segment_of: dict[str, str]) -> Floats:
        """Of stored chunks by where they are stored, of staged ones by the text's key."""
        stored = [
            (chunk.id, segment_of[chunk.document_id])
            for chunk, _ in batch
            if segment_of[chunk.document_id]
        ]
        by_id: dict[str, Floats] = {}
        if stored and self.previous:
            rows = self.previous.vectors_at(stored)
            by_id = dict(zip((chunk_id for chunk_id, _ in stored), rows, strict=True))
        by_key = self._vectors_by_key([key for chunk, key in batch if chunk.id not in by_id])
        return np.stack([by_id[c.id] if c.id in by_id else by_key[key] for c, key in batch])

    def _vectors_by_key(self, keys: Sequence[str]) -> dict[str, Floats]:
        found = self.pending.get(self.encoder_digest, keys)
        missing = [key for key in keys if key not in found]
        if missing and self.previous:
            found |= self.previous.vectors_of_texts(missing)
        if any(key not in found for key in keys):
            raise ValueError("A draft must be encoded before it is published.")
        return found


def _in_parts(chunks: Iterator[tuple[Chunk, str]], size: int) -> Iterator[list[tuple[Chunk, str]]]:
    for part in even_parts(size):
        yield [next(chunks) for _ in range(part)]
