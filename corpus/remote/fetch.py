"""Builds a generation's folder on this machine from what a server holds of it.

What an earlier generation's folder has is taken from there; only segments that this machine has
not seen are fetched.
"""

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import Any

from corpus.errors import IndexFormatError
from corpus.manifest import Manifest, SegmentRecord
from corpus.remote.cost import Meter
from corpus.remote.lean import marks
from corpus.remote.parts import Parts
from corpus.remote.rows import CHUNK, DOCUMENT, document_row, row_of
from corpus.shelf import Shelf, text_key
from corpus.tables import (
    CHUNK_COLUMNS,
    DATABASE,
    DOCUMENT_COLUMNS,
    SCHEMA,
    chunk_from_row,
    sqlite_errors,
)

_STAGING = "staging.sqlite3"


def fetch(parts: Parts, folder: Path, exclusions: dict[str, str], seen: Collection[Path]) -> None:
    """Makes the database of the generation whose manifest is in `folder`.

    Args:
        parts: Hands out the collections of a segment.
        folder: The generation's, with its manifest.
        exclusions: Ids that it leaves out, each with its root.
        seen: Folders of generations that are on this machine.
    """
    meter = Meter(parts.http)
    manifest = Manifest.read(folder)
    base, shared = _base(seen, {segment.name for segment in manifest.segments})
    missing = [segment for segment in manifest.segments if segment.name not in shared]
    staging = folder / _STAGING
    with sqlite_errors(staging), closing(_created(staging)) as database:
        for segment in missing:
            _stage(database, parts, segment)
        database.commit()
    _fill(folder / DATABASE, base, shared, staging, exclusions)
    staging.unlink()
    meter.write(folder, len(missing), manifest.chunks, (folder / DATABASE).stat().st_size)


def _base(seen: Collection[Path], names: set[str]) -> tuple[Path | None, set[str]]:
    """The folder that has most of the documents already, and the segments it shares."""
    best: tuple[int, Path | None, set[str]] = (0, None, set())
    for folder in seen:
        try:
            segments = Manifest.read(folder).segments
        except IndexFormatError:
            continue
        shared = [segment for segment in segments if segment.name in names]
        documents = sum(segment.documents for segment in shared)
        if documents > best[0]:
            best = (documents, folder, {segment.name for segment in shared})
    return best[1], best[2]


def _fill(
    target: Path, base: Path | None, shared: set[str], staging: Path, exclusions: dict[str, str]
) -> None:
    only_adds = base and {one.name for one in Manifest.read(base).segments} == shared
    if base and only_adds:
        copyfile(base / DATABASE, target)
        shelf = Shelf(target)
    else:
        shelf = Shelf.create(target)
    with closing(shelf):
        if base and not only_adds:
            shelf.take(base / DATABASE, _documents(base / DATABASE, shared))
        shelf.take(staging, _documents(staging, None))
        shelf.exclude(exclusions)


def _documents(database: Path, segments: set[str] | None) -> list[str]:
    """Ids of the documents in these segments; of all if left out."""
    with sqlite_errors(database), closing(sqlite3.connect(database)) as connection:
        rows = connection.execute("SELECT id, segment FROM documents").fetchall()
    return [name for name, segment in rows if segments is None or segment in segments]


def _created(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
    return connection


def _stage(database: sqlite3.Connection, parts: Parts, segment: SegmentRecord) -> None:
    rest = parts.rest(segment.name)
    titles: dict[str, str] = {}
    for page in rest.pages():
        rows = [document_row(one) for one in page if one["role"] == DOCUMENT]
        titles |= {row[0]: row[2] for row in rows}
        database.executemany(
            f"INSERT INTO documents ({DOCUMENT_COLUMNS}) VALUES ({marks(DOCUMENT_COLUMNS)})",  # noqa: S608
            rows,
        )
        _insert(database, titles, (one for one in page if one["role"] == CHUNK))
    if segment.vectors:
        for page in parts.searched(segment.name).pages():
            _insert(database, titles, page)


def _insert(
    database: sqlite3.Connection, titles: dict[str, str], found: Iterable[dict[str, Any]]
) -> None:
    rows = []
    for one in found:
        row = row_of(one)
        chunk = chunk_from_row(row)
        rows.append((*row, text_key(chunk, titles.get(chunk.document_id, ""))))
    database.executemany(
        f"INSERT INTO chunks ({CHUNK_COLUMNS}, key) VALUES ({marks(CHUNK_COLUMNS)}, ?)",  # noqa: S608
        rows,
    )
