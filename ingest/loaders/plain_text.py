"""Text files, Markdown among them: kept as they are."""

from corpus import DocumentError
from ingest.frontmatter import front_matter
from ingest.loaders.decoding import decode
from ingest.loaders.extracted import Extracted


def read_text(data: bytes) -> Extracted:
    r"""The decoded text itself, so that every span can be checked against the file.

    Raises:
        DocumentError: It cannot be decoded, or there is no text in it.
    """
    text = decode(data)
    if not text.strip():
        raise DocumentError("it is empty; put text in it or leave it out")
    front = front_matter(text)
    if front and not text[front.span.end :].strip():
        raise DocumentError("there is no text below its front matter; add some or leave it out")
    return Extracted(text)
