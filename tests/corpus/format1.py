"""Writes an index of format 1, as version 0.2.0 left it: vectors in the generation's folder."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from corpus import Chunk, Document, Encoder
from tests.corpus.sample import Part, cut

NAME = "gen-0123456789ab"

SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY, root TEXT NOT NULL, title TEXT NOT NULL, source TEXT NOT NULL,
    digest TEXT NOT NULL, chunking TEXT NOT NULL, characters INTEGER NOT NULL,
    headings INTEGER NOT NULL, faqs INTEGER NOT NULL
);
CREATE TABLE chunks (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document_id TEXT NOT NULL,
    ordinal INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    text TEXT NOT NULL, kind TEXT NOT NULL, searchable INTEGER NOT NULL, heading TEXT NOT NULL,
    block TEXT, lead TEXT, units TEXT NOT NULL, key TEXT
);
CREATE UNIQUE INDEX chunks_in_order ON chunks (document_id, ordinal);
CREATE INDEX chunks_by_key ON chunks (key) WHERE key IS NOT NULL;
CREATE TABLE exclusions (document_id TEXT PRIMARY KEY, root TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(
    title, heading, text, content='', tokenize='porter unicode61 remove_diacritics 2'
);
"""


def write_format_1(
    index: Path,
    documents: Mapping[str, Sequence[Part]],
    encoder: Encoder,
    *,
    heading: tuple[str, ...] = (),
) -> None:
    """An index of format 1 that holds these documents."""
    folder = index / NAME
    folder.mkdir(parents=True)
    pairs = [cut(name, parts, heading=heading) for name, parts in documents.items()]
    chunks = [(chunk, document) for document, some in pairs for chunk in some]
    _write_texts(folder / "texts.sqlite3", [document for document, _ in pairs], chunks)
    searchable = [(c, _context(c, d)) for c, d in chunks if c.kind.searchable]
    _write_vectors(folder / "chroma", searchable, encoder)
    manifest = {
        "format": 1,
        "generation": NAME,
        "created": "2026-11-21T18:00:00+00:00",
        "encoder": encoder.name,
        "encoder_digest": encoder.digest,
        "dimensions": encoder.dimensions,
        "chunking": "1",
        "documents": len(pairs),
        "chunks": len(chunks),
        "searchable": len(searchable),
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    (index / "CURRENT").write_text(f"{NAME}\n", "utf-8")
    (index / "lock").touch()


def _write_texts(
    path: Path, documents: Sequence[Document], chunks: Sequence[tuple[Chunk, Document]]
) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.executescript(SCHEMA)
        for d in documents:
            values = (d.id, "/docs", d.title, d.source, d.digest, "1", len(d.text), 0, 0)
            database.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        for row, (c, document) in enumerate(chunks, start=1):
            heading = json.dumps(c.heading, ensure_ascii=False)
            units = " ".join(f"{span.start}-{span.end}" for span in c.units)
            key = sha256(_context(c, document).encode()).hexdigest() if c.kind.searchable else None
            database.execute(
                "INSERT INTO chunks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(row, c.id, c.document_id, c.ordinal, c.span.start, c.span.end, c.text),
                    *(c.kind.value, c.kind.searchable, heading, None, None, units, key),
                ),
            )
            if c.kind.searchable:
                database.execute(
                    "INSERT INTO words (rowid, title, heading, text) VALUES (?, ?, ?, ?)",
                    (row, document.title, " ".join(c.heading), c.text),
                )


def _write_vectors(folder: Path, chunks: Sequence[tuple[Chunk, str]], encoder: Encoder) -> None:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    collection = client.create_collection(
        "chunks", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    collection.upsert(
        ids=[chunk.id for chunk, _ in chunks],
        embeddings=encoder.encode_documents([text for _, text in chunks]),
        documents=[chunk.text for chunk, _ in chunks],
        metadatas=[
            {"document_id": c.document_id, "kind": c.kind.value, "ordinal": c.ordinal}
            for c, _ in chunks
        ],
    )
    client.close()


def _context(chunk: Chunk, document: Document) -> str:
    """The text that version 0.2.0 encoded."""
    above = " > ".join((document.title, *chunk.heading))
    return f"{above}\n{chunk.text.strip()}"
