"""Puts a generation's folder together: from the previous one, and from what was staged."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

import numpy as np

from corpus.generation import Generation
from corpus.pending import Pending
from corpus.shelf import Counts, Shelf
from corpus.texts import DATABASE
from corpus.vectors import Floats, Vectors, copy_vectors

Tick = Callable[[int, int], None]
"""Called with how much is done and how much there is."""

_STORED_CHUNKS = 1000


@dataclass(frozen=True, slots=True)
class Build:
    """What goes into a generation."""

    previous: Generation | None
    kept: Collection[str]
    """Documents of the previous generation that stay as they are."""
    staging: Path
    """Database of the documents that are new."""
    staged: Collection[str]
    exclusions: dict[str, str]
    pending: Pending
    encoder_digest: str

    def into(self, folder: Path, tick: Tick) -> Counts:
        """Fills the folder and returns what it holds.

        If only documents were added, the previous folder is copied and added to. Else everything
        is made anew from stored texts and vectors, so that no file holds what was removed.
        """
        copied = self.previous if self._only_adds() else None
        if copied:
            copyfile(copied.folder / DATABASE, folder / DATABASE)
            copy_vectors(copied.folder / "chroma", folder / "chroma")
            shelf, vectors = Shelf(folder / DATABASE), Vectors.open(folder / "chroma")
        else:
            shelf, vectors = Shelf.create(folder / DATABASE), Vectors.create(folder / "chroma")
        try:
            last = shelf.last_row()
            if self.previous and not copied:
                shelf.take(self.previous.folder / DATABASE, self.kept)
            shelf.take(self.staging, self.staged)
            shelf.exclude(self.exclusions)
            return self._store(shelf, vectors, last, tick)
        finally:
            shelf.close()
            vectors.close()

    def _only_adds(self) -> bool:
        return self.previous is not None and len(self.kept) == self.previous.manifest.documents

    def _store(self, shelf: Shelf, vectors: Vectors, last: int, tick: Tick) -> Counts:
        counts = shelf.counts()
        done = before = vectors.count()
        for batch in shelf.searchable_after(last, _STORED_CHUNKS):
            vectors.add([chunk for chunk, _ in batch], self._vectors_of([key for _, key in batch]))
            done += len(batch)
            tick(done - before, counts.searchable - before)
        vectors.check_count(counts.searchable)
        return counts

    def _vectors_of(self, keys: Sequence[str]) -> Floats:
        found = self.pending.get(self.encoder_digest, keys)
        missing = [key for key in keys if key not in found]
        if missing and self.previous:
            found |= self.previous.vectors_of_texts(missing)
        if any(key not in found for key in keys):
            raise ValueError("A draft must be encoded before it is published.")
        return np.stack([found[key] for key in keys])
