"""Chunks and documents as records of Chroma, and as rows of the texts database again."""

import json
from collections.abc import Sequence
from typing import Any

from corpus.remote.collection import Metadata
from corpus.tables import CHUNK_COLUMNS, chunk_row
from corpus.types import Chunk

_COLUMNS = CHUNK_COLUMNS.split(", ")
_OWN = ("document_id", "kind", "text")
"""Columns that are metadata of their own: what is filtered by, and the words."""
_PACKED = [name for name in _COLUMNS if name not in _OWN]
"""The other columns: each piece of metadata costs the server a row and an index entry."""

DOCUMENT = "document"
CHUNK = "chunk"


def chunk_metadata(chunk: Chunk) -> Metadata:
    """A chunk as metadata.

    The text is metadata, too: of what Chroma calls a document it makes an index of three-letter
    pieces that takes more room than everything else, and that stays when the document is deleted.
    """
    return row_metadata(chunk_row(chunk))


def row_metadata(row: Sequence[Any]) -> Metadata:
    """A row of `CHUNK_COLUMNS` as metadata."""
    values = dict(zip(_COLUMNS, row, strict=True))
    own = {name: values[name] for name in _OWN}
    packed = [values[name] for name in _PACKED]
    return {"role": CHUNK, **own, "rest": json.dumps(packed, ensure_ascii=False)}


def row_of(metadata: dict[str, Any]) -> tuple[Any, ...]:
    """The row of `CHUNK_COLUMNS` that was put in as this metadata."""
    values = dict(zip(_PACKED, json.loads(metadata["rest"]), strict=True))
    values |= {name: metadata[name] for name in _OWN}
    return tuple(values[name] for name in _COLUMNS)


def document_metadata(row: Sequence[Any], chunks: int, searchable: int) -> Metadata:
    """A row of `DOCUMENT_COLUMNS` as metadata, and how many chunks there are and are searched."""
    packed = json.dumps(list(row), ensure_ascii=False)
    return {"role": DOCUMENT, "row": packed, "chunks": chunks, "searchable": searchable}


def document_id(name: str) -> str:
    """Id of a document's record."""
    return f"document {name}"


def unsearched_id(chunk_id: str) -> str:
    """Id of the record of a chunk that is not searched."""
    return f"chunk {chunk_id}"


def document_row(metadata: dict[str, Any]) -> tuple[Any, ...]:
    """The row of `DOCUMENT_COLUMNS` that was put in as this metadata."""
    return tuple(json.loads(metadata["row"]))
