"""The words of one generation in SQLite: documents, all their chunks in order, and full text."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from corpus.errors import IndexFormatError, IndexUnusable
from corpus.scripts import spaced, terms_of
from corpus.types import Chunk, Document, Hit, Kind, Scope, Source, Span

TITLE_WEIGHT = 1.0
HEADING_WEIGHT = 2.0
TEXT_WEIGHT = 1.0
"""How much a word counts by where it stands, in the full-text score."""

SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, root TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL,
    digest TEXT NOT NULL, chunking TEXT NOT NULL, characters INTEGER NOT NULL,
    headings INTEGER NOT NULL, faqs INTEGER NOT NULL, pages TEXT NOT NULL
);
CREATE TABLE chunks (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    text TEXT NOT NULL, kind TEXT NOT NULL, searchable INTEGER NOT NULL, heading TEXT NOT NULL,
    block TEXT, lead TEXT, units TEXT NOT NULL, orders TEXT NOT NULL, key TEXT
);
CREATE UNIQUE INDEX chunks_in_order ON chunks (document_id, ordinal);
CREATE INDEX chunks_by_key ON chunks (key) WHERE key IS NOT NULL;
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

CHUNK_COLUMNS = (
    "id, document_id, ordinal, first, last, text, kind, searchable, heading, block, lead, units, "
    "orders"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an indexed document came from and which text of it is indexed."""

    root: str
    digest: str
    chunking: str
    """Version of the splitting that made its chunks."""


class Texts:
    """Reads one published database; any number of threads may."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        with sqlite_errors(path):
            # Immutable: nothing is locked or written, and the open file outlives its name.
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )

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
            "(SELECT count(*) FROM chunks c WHERE c.document_id = d.id AND searchable), faqs "
            "FROM documents d ORDER BY d.id"
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

    def searchable(self) -> list[tuple[str, str, str]]:
        """Id, document and kind of every searchable chunk, by id."""
        return self._rows("SELECT id, document_id, kind FROM chunks WHERE searchable ORDER BY id")

    def search(self, words: Sequence[str], k: int, scope: Scope) -> tuple[Hit, ...]:
        """The `k` best chunks that hold any of the words."""
        terms = (term for word in words if _holds_word(word) for term in terms_of(word))
        query = " OR ".join(map(_quoted, terms))
        if not query or k < 1:
            return ()
        documents = None if scope.documents is None else json.dumps(sorted(scope.documents))
        rows = self._rows(
            "SELECT c.id, -bm25(words, ?, ?, ?) AS score "
            "FROM words JOIN chunks c ON c.row = words.rowid WHERE words MATCH ? "
            "AND (? IS NULL OR c.document_id IN (SELECT value FROM json_each(?))) "
            "AND c.kind NOT IN (SELECT value FROM json_each(?)) "
            "ORDER BY score DESC, c.id LIMIT ?",
            (
                *(TITLE_WEIGHT, HEADING_WEIGHT, TEXT_WEIGHT),
                *(query, documents, documents, json.dumps([kind.value for kind in scope.without])),
                k,
            ),
        )
        return tuple(Hit(chunk_id, score) for chunk_id, score in rows)

    def frequency(self, word: str) -> int:
        """Searchable chunks whose own text holds the word."""
        if not _holds_word(word):
            return 0
        query = f"text : {_quoted(spaced(word))}"
        rows = self._rows("SELECT count(*) FROM words WHERE words MATCH ?", (query,))
        return int(rows[0][0])

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


def _holds_word(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _quoted(word: str) -> str:
    # Unquoted, a hyphen or colon would be an operator; a NUL would end the query.
    escaped = word.replace("\0", " ").replace('"', '""')
    return f'"{escaped}"'
