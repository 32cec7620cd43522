"""Writes the database that `corpus.texts` reads: staged documents, then a whole generation."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time
from typing import Any, Self

from corpus.given import GIVEN, WRITTEN_AS, connected
from corpus.tables import (
    CHUNK_COLUMNS,
    DOCUMENT_COLUMNS,
    SCHEMA,
    WORDS,
    chunk_from_row,
    chunk_row,
    columns_in,
    sqlite_errors,
)
from corpus.types import Chunk, Document, Kind


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a database holds."""

    documents: int
    chunks: int
    searchable: int


class Shelf:
    """A database being filled; nothing is safe on the disk before it is synced from outside."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with sqlite_errors(path):
            self._connection = connected(path)

    @classmethod
    def create(cls, path: Path) -> Self:
        """An empty database."""
        shelf = cls(path)
        with sqlite_errors(path):
            shelf._connection.executescript(SCHEMA + WORDS)
            shelf._connection.execute(f"PRAGMA user_version = {WRITTEN_AS}")
        return shelf

    def put(
        self,
        document: Document,
        chunks: Sequence[Chunk],
        *,
        root: str,
        chunking: str,
        headings: int,
    ) -> None:
        """Adds a document with its chunks, not yet to the full text."""
        faqs = {chunk.block for chunk in chunks if chunk.kind is Kind.FAQ}
        row = (
            *(document.id, root, document.title, document.source, document.digest, chunking),
            *(len(document.text), headings, len(faqs), " ".join(map(str, document.pages))),
            *("", time()),
        )
        keys = [text_key(chunk, document.title) for chunk in chunks]
        with sqlite_errors(self.path):
            self._connection.execute("BEGIN")
            self._connection.execute(f"INSERT INTO documents VALUES ({_marks(12)})", row)  # noqa: S608
            self._connection.executemany(
                f"INSERT INTO chunks ({CHUNK_COLUMNS}, key) VALUES ({_marks(14)})",  # noqa: S608
                [(*chunk_row(chunk), key) for chunk, key in zip(chunks, keys, strict=True)],
            )
            self._connection.execute("COMMIT")

    def take(self, source: Path, document_ids: Collection[str], *, older: str = "") -> None:
        """Copies documents with their chunks from another database, and indexes their words.

        Args:
            source: The other database.
            document_ids: What to copy.
            older: If that database is of format 1, the name of its generation.
        """
        ids = json.dumps(sorted(document_ids))
        with sqlite_errors(self.path):
            self._connection.execute("ATTACH ? AS other", (str(source),))
            last = self.last_row()
            wanted = "IN (SELECT value FROM json_each(?))"
            documents = columns_in(DOCUMENT_COLUMNS, older)
            chunks = columns_in(CHUNK_COLUMNS, older)
            self._connection.execute("BEGIN")
            self._connection.execute(
                f"INSERT INTO documents ({DOCUMENT_COLUMNS}) SELECT {documents} "  # noqa: S608
                f"FROM other.documents WHERE id {wanted}",
                (ids,),
            )
            self._connection.execute(
                f"INSERT INTO chunks ({CHUNK_COLUMNS}, key) SELECT {chunks}, key "  # noqa: S608
                f"FROM other.chunks WHERE document_id {wanted} ORDER BY document_id, ordinal",
                (ids,),
            )
            self._connection.execute(
                f"INSERT INTO words (rowid, title, heading, text) SELECT {GIVEN} "
                "WHERE searchable AND row > ? ORDER BY row",
                (last,),
            )
            self._connection.execute("COMMIT")
            self._connection.execute("DETACH other")

    def exclude(self, exclusions: dict[str, str]) -> None:
        """Makes these the ids that are left out, each with its root."""
        with sqlite_errors(self.path):
            self._connection.execute("DELETE FROM exclusions")
            self._connection.executemany(
                "INSERT INTO exclusions VALUES (?, ?)", sorted(exclusions.items())
            )

    def last_row(self) -> int:
        """Number of the chunk row added last."""
        return self._number("SELECT coalesce(max(row), 0) FROM chunks")

    def counts(self) -> Counts:
        """How much there is."""
        return Counts(
            *self._all(
                "SELECT (SELECT count(*) FROM documents), count(*), coalesce(sum(searchable), 0) "
                "FROM chunks INDEXED BY chunks_in_order",
                (),
            )[0]
        )

    def unencoded(self, previous: Path | None, rows: range) -> list[int]:
        """Those rows that hold a searchable text for the first time, here and in `previous`."""
        clauses = [
            "searchable AND row BETWEEN ? AND ?",
            "NOT EXISTS (SELECT 1 FROM main.chunks e WHERE e.key = c.key AND e.row < c.row)",
        ]
        with sqlite_errors(self.path):
            if previous:
                self._connection.execute("ATTACH ? AS previous", (str(previous),))
                clauses.append("NOT EXISTS (SELECT 1 FROM previous.chunks p WHERE p.key = c.key)")
            found = self._connection.execute(
                f"SELECT row FROM main.chunks c WHERE {' AND '.join(clauses)}",  # noqa: S608
                (rows.start, rows.stop - 1),
            ).fetchall()
            if previous:
                self._connection.execute("DETACH previous")
        return [row for (row,) in found]

    def encodable(self, rows: Sequence[int]) -> list[tuple[str, str]]:
        """Key and encoded text of the chunks in these rows, in the same order."""
        columns = ", ".join(f"c.{column}" for column in CHUNK_COLUMNS.split(", "))
        found = self._all(
            f"SELECT {columns}, key, title, row FROM chunks c JOIN documents d "  # noqa: S608
            "ON d.id = document_id WHERE row IN (SELECT value FROM json_each(?))",
            (json.dumps(list(rows)),),
        )
        by_row = {
            row: (key, chunk_from_row(rest).in_context(title)) for *rest, key, title, row in found
        }
        return [by_row[row] for row in rows]

    def segments(self) -> dict[str, Counts]:
        """How much lies in each segment; in `""` what was added and lies in none yet."""
        rows = self._all(
            "SELECT segment, count(DISTINCT d.id), count(c.id), coalesce(sum(searchable), 0) "
            "FROM documents d LEFT JOIN chunks c ON c.document_id = d.id GROUP BY segment",
            (),
        )
        return {name: Counts(*counts) for name, *counts in rows}

    def documents_in(self, segments: Collection[str]) -> list[tuple[str, str, int]]:
        """Documents in these segments: id, segment, number of searchable chunks."""
        return self._all(
            "SELECT d.id, segment, coalesce(sum(searchable), 0) FROM documents d "
            "LEFT JOIN chunks c ON c.document_id = d.id "
            "WHERE segment IN (SELECT value FROM json_each(?)) "
            "GROUP BY d.id ORDER BY segment, d.id",
            (json.dumps(sorted(segments)),),
        )

    def assign(self, document_ids: Collection[str], segment: str) -> None:
        """Says that the documents lie in this segment from now on."""
        self._all(
            "UPDATE documents SET segment = ? WHERE id IN (SELECT value FROM json_each(?))",
            (segment, json.dumps(sorted(document_ids))),
        )

    def searchable(self, document_ids: Sequence[str]) -> Iterator[tuple[Chunk, str]]:
        """Searchable chunks of the documents and their keys, in order."""
        for document_id in document_ids:
            for *values, key in self._all(
                f"SELECT {CHUNK_COLUMNS}, key FROM chunks "  # noqa: S608 (constants)
                "WHERE document_id = ? AND searchable ORDER BY ordinal",
                (document_id,),
            ):
                yield chunk_from_row(values), key

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def _number(self, query: str) -> int:
        return int(self._all(query, ())[0][0])

    def _all(self, query: str, values: tuple[Any, ...]) -> list[Any]:
        with sqlite_errors(self.path):
            return self._connection.execute(query, values).fetchall()


def text_key(chunk: Chunk, title: str) -> str | None:
    """Digest of the text that is encoded; none for a chunk that is not searched."""
    if not chunk.kind.searchable:
        return None
    return sha256(chunk.in_context(title).encode()).hexdigest()


def _marks(count: int) -> str:
    return ", ".join("?" * count)
