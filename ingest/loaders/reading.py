"""One file's bytes read, put in shape and split: what a worker process does."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from corpus import Chunk, Document, DocumentError, count_tokens, without_orders
from ingest.chunked import chunked
from ingest.loaders.extracted import Extracted
from ingest.loaders.limits import Limits
from ingest.loaders.sniff import Format, format_of
from ingest.structure import title_of

_LONGEST_TITLE = 120
_LONGEST_TITLE_TOKENS = 48
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_LONGEST_REASON = 120
_MEGABYTE = 1_000_000

_READERS = {
    Format.TEXT: ("plain_text", "read_text"),
    Format.HTML: ("page", "read_html"),
    Format.CSV: ("rows", "read_csv"),
    Format.PDF: ("pdf", "read_pdf"),
    Format.DOCX: ("docx", "read_docx"),
    Format.PPTX: ("pptx", "read_pptx"),
}

EXTRA = "pip install 'footnote[files]'"
"""Brings the libraries that formats other than text need."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be read: all a worker process is told."""

    document_id: str
    source: str
    stem: str
    """Its name without the ending: the title if there is no other."""
    suffix: str
    data: bytes
    format: Format | None = None
    """What it is read as; `None` where only looking at all of it would tell."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document, ready to be encoded."""

    document: Document
    chunks: tuple[Chunk, ...]
    headings: int
    notes: tuple[str, ...] = ()
    """What was left out of the file and why, a sentence each."""


def parsed(job: Job, limits: Limits) -> Parsed:
    """The document in a file, and its chunks.

    Raises:
        DocumentError: It cannot be read; the message is the reason, without the path.
    """
    document, notes = document_of(job, limits)
    made = chunked(document)
    return Parsed(document, made.chunks, made.headings, notes)


def document_of(job: Job, limits: Limits) -> tuple[Document, tuple[str, ...]]:
    """The document in a file, and notes on what was left out.

    Raises:
        DocumentError: It cannot be read; the message is the reason, without the path.
    """
    format_ = job.format or format_of(job.data, job.suffix)
    extracted = _extracted(job.data, format_, limits)
    text = _SURROGATE.sub("\ufffd", extracted.text)
    if not text.strip():
        raise DocumentError("there is no text in it; put some in or leave it out")
    if len(text) > limits.max_text_chars:
        raise DocumentError(
            f"it holds more than {limits.max_text_chars:,.0f} characters of text; split it, or "
            "raise FOOTNOTE_MAX_TEXT_CHARS"
        )
    # The first row or record of a table is not what the table is called.
    title = without_orders(extracted.title) or (
        "" if format_ is Format.CSV else title_of(without_orders(text)) or ""
    )
    document = Document(
        id=job.document_id,
        title=_shortened(title or _tidied(job.stem)),
        source=job.source,
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        pages=extracted.pages,
    )
    return document, extracted.notes


def _extracted(data: bytes, format_: Format, limits: Limits) -> Extracted:
    try:
        if format_ in (Format.DOCX, Format.PPTX):
            from ingest.loaders.archive import check_archive

            check_archive(data, int(limits.parse_mb * _MEGABYTE / 2))
        return _reader(format_)(data)
    except (DocumentError, MemoryError):
        raise
    except ImportError as error:
        raise DocumentError(
            f"reading a {format_} needs {error.name or error}, which is not installed; run: {EXTRA}"
        ) from error
    except RecursionError as error:
        raise DocumentError(f"its {format_} is nested too deeply; simplify it") from error
    except Exception as error:  # whatever a library does with a broken file is that file's reason
        raise DocumentError(
            f"its {format_} cannot be read ({_reason(error)}); save it again, or convert it"
        ) from error


def _reader(format_: Format) -> Callable[[bytes], Extracted]:
    """The function that reads a format; its library is imported here, and no other."""
    module, name = _READERS[format_]
    read: Callable[[bytes], Extracted] = getattr(import_module(f"ingest.loaders.{module}"), name)
    return read


def _reason(error: Exception) -> str:
    """The first line of a library's message, kept short."""
    line = next(iter(str(error).splitlines()), "") or type(error).__name__
    line = " ".join(line.split()).rstrip(".")
    return line if len(line) <= _LONGEST_REASON else f"{line[:_LONGEST_REASON]}…"


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
