"""Copies a generation's texts without some documents, and without a trace of them."""

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from shutil import copyfile

from corpus.given import GIVEN, WRITTEN_AS, connected
from corpus.tables import sqlite_errors


def is_copied_without(gone: Collection[str], source: Path, target: Path) -> bool:
    """Copies a database without these documents; much faster than to index all words again.

    Returns:
        False, and nothing is copied, if the full text was written by a version of Footnote or
        SQLite that may have taken the words apart in another way: then they could not be taken
        out again.
    """
    copy = target.with_name("copy.sqlite3")
    copyfile(source, copy)
    try:
        with sqlite_errors(copy), closing(connected(copy)) as connection:
            (written_as,) = connection.execute("PRAGMA user_version").fetchone()
            if written_as != WRITTEN_AS:
                return False
            _remove(connection, json.dumps(sorted(gone)))
            # A removed row stays in a free part of the file; a new file has only what there is.
            connection.execute("VACUUM INTO ?", (str(target),))
            return True
    finally:
        copy.unlink()


def _remove(connection: sqlite3.Connection, gone: str) -> None:
    of_these = "IN (SELECT value FROM json_each(?))"
    connection.execute("BEGIN")
    # The full text keeps no texts: it is told again what it was given, word for word.
    connection.execute(
        f"INSERT INTO words (words, rowid, title, heading, text) SELECT 'delete', {GIVEN} "
        f"WHERE searchable AND document_id {of_these}",
        (gone,),
    )
    connection.execute(f"DELETE FROM chunks WHERE document_id {of_these}", (gone,))  # noqa: S608
    connection.execute(f"DELETE FROM documents WHERE id {of_these}", (gone,))  # noqa: S608
    connection.execute("COMMIT")
    # Until its parts are merged, the full text holds both the words and that they are gone.
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
