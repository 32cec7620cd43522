"""A PDF's bytes as text with headings, lists, tables and pages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError

from corpus import DocumentError
from ingest.loaders.extracted import Extracted
from ingest.loaders.pdf.columns import in_order
from ingest.loaders.pdf.contents import contents_as_entries
from ingest.loaders.pdf.fonts import UNKNOWN, Fonts
from ingest.loaders.pdf.furniture import Sheet, without_furniture
from ingest.loaders.pdf.headings import below_title, heading_levels, outline_of, without_bylines
from ingest.loaders.pdf.parts import Part, parts_of
from ingest.loaders.pdf.rows import Row, rows_of
from ingest.loaders.pdf.runs import levels, read_runs
from ingest.loaders.pdf.tables import Table
from ingest.loaders.pdf.title import find_title
from ingest.loaders.pdf.write import across_pages, written

_MOST_PAGES = 20_000
_MOST_UNKNOWN = 0.3
_MONO_BODY = 0.6
_NAMED = 5


@dataclass(slots=True)
class _Pages:
    """What was read of the pages."""

    sheets: list[Sheet] = field(default_factory=list)
    turned: dict[int, list[list[Row]]] = field(default_factory=dict)
    """Rows of text that stands at another angle than most of its page."""
    broken: list[int] = field(default_factory=list)
    pictured: list[int] = field(default_factory=list)
    """Pages with a picture and no text."""


def read_pdf(data: bytes) -> Extracted:
    """The text of a PDF, page by page; a page number is the sheet's, from 1.

    Raises:
        DocumentError: It is locked, broken, or holds no text that can be told.
    """
    reader = _opened(data)
    pages = _read_pages(reader)
    _check(pages)
    body = _body(pages)
    sheets = without_furniture(pages.sheets, body[0])
    parts: list[Part | Table] = []
    for sheet in sheets:
        for rows in (*in_order(sheet.rows), *pages.turned.get(sheet.number, ())):
            parts += parts_of(rows, sheet.number)
    parts = across_pages(list(contents_as_entries(parts)), body[0])
    found = heading_levels(parts, outline_of(reader), body)
    title = find_title(reader, parts, found, body)
    text, starts = written(
        parts, below_title(without_bylines(parts, found, title.part), title.part), len(pages.sheets)
    )
    return Extracted(text.replace(UNKNOWN, ""), title.words, starts, _notes(pages))


def _opened(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentError("it is locked with a password; save a copy without one")
        count = len(reader.pages)
    except DependencyError as error:
        raise DocumentError(
            "it is encrypted, and the package `cryptography` that opens it is missing; "
            "run `pip install 'footnote[files]'`"
        ) from error
    except PyPdfError as error:
        raise DocumentError(
            f"its PDF is broken ({str(error).strip(' .') or 'no pages'}); print it to a new PDF"
        ) from error
    if not count:
        raise DocumentError("there is no page in it; print it to a new PDF")
    if count > _MOST_PAGES:
        raise DocumentError(f"it has {count:,} pages, more than {_MOST_PAGES:,}; take it apart")
    return reader


def _read_pages(reader: PdfReader) -> _Pages:
    pages = _Pages()
    fonts = Fonts(reader)
    for number, page in enumerate(reader.pages):
        try:
            groups = [rows_of(runs) for runs in levels(read_runs(page, fonts))]
        except (DocumentError, MemoryError):
            raise
        except Exception:  # pypdf raises anything on a broken page; the others can be read
            pages.broken.append(number)
            groups = []
        groups = [rows for rows in groups if rows]
        if not groups and _has_picture(page):
            pages.pictured.append(number)
        rows = groups[0] if groups else []
        heights = [segment.y for row in rows for segment in row]
        box = page.mediabox
        top = max([*heights, float(box.top)]) if heights else 0.0
        low = min([*heights, float(box.bottom)]) if heights else 0.0
        pages.sheets.append(Sheet(number, rows, top, low))
        pages.turned[number] = groups[1:]
    return pages


def _has_picture(page: PageObject) -> bool:
    try:
        return len(page.images) > 0
    except Exception:  # a picture that cannot be told is still one
        return True


def _check(pages: _Pages) -> None:
    text = "".join(
        segment.text
        for sheet in pages.sheets
        for rows in (sheet.rows, *pages.turned[sheet.number])
        for row in rows
        for segment in row
    )
    letters = sum(not one.isspace() for one in text)
    if not letters and pages.pictured:
        raise DocumentError("it holds pictures of pages, no text; run OCR on it first")
    if not letters and pages.broken:
        raise DocumentError("none of its pages can be read; print it to a new PDF")
    if not letters:
        raise DocumentError("there is no text on its pages; put text in it or leave it out")
    if text.count(UNKNOWN) > _MOST_UNKNOWN * letters:
        raise DocumentError(
            "its fonts do not say which letters they draw; run OCR on it, or print it to a new PDF"
        )


def _body(pages: _Pages) -> tuple[float, bool]:
    """Size and weight of the running text; text in letters of one width is then running too."""
    sizes: Counter[float] = Counter()
    bold: Counter[bool] = Counter()
    mono = total = 0
    for sheet in pages.sheets:
        for segment in (segment for row in sheet.rows for segment in row):
            count = len(segment.text)
            sizes[round(2 * segment.size) / 2] += count
            bold[segment.bold] += count
            mono += count * segment.mono
            total += count
    if mono > _MONO_BODY * total:
        pages.sheets = [replace(sheet, rows=_plain(sheet.rows)) for sheet in pages.sheets]
    size = sizes.most_common(1)[0][0]
    return size, bold[True] > bold[False]


def _plain(rows: Sequence[Row]) -> list[Row]:
    return [[replace(segment, mono=False) for segment in row] for row in rows]


def _notes(pages: _Pages) -> tuple[str, ...]:
    notes = []
    for numbers, reason in (
        (pages.pictured, "no text but a picture: run OCR on the file"),
        (pages.broken, "a fault and cannot be read: print the file to a new PDF"),
    ):
        if numbers:
            named = ", ".join(str(number + 1) for number in numbers[:_NAMED])
            more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
            has = "Page {} has" if len(numbers) == 1 else "Pages {} have"
            notes.append(f"{has.format(named + more)} {reason}.")
    return tuple(notes)
