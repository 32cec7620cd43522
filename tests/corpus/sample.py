"""Small documents put straight into an index, without files."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from corpus import Chunk, Document, Encoder, Hit, Index, Kind, Server, Span

Part = tuple[Kind, str]


def text(words: str) -> Part:
    return Kind.TEXT, words


def cut(
    document_id: str, parts: Sequence[Part], title: str = "A title", heading: tuple[str, ...] = ()
) -> tuple[Document, tuple[Chunk, ...]]:
    """A document of these parts, each one a chunk; lists and tables are one block each."""
    words = "".join(part for _, part in parts)
    digest = sha256(words.encode()).hexdigest()
    document = Document(document_id, title, f"/docs/{document_id}", words, digest)
    chunks: list[Chunk] = []
    start = 0
    for ordinal, (kind, part) in enumerate(parts):
        span = Span(start, start + len(part))
        name = f"{document_id}#{ordinal}"
        chunks.append(Chunk(name, document_id, ordinal, span, part, kind, heading, units=(span,)))
        start = span.end
    return document, tuple(chunks)


def publish(
    index: Path,
    documents: Mapping[str, Sequence[Part]],
    encoder: Encoder,
    *,
    remove: Sequence[str] = (),
    heading: tuple[str, ...] = (),
    server: Server | None = None,
) -> None:
    """Publishes a generation with these documents added and those removed."""
    with Index.write(index, server=server) as draft:
        for document_id, parts in documents.items():
            document, chunks = cut(document_id, parts, heading=heading)
            draft.put(document, chunks, root="/docs", chunking="1")
        for document_id in remove:
            draft.remove(document_id)
        draft.encode(lambda: encoder, lambda done, total: None)
        draft.publish(lambda done, total: None)


def found_in(index: Path, words: str) -> list[str]:
    """Names of the index's files that hold the words."""
    return [
        str(path.relative_to(index))
        for path in sorted(index.rglob("*"))
        if path.is_file() and words.encode() in path.read_bytes()
    ]


def is_nearly(found: Sequence[Hit], exact: Sequence[Hit]) -> bool:
    """Whether a graph, which is built by chance, found nine of ten hits with their true scores."""
    scores = {hit.chunk_id: hit.score for hit in exact}
    met = [hit for hit in found if scores.get(hit.chunk_id) == hit.score]
    return len(found) == len(exact) and 10 * len(met) >= 9 * len(exact)
