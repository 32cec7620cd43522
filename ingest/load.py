"""Files read as documents: `.txt` and Markdown."""

import hashlib
import re
from pathlib import Path

from corpus import Document, DocumentError, count_tokens, without_orders
from ingest.frontmatter import front_matter
from ingest.structure import title_of

SUFFIXES = (".txt", ".md", ".markdown")
"""Endings of the files that can be read, in lower case."""

_LONGEST_TITLE = 120
_LONGEST_TITLE_TOKENS = 48
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_SHARE = 0.05


def load(path: Path, root: Path) -> Document:
    """The document in the file at `path`, named by its path below `root`.

    The text is the file's own, so that `path.read_text("utf-8-sig")` has every span in its place.

    Raises:
        DocumentError: The file cannot be read, or there is no text in it; the message is the
            reason, without the path.
    """
    if path.suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise DocumentError(
            f"files that end in {path.suffix!r} are not supported; convert it to one of {known}"
        )
    text = _decode(_read(path))
    _check(text)
    return Document(
        id=path.relative_to(root).as_posix(),
        title=_shortened(title_of(without_orders(text)) or _tidied(path.stem)),
        source=str(path.resolve()),
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise DocumentError(f"it cannot be read ({reason}); check its permissions") from error


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError("it is in UTF-16, not UTF-8; save it as UTF-8")
    if b"\x00" in data:
        raise DocumentError("it is binary, not text; convert it to text first")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"it is not UTF-8 (byte {error.start + 1} cannot be decoded); save it as UTF-8"
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check(text: str) -> None:
    if not text.strip():
        raise DocumentError("it is empty; put text in it or leave it out")
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise DocumentError("it is binary, not text; convert it to text first")
    front = front_matter(text)
    if front and not text[front.span.end :].strip():
        raise DocumentError("there is no text below its front matter; add some or leave it out")


def _tidied(stem: str) -> str:
    name = " ".join(re.split(r"[-_\s]+", stem)).strip() or stem
    return name[:1].upper() + name[1:]


def _shortened(title: str) -> str:
    """`title` on one line, cut at a word so that it leaves room for the text it heads."""
    title = " ".join(title.split())
    if len(title) <= _LONGEST_TITLE and count_tokens(title) <= _LONGEST_TITLE_TOKENS:
        return title
    title = title[:_LONGEST_TITLE]
    while count_tokens(title) > _LONGEST_TITLE_TOKENS and len(title) > 1:
        title = title[: len(title) * 3 // 4]
    return (title.rsplit(" ", 1)[0] if " " in title else title).rstrip(" ,;:-") + "…"
