"""The SQLite file that keeps conversations: opened, checked, and safe to share."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus import HistoryError

FILE = "history.sqlite3"
FORMAT = 1
"""Goes up with every change of the tables."""

_APPLICATION = 0x466F6F74
"""Marks a file as ours: the letters `Foot`."""
_BUSY_SECONDS = 10.0
_SCHEMA = """
CREATE TABLE conversation (
    id TEXT PRIMARY KEY,
    visitor TEXT NOT NULL,
    place TEXT NOT NULL,
    title TEXT NOT NULL,
    created REAL NOT NULL,
    updated REAL NOT NULL
);
CREATE INDEX conversation_of ON conversation (visitor, place, updated);
CREATE TABLE exchange (
    id INTEGER PRIMARY KEY,
    conversation TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    logged INTEGER,
    body TEXT NOT NULL,
    UNIQUE (conversation, number)
);
CREATE TABLE rests (
    exchange INTEGER NOT NULL REFERENCES exchange (id) ON DELETE CASCADE,
    document TEXT NOT NULL,
    PRIMARY KEY (exchange, document)
) WITHOUT ROWID;
CREATE TABLE question (
    id INTEGER PRIMARY KEY,
    asked REAL NOT NULL,
    place TEXT NOT NULL,
    question TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    confidence REAL,
    mode TEXT,
    seconds REAL,
    vote TEXT,
    comment TEXT NOT NULL DEFAULT '',
    documents TEXT NOT NULL
);
CREATE INDEX question_of ON question (place, asked);
"""
"""`place` is the key of an index; `rests` says on which documents the words of an exchange rest."""


def storable(text: str) -> str:
    """`text` as SQLite takes it: a question mark stands for what is no character."""
    return text.encode("utf-8", "replace").decode()


class Store:
    """The file of kept conversations; threads and processes may share it.

    Args:
        folder: Where the file is; made if it is not there, for this user only.

    Raises:
        HistoryError: The file is damaged, newer than this program, or cannot be used.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._lock = threading.RLock()
        self._is_unswept = False
        with self._lock, self._translated():
            self._open()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees one state of the file throughout."""
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept together, or not at all if an error ends it."""
        with self._lock:
            with self._transaction("BEGIN IMMEDIATE") as connection:
                yield connection
            if self._is_unswept:
                self.sweep()

    def sweep(self) -> None:
        """Rewrite the file, so that nothing which was deleted can be found in it.

        SQLite overwrites what it deletes, but not the copies that it left where it moved rows. If
        another program is in the way, the next writing does it.
        """
        with self._lock, self._translated():
            self._is_unswept = True
            with suppress(sqlite3.OperationalError):  # in use, or no room: it is tried again
                self._connection.execute("VACUUM")
                self._is_unswept = False

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with self._lock, self._translated():
            if self._is_replaced():
                self._connection.close()
                self._open()
            with self._whole(begin):
                yield self._connection

    @contextmanager
    def _whole(self, begin: str) -> Iterator[None]:
        """Everything in it is kept, or nothing."""
        self._connection.execute(begin)
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _open(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        self._connection = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise
        self._file = self._identity()

    def _prepare(self) -> None:
        run = self._connection.execute
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA secure_delete = ON")
        run("PRAGMA temp_store = MEMORY")
        with self._whole("BEGIN IMMEDIATE"):
            self._check()

    def _check(self) -> None:
        """Makes the tables of an empty file, and refuses one with other tables than ours."""
        run = self._connection.execute
        (tables,) = run("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = run("PRAGMA application_id").fetchone()
        (version,) = run("PRAGMA user_version").fetchone()
        if not (tables or application or version):
            for statement in _SCHEMA.split(";"):
                run(statement)
            run(f"PRAGMA application_id = {_APPLICATION}")
            run(f"PRAGMA user_version = {FORMAT}")
        elif application != _APPLICATION:
            raise self._error("is no history of Footnote", "move it away to begin a new one")
        elif version > FORMAT:
            raise self._error(
                f"was written by a newer Footnote (format {version}; this one knows {FORMAT})",
                "update Footnote, or set FOOTNOTE_STATE to another folder",
            )

    def _identity(self) -> tuple[int, int] | None:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return None
        return stat.st_dev, stat.st_ino

    def _is_replaced(self) -> bool:
        """Whether the file was moved away or another one was put in its place."""
        return self._identity() != self._file

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            way_out = "see that the disk has room and this user may write there, then try again"
            raise self._error(f"cannot be used ({error})", way_out) from error
        except sqlite3.DatabaseError as error:
            if type(error) is not sqlite3.DatabaseError:  # the others are bugs of ours
                raise
            way_out = "move it away to begin a new one, or put a copy of it back"
            raise self._error(f"is damaged ({error})", way_out) from error
        except OSError as error:
            way_out = "set FOOTNOTE_STATE to a folder that this user may write to"
            raise self._error(f"cannot be used ({error.strerror})", way_out) from error

    def _error(self, reason: str, way_out: str) -> HistoryError:
        return HistoryError(f"The file of conversations {str(self.path)!r} {reason}: {way_out}.")
