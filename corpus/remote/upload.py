"""Sends a new segment's documents, and its chunks that are not searched, to the server."""

import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path

from corpus.remote.collection import Collection
from corpus.remote.rows import document_id, document_metadata, row_metadata, unsearched_id
from corpus.tables import CHUNK_COLUMNS, DOCUMENT_COLUMNS, sqlite_errors
from corpus.vectors import batches

_BATCH = 1000


def upload(database: Path, segment: str, rest: Collection) -> None:
    """Puts what `database` has of the segment, but for searchable chunks, into `rest`."""
    with sqlite_errors(database), closing(sqlite3.connect(database)) as connection:
        documents = connection.execute(
            f"SELECT {DOCUMENT_COLUMNS}, "  # noqa: S608 (constants)
            "(SELECT count(*) FROM chunks c WHERE c.document_id = d.id), "
            "(SELECT count(*) FROM chunks c WHERE c.document_id = d.id AND searchable) "
            "FROM documents d WHERE segment = ?",
            (segment,),
        )
        columns = ", ".join(f"c.{column}" for column in CHUNK_COLUMNS.split(", "))
        chunks = connection.execute(
            f"SELECT {columns} FROM chunks c JOIN documents d ON d.id = c.document_id "  # noqa: S608
            "WHERE segment = ? AND NOT searchable",
            (segment,),
        )
        records = chain(
            ((document_id(row[0]), document_metadata(row[:-2], *row[-2:])) for row in documents),
            ((unsearched_id(row[0]), row_metadata(row)) for row in chunks),
        )
        for batch in batches(records, _BATCH):
            ids, metadatas = zip(*batch, strict=True)
            rest.put(ids, metadatas)
