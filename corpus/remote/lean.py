"""The words of a generation that is too large to be fetched: read from the server as needed.

The list of documents is on this machine. A document's chunks are fetched when the first of them is
wanted, all at once, so that what a question found stays readable while it is answered.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from threading import RLock

from corpus.manifest import Manifest
from corpus.remote.cost import Meter
from corpus.remote.http import NotThere
from corpus.remote.parts import Parts
from corpus.remote.rows import DOCUMENT, document_row, row_of, unsearched_id
from corpus.tables import CHUNK_COLUMNS, DATABASE, DOCUMENT_COLUMNS, SCHEMA, sqlite_errors
from corpus.texts import Texts
from corpus.types import Chunk, Document, Hit, Scope, Source

_SIZES = """
CREATE TABLE sizes (
    document_id TEXT PRIMARY KEY, chunks INTEGER NOT NULL, searchable INTEGER NOT NULL
);
"""
_MOST_CHUNKS = 50_000
"""When more have come, all are forgotten."""
_PLACES = 10
"""Places in a segment that a sample is taken from."""


def fetch_names(parts: Parts, folder: Path, exclusions: dict[str, str]) -> None:
    """Makes the list of documents of the generation whose manifest is in `folder`."""
    meter = Meter(parts.http)
    manifest = Manifest.read(folder)
    path = folder / DATABASE
    with sqlite_errors(path), closing(sqlite3.connect(path)) as database:
        database.executescript(SCHEMA + _SIZES)
        for segment in manifest.segments:
            for page in parts.rest(segment.name).pages({"role": DOCUMENT}):
                rows = [document_row(one) for one in page]
                sizes = [
                    (row[0], one["chunks"], one["searchable"])
                    for row, one in zip(rows, page, strict=True)
                ]
                database.executemany(
                    f"INSERT INTO documents ({DOCUMENT_COLUMNS}) "  # noqa: S608 (constants)
                    f"VALUES ({marks(DOCUMENT_COLUMNS)})",
                    rows,
                )
                database.executemany("INSERT INTO sizes VALUES (?, ?, ?)", sizes)
        database.executemany("INSERT INTO exclusions VALUES (?, ?)", exclusions.items())
        database.commit()
    meter.write(folder, len(manifest.segments), 0, path.stat().st_size)


class LeanTexts(Texts):
    """Knows every document, and those chunks that were wanted so far; it searches no words."""

    is_whole = False

    def __init__(
        self, path: Path, parts: Parts, manifest: Manifest, gone: Callable[[], Exception]
    ) -> None:
        super().__init__(path)
        self._parts = parts
        self._manifest = manifest
        self._gone = gone
        self._fetching = RLock()
        self._held: set[str] = set()
        self._chunks_held = 0
        memory = sqlite3.connect(":memory:", check_same_thread=False)
        with sqlite_errors(path):
            self._connection.backup(memory)
            self._connection.close()
        self._connection = memory

    def sources(self) -> tuple[Source, ...]:
        """One line a document, by id."""
        rows = self._rows(
            "SELECT id, title, source, digest, characters, headings, searchable, faqs, ingested "
            "FROM documents JOIN sizes ON document_id = id ORDER BY id"
        )
        return tuple(Source(*row) for row in rows)

    def document(self, document_id: str) -> Document | None:
        """The document with its whole text."""
        with self._with([document_id]):
            return super().document(document_id)

    def chunks(self, document_id: str) -> tuple[Chunk, ...]:
        """All chunks of a document, in order; none for an unknown document."""
        with self._with([document_id]):
            return super().chunks(document_id)

    def block_chunks(self, chunk: Chunk) -> tuple[Chunk, ...]:
        """All chunks of the chunk's block, in order; the chunk alone if it has none."""
        with self._with([chunk.document_id]):
            return super().block_chunks(chunk)

    def chunk_before(self, chunk: Chunk) -> Chunk | None:
        """The chunk before this one in its document."""
        with self._with([chunk.document_id]):
            return super().chunk_before(chunk)

    def chunks_with_titles(self, chunk_ids: Sequence[str]) -> dict[str, tuple[Chunk, str]]:
        """The known ones among the chunks, each with its document's title."""
        with self._with(map(_document_of, chunk_ids)):
            return super().chunks_with_titles(chunk_ids)

    def places(self, chunk_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Each of the chunks with the name of its segment, in order; `""` for an unknown one."""
        segments = self._segments(set(map(_document_of, chunk_ids)))
        return [(name, segments.get(_document_of(name), "")) for name in chunk_ids]

    def spread(self, count: int) -> list[tuple[str, str]]:
        """About `count` searchable chunks from all over, each with the name of its segment."""
        found: dict[str, str] = {}
        with self._known():
            for record in self._manifest.segments:
                wanted = -(-count * record.vectors // max(1, self._manifest.searchable))
                collection = self._parts.searched(record.name)
                for place in range(_PLACES if wanted else 0):
                    names = collection.some(
                        -(-wanted // _PLACES), record.vectors * place // _PLACES
                    )
                    found |= dict.fromkeys(names, record.name)
        return list(found.items())

    def search(self, words: Sequence[str], k: int, scope: Scope) -> tuple[Hit, ...]:
        """None: the words are not here."""
        return ()

    def frequency(self, word: str) -> int:
        """1 for any word: which are frequent is not known, nor which are misspelt."""
        return int(any(character.isalnum() for character in word))

    @contextmanager
    def _with(self, document_ids: Iterable[str]) -> Iterator[None]:
        """The chunks of these documents are here while the block runs."""
        with self._fetching, self._known():
            missing = set(document_ids) - self._held
            if missing:
                self._fetch(missing)
            yield

    def _fetch(self, document_ids: Collection[str]) -> None:
        if self._chunks_held > _MOST_CHUNKS:
            self._rows("DELETE FROM chunks")
            self._held, self._chunks_held = set(), 0
        by_segment: dict[str, list[str]] = {}
        for name, segment in self._segments(document_ids).items():
            by_segment.setdefault(segment, []).append(name)
        for segment, names in by_segment.items():
            ids = self._chunk_ids(names)
            rest = self._parts.rest(segment).records([unsearched_id(one) for one in ids])
            searched = self._parts.searched(segment).records(ids)
            rows = [row_of(one) for one in (*rest.values(), *searched.values())]
            with self._lock, sqlite_errors(self._path):
                self._connection.executemany(
                    f"INSERT INTO chunks ({CHUNK_COLUMNS}) "  # noqa: S608 (constants)
                    f"VALUES ({marks(CHUNK_COLUMNS)})",
                    rows,
                )
            self._held.update(names)
            self._chunks_held += len(rows)

    def _segments(self, document_ids: Collection[str]) -> dict[str, str]:
        """The known ones among the documents, each with its segment."""
        return dict(
            self._rows(
                "SELECT id, segment FROM documents WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted(document_ids)),),
            )
        )

    def _chunk_ids(self, document_ids: Sequence[str]) -> list[str]:
        sizes = self._rows(
            "SELECT document_id, chunks FROM sizes "
            "WHERE document_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(document_ids)),),
        )
        return [f"{name}#{ordinal}" for name, size in sizes for ordinal in range(size)]

    @contextmanager
    def _known(self) -> Iterator[None]:
        try:
            yield
        except NotThere as error:
            raise self._gone() from error


def marks(columns: str) -> str:
    """A question mark for each of the columns."""
    return ", ".join("?" for _ in columns.split(", "))


def _document_of(chunk_id: str) -> str:
    return chunk_id.rpartition("#")[0]
