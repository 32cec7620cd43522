"""Vectors that an unfinished ingest has already paid for."""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.tables import sqlite_errors

Floats = NDArray[np.float32]


class Pending:
    """Vectors by encoder and text key; each `save` survives a kill of the process.

    Any thread may use it, one at a time.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with sqlite_errors(path):
            try:
                self._connection = _opened(path)
            except sqlite3.DatabaseError:
                # It only saves time: without it the texts are encoded again.
                path.unlink(missing_ok=True)
                self._connection = _opened(path)

    def save(self, encoder: str, keys: Sequence[str], vectors: Floats) -> None:
        """Keeps one row of `vectors` for each key."""
        rows = [(encoder, key, row.tobytes()) for key, row in zip(keys, vectors, strict=True)]
        with sqlite_errors(self.path), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def known(self, encoder: str, keys: Sequence[str]) -> set[str]:
        """Those keys that have a vector."""
        with sqlite_errors(self.path):
            rows = self._connection.execute(
                "SELECT key FROM vectors WHERE encoder = ? "
                "AND key IN (SELECT value FROM json_each(?))",
                (encoder, json.dumps(list(keys))),
            )
            return {key for (key,) in rows}

    def get(self, encoder: str, keys: Sequence[str]) -> dict[str, Floats]:
        """The vectors of those keys that are known."""
        with sqlite_errors(self.path):
            rows = self._connection.execute(
                "SELECT key, vector FROM vectors WHERE encoder = ? "
                "AND key IN (SELECT value FROM json_each(?))",
                (encoder, json.dumps(list(keys))),
            )
            return {key: np.frombuffer(vector, np.float32) for key, vector in rows}

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False)
    try:
        # On SQLite's usual pages of 4 kB, vectors of 1.5 kB take three times their own room.
        connection.execute("PRAGMA page_size = 16384")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS vectors (encoder TEXT, key TEXT, vector BLOB, "
            "PRIMARY KEY (encoder, key)) WITHOUT ROWID"
        )
    except sqlite3.Error:
        connection.close()
        raise
    return connection
