"""What was read from which file, so that a file that has not been touched is not read again."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from time import time_ns
from typing import Self

from ingest.roots import File

_SETTLED_NS = 2_000_000_000
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS files (document_id TEXT PRIMARY KEY, root TEXT, state TEXT, "
    "file_digest TEXT, digest TEXT) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS folders (root TEXT PRIMARY KEY) WITHOUT ROWID",
)


class Seen:
    """A table beside the index, one row a document: how its file was found, and what was in it.

    A row is a fact about a file, so it holds whether or not what was read came to be published.
    The table only saves time: without it every file is read and parsed, but none is encoded again.
    Beside it stand the roots that were given as folders; the others hold files given one by one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = _opened(path)
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            self._connection = _opened(path)
        rows = self._connection.execute("SELECT * FROM files")
        self._rows: dict[str, tuple[str, str, str, str]] = {row[0]: row[1:] for row in rows}
        self._noted: dict[str, tuple[str, str, str, str]] = {}

    def is_untouched(self, document_id: str, file: File, digest: str) -> bool:
        """Whether the file is as it was when a text of this digest was read from it.

        It is told by size, times and number of the file; one that was changed right before it was
        read is never called untouched, since a change in the same instant would not show.
        """
        root, state, _, read = self._rows.get(document_id, ("", "", "", ""))
        return bool(state) and (root, read, state) == (str(file.root), digest, state_of(file.path))

    def holds(self, document_id: str, file: File, file_digest: str, digest: str) -> bool:
        """Whether bytes of this digest were read from the file as a text of the other one."""
        root, _, bytes_read, read = self._rows.get(document_id, ("", "", "", ""))
        return (root, bytes_read, read) == (str(file.root), file_digest, digest)

    def note(
        self, document_id: str, file: File, *, state: str, file_digest: str, digest: str
    ) -> None:
        """Remembers what was read; `state` is that of the file before it was."""
        row = (str(file.root), state, file_digest, digest)
        if self._rows.get(document_id) != row:
            self._noted[document_id] = row

    def keep(self) -> None:
        """Puts what was noted on the disk."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?)",
                [(name, *row) for name, row in self._noted.items()],
            )
        self._rows |= self._noted
        self._noted = {}

    def forget(self, document_ids: set[str]) -> None:
        """Drops what is known of these documents, their names included."""
        with self._connection:
            self._connection.executemany(
                "DELETE FROM files WHERE document_id = ?", [(name,) for name in document_ids]
            )

    @property
    def folders(self) -> frozenset[str]:
        """The roots that were given as folders."""
        return frozenset(root for (root,) in self._connection.execute("SELECT root FROM folders"))

    def remember(self, folders: Iterable[Path]) -> None:
        """Remembers that these roots were given as folders."""
        with self._connection:
            self._connection.executemany(
                "INSERT OR IGNORE INTO folders VALUES (?)", [(str(folder),) for folder in folders]
            )

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def state_of(path: Path) -> str:
    """What tells one state of a file from another; empty if that cannot be told yet."""
    try:
        found = path.stat()
    except OSError:
        return ""
    if time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) < _SETTLED_NS:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_dev} {found.st_ino}"


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA secure_delete = ON")
        for table in _SCHEMA:
            connection.execute(table)
    except sqlite3.Error:
        connection.close()
        raise
    return connection
