"""The tables that a generation's texts are kept in: their columns, rows and errors."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import IndexFormatError, IndexUnusable
from corpus.types import Chunk, Kind, Span

SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, root TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL,
    digest TEXT NOT NULL, chunking TEXT NOT NULL, characters INTEGER NOT NULL,
    headings INTEGER NOT NULL, faqs INTEGER NOT NULL, pages TEXT NOT NULL,
    segment TEXT NOT NULL, ingested REAL NOT NULL
);
CREATE TABLE chunks (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    text TEXT NOT NULL, kind TEXT NOT NULL, searchable INTEGER NOT NULL, heading TEXT NOT NULL,
    block TEXT, lead TEXT, units TEXT NOT NULL, orders TEXT NOT NULL, key TEXT
);
CREATE INDEX chunks_in_order ON chunks (document_id, ordinal, searchable);
CREATE INDEX chunks_by_key ON chunks (key) WHERE key IS NOT NULL;
CREATE INDEX documents_by_segment ON documents (segment);
CREATE TABLE exclusions (document_id TEXT PRIMARY KEY, root TEXT NOT NULL);
"""

# Contentless: the words are indexed, the text is kept once, in `chunks`.
WORDS = """
CREATE VIRTUAL TABLE words USING fts5(
    title, heading, text, content='', tokenize='porter unicode61 remove_diacritics 2'
);
"""

DATABASE = "texts.sqlite3"
"""Name of the file in a generation's folder."""

DOCUMENT_COLUMNS = (
    "id, root, title, source, digest, chunking, characters, headings, faqs, pages, segment, "
    "ingested"
)
CHUNK_COLUMNS = (
    "id, document_id, ordinal, first, last, text, kind, searchable, heading, block, lead, units, "
    "orders"
)
"""Stored for every chunk, besides the key of its encoded text."""

_ADDED = ("pages", "segment", "orders", "ingested")
"""Columns that format 1 did not have."""


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """SQLite's exceptions as ours, naming the file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "no such module: fts5" in str(error):
            raise IndexUnusable(
                f"This Python's SQLite {sqlite3.sqlite_version} has no full-text search (FTS5), "
                "which Footnote needs: use a Python whose SQLite has it."
            ) from error
        raise IndexUnusable(
            f"File {str(path)!r} cannot be used: {error}. Check the folder's permissions and "
            "free space, then run `footnote ingest` again."
        ) from error
    except sqlite3.Error as error:
        raise IndexFormatError(
            f"File {str(path)!r} is damaged: {error}. "
            "Make the index anew with `footnote ingest ... --index NEW_FOLDER`."
        ) from error


def chunk_row(chunk: Chunk) -> tuple[Any, ...]:
    """A chunk as the values of `CHUNK_COLUMNS`."""
    return (
        *(chunk.id, chunk.document_id, chunk.ordinal, chunk.span.start, chunk.span.end),
        *(
            chunk.text,
            chunk.kind.value,
            chunk.kind.searchable,
            json.dumps(chunk.heading, ensure_ascii=False),
        ),
        *(pack_span(chunk.block), pack_span(chunk.lead)),
        *(_pack_spans(chunk.units), _pack_spans(chunk.orders)),
    )


def chunk_from_row(row: Sequence[Any]) -> Chunk:
    """The chunk of a row of `CHUNK_COLUMNS`."""
    chunk_id, document_id, ordinal, first, last, text, kind, _, heading, *spans = row
    block, lead, units, orders = spans
    return Chunk(
        id=chunk_id,
        document_id=document_id,
        ordinal=ordinal,
        span=Span(first, last),
        text=text,
        kind=Kind(kind),
        heading=tuple(json.loads(heading)),
        block=_unpack_span(block),
        lead=_unpack_span(lead),
        units=unpack_spans(units),
        orders=unpack_spans(orders),
    )


def pack_span(span: Span | None) -> str | None:
    """A span as it is stored."""
    return None if span is None else f"{span.start}-{span.end}"


def _unpack_span(packed: str | None) -> Span | None:
    return None if packed is None else Span(*map(int, packed.split("-")))


def _pack_spans(spans: Sequence[Span]) -> str:
    return " ".join(f"{span.start}-{span.end}" for span in spans)


def unpack_spans(packed: str) -> tuple[Span, ...]:
    """Spans as they were stored."""
    return tuple(Span(*map(int, span.split("-"))) for span in packed.split())


def columns_in(columns: str, older: str) -> str:
    """The columns to select from a database of format 1 that belongs to generation `older`.

    What it lacks is empty, and every document lies in the one segment named as its generation. In
    a database of today's format (`older` is empty) they are the columns themselves.
    """
    if not older:
        return columns
    generation = older.replace("'", "''")
    return ", ".join(
        f"'{generation if name == 'segment' else ''}' AS {name}" if name in _ADDED else name
        for name in columns.split(", ")
    )


def read_as_older(connection: sqlite3.Connection, generation: str) -> None:
    """Lets a connection read a database of format 1 as if it had today's columns."""
    for table, columns in (
        ("documents", DOCUMENT_COLUMNS),
        ("chunks", f"row, {CHUNK_COLUMNS}, key"),
    ):
        read = columns_in(columns, generation)
        connection.execute(f"CREATE TEMP VIEW {table} AS SELECT {read} FROM main.{table}")  # noqa: S608
