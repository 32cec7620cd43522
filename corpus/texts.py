"""The words of one generation in SQLite: documents, all their chunks in order, and full text."""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from corpus.fulltext import FullText
from corpus.tables import CHUNK_COLUMNS, chunk_from_row, pack_span, read_as_older, sqlite_errors
from corpus.types import Chunk, Document, Hit, Scope, Source


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an indexed document came from and which text of it is indexed."""

    root: str
    digest: str
    chunking: str
    """Version of the splitting that made its chunks."""


class Texts:
    """Reads one published database; any number of threads may.

    Args:
        path: The database.
        large: Searchable chunks of an index in which full-text search passes over those that
            hold frequent words only; `None` for a small one.
        is_older: Whether it is of format 1.
    """

    is_whole = True
    """Whether it holds all words, and can be searched for them."""

    def __init__(self, path: Path, *, large: int | None = None, is_older: bool = False) -> None:
        self._path = path
        self._lock = Lock()
        self._words = FullText(self._rows, large=large)
        with sqlite_errors(path):
            # Immutable: nothing is locked or written, and the open file outlives its name.
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            if is_older:
                read_as_older(self._connection, path.parent.name)

    def origins(self) -> dict[str, Origin]:
        """Every document's origin by its id."""
        rows = self._rows("SELECT id, root, digest, chunking FROM documents ORDER BY id")
        return {row[0]: Origin(*row[1:]) for row in rows}

    def exclusions(self) -> dict[str, str]:
        """Ids that are left out of the index, each with its root."""
        return dict(self._rows("SELECT document_id, root FROM exclusions ORDER BY 1"))

    def sources(self) -> tuple[Source, ...]:
        """One line a document, by id."""
        rows = self._rows(
            "SELECT d.id, title, source, digest, characters, headings, "
            "(SELECT count(*) FROM chunks c WHERE c.document_id = d.id AND searchable), faqs, "
            "nullif(ingested, '') FROM documents d ORDER BY d.id"
        )
        return tuple(Source(*row) for row in rows)

    def document(self, document_id: str) -> Document | None:
        """The document with its whole text: its chunks, joined."""
        rows = self._rows(
            "SELECT title, source, digest, pages FROM documents WHERE id = ?", (document_id,)
        )
        if not rows:
            return None
        title, source, digest, pages = rows[0]
        parts = self._rows(
            "SELECT text FROM chunks WHERE document_id = ? ORDER BY ordinal", (document_id,)
        )
        text = "".join(part for (part,) in parts)
        starts = tuple(map(int, pages.split()))
        return Document(document_id, title, source, text, digest, starts)

    def chunks(self, document_id: str) -> tuple[Chunk, ...]:
        """All chunks of a document, in order; none for an unknown document."""
        return self._chunks("document_id = ? ORDER BY ordinal", (document_id,))

    def block_chunks(self, chunk: Chunk) -> tuple[Chunk, ...]:
        """All chunks of the chunk's block, in order; the chunk alone if it has none."""
        if chunk.block is None:
            return (chunk,)
        return self._chunks(
            "document_id = ? AND block = ? ORDER BY ordinal",
            (chunk.document_id, pack_span(chunk.block)),
        )

    def chunk_before(self, chunk: Chunk) -> Chunk | None:
        """The chunk before this one in its document."""
        place = (chunk.document_id, chunk.ordinal - 1)
        return next(iter(self._chunks("document_id = ? AND ordinal = ?", place)), None)

    def chunks_with_titles(self, chunk_ids: Sequence[str]) -> dict[str, tuple[Chunk, str]]:
        """The known ones among the chunks, each with its document's title."""
        columns = ", ".join(f"c.{column}" for column in CHUNK_COLUMNS.split(", "))
        rows = self._rows(
            f"SELECT {columns}, d.title FROM chunks c JOIN documents d "  # noqa: S608 (constants)
            "ON d.id = c.document_id WHERE c.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(chunk_ids)),),
        )
        return {row[0]: (chunk_from_row(row[:-1]), row[-1]) for row in rows}

    def chunk_ids(self, keys: Sequence[str]) -> dict[str, str]:
        """A chunk for each key whose encoded text is known here."""
        return dict(
            self._rows(
                "SELECT key, min(id) FROM chunks "
                "WHERE key IN (SELECT value FROM json_each(?)) GROUP BY key",
                (json.dumps(list(keys)),),
            )
        )

    def searchable(self) -> list[tuple[str, str, str, str]]:
        """Id, document, kind and segment of every searchable chunk, by id."""
        return self._rows(
            "SELECT c.id, document_id, kind, segment FROM chunks c "
            "JOIN documents d ON d.id = document_id WHERE searchable ORDER BY c.id"
        )

    def places(self, chunk_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Each of the chunks with the name of its segment, in order; `""` for an unknown one."""
        rows = self._rows(
            "SELECT c.id, segment FROM chunks c JOIN documents d ON d.id = document_id "
            "WHERE c.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(chunk_ids)),),
        )
        segments = dict(rows)
        return [(name, segments.get(name, "")) for name in chunk_ids]

    def spread(self, count: int) -> list[tuple[str, str]]:
        """Up to `count` searchable chunks, evenly spread, each with the name of its segment."""
        last = self._rows("SELECT coalesce(max(row), 0) FROM chunks")[0][0]
        rows = sorted({1 + last * place // count for place in range(count)})
        found = self._rows(
            "SELECT (SELECT id FROM chunks WHERE searchable AND row >= value ORDER BY row LIMIT 1) "
            "FROM json_each(?)",
            (json.dumps(rows),),
        )
        return self.places(list(dict.fromkeys(name for (name,) in found if name)))

    def segments_of(self, document_ids: Collection[str]) -> frozenset[str]:
        """Names of the segments that hold the documents."""
        rows = self._rows(
            "SELECT DISTINCT segment FROM documents WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(document_ids)),),
        )
        return frozenset(name for (name,) in rows)

    def search(self, words: Sequence[str], k: int, scope: Scope) -> tuple[Hit, ...]:
        """The `k` best chunks that hold any of the words."""
        return self._words.search(words, k, scope)

    def frequency(self, word: str) -> int:
        """Searchable chunks whose own text holds the word."""
        return self._words.frequency(word)

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._connection.close()

    def _chunks(self, condition: str, values: tuple[Any, ...]) -> tuple[Chunk, ...]:
        query = f"SELECT {CHUNK_COLUMNS} FROM chunks WHERE {condition}"  # noqa: S608 (constants)
        return tuple(chunk_from_row(row) for row in self._rows(query, values))

    def _rows(self, query: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with self._lock, sqlite_errors(self._path):
            return self._connection.execute(query, values).fetchall()
