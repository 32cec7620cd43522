"""What the full text is given of each chunk, and the connection on which it is given it."""

import sqlite3
from pathlib import Path

from corpus.scripts import spaced
from corpus.tables import unpack_spans
from corpus.types import left_of

GIVEN = (
    "row, spaced(title), spaced((SELECT group_concat(value, ' ') FROM json_each(heading))), "
    "searched(text, orders, first) FROM chunks JOIN documents d ON d.id = document_id"
)
"""Selects row, title, heading and text of chunks as their words are indexed."""

_VERSION = 1
"""One more whenever `GIVEN`, or a function in it, gives something else."""
WRITTEN_AS = _VERSION * 10_000_000 + int("{}{:03}{:03}".format(*sqlite3.sqlite_version_info))
"""Kept in a database (`user_version`): who gave its full text the words, and which SQLite took
them apart."""


def connected(path: Path) -> sqlite3.Connection:
    """A connection for writing; an unfinished database is thrown away, so it has no journal."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.create_function("spaced", 1, _spaced, deterministic=True)
    connection.create_function("searched", 3, _searched, deterministic=True)
    return connection


def _spaced(text: str | None) -> str:
    return spaced(text or "")


def _searched(text: str, orders: str, start: int) -> str:
    return spaced(left_of(text, unpack_spans(orders), start) if orders else text)
