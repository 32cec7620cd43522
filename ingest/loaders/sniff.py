"""What a file is: by its first bytes and, for a ZIP, its parts; by its suffix among texts only."""

import codecs
import re
import zipfile
from enum import StrEnum
from io import BytesIO

from corpus import DocumentError

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".pptx", ".csv")
"""Endings of the files that a folder is searched for, in lower case."""


class Format(StrEnum):
    """What a file is read as."""

    TEXT = "text"
    HTML = "HTML"
    CSV = "CSV"
    PDF = "PDF"
    DOCX = "Word document"
    PPTX = "PowerPoint presentation"


_SAVE_AS = {
    "Word": "save it as .docx",
    "Excel": "save its sheets as .csv",
    "PowerPoint": "save it as .pptx",
}
_UNPACK = "unpack it and ingest what is in it"
_OTHER = "convert it to one of " + ", ".join(SUFFIXES)

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF document", "save it as .docx"),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh", "a bzip2 archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (b"\x89PNG\r\n", "an image", "text in images is not read"),
    (b"\xff\xd8\xff", "an image", "text in images is not read"),
    (b"GIF8", "an image", "text in images is not read"),
    (b"II*\x00", "an image", "text in images is not read"),
    (b"MM\x00*", "an image", "text in images is not read"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"MZ", "a program", "leave it out"),
    (b"ITSF", "a Windows help file", _OTHER),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "a OneNote section", "export it as .docx or .pdf"),
    (b"bplist00", "a binary property list", _OTHER),
    (b"SQLite format 3\x00", "a database", _OTHER),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_PARTS = (
    ("WordDocument", "an old Word document", _SAVE_AS["Word"]),
    ("PowerPoint Document", "an old PowerPoint presentation", _SAVE_AS["PowerPoint"]),
    ("Workbook", "an old Excel workbook", _SAVE_AS["Excel"]),
    ("EncryptedPackage", "encrypted with a password", "remove the password"),
    ("__substg1.0_", "an Outlook message", "save it as .txt or .html"),
)
_ZIP_PARTS = (
    ("word/document", Format.DOCX),
    ("word/", Format.DOCX),
    ("ppt/presentation", Format.PPTX),
    ("ppt/", Format.PPTX),
)
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*(?:<\?xml[^>]*\?>\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b|"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|table|div|h1|script|style)\b)",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"\s*<(?:\?xml|!DOCTYPE|!ENTITY|[\w:-]+[^<>]{0,400}?\sxmlns)", re.IGNORECASE)
_MAIL = re.compile(rb"(?:[A-Z][A-Za-z-]{1,40}: |From )")
_ENCODED_MAIL = re.compile(
    rb"^Content-Transfer-Encoding:[ \t]*(?:base64|quoted-printable)", re.IGNORECASE | re.MULTILINE
)
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_PDF_WITHIN = 1024
_HEAD = 16_384


def is_container(data: bytes) -> bool:
    """Whether the file holds others, so that its first bytes do not say what it is."""
    return data.startswith((*_ZIP, _OLE))


def format_of(data: bytes, suffix: str) -> Format:
    """What `data` is read as.

    Args:
        data: The whole file.
        suffix: The ending of its name, with its dot; tells texts apart, and nothing else.

    Raises:
        DocumentError: It is something that is not read, with what to do instead.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head[:_PDF_WITHIN] and not _HTML.match(head):
        return Format.PDF
    if head.startswith(_ZIP):
        return _zipped(data)
    if head.startswith(_OLE):
        raise _refused(*_compound(data))
    for magic, name, way_out in _MAGIC:
        if head.startswith(magic) and not _reads(magic, head):
            raise _refused(name, way_out)
    return _text(head, suffix.lower())


def _text(head: bytes, suffix: str) -> Format:
    seen = _ascii(head)
    if suffix in (".md", ".markdown"):
        # Markdown may open with tags.
        return Format.HTML if _PAGE.match(seen) else Format.TEXT
    if _HTML.match(seen):
        return Format.HTML
    if _MAIL.match(seen) and _ENCODED_MAIL.search(seen):
        raise _refused("an e-mail with encoded parts", "save its text as .txt or .html")
    if _XML.match(seen) and suffix not in (".html", ".htm"):
        raise _refused("an XML file", "convert it to HTML or text")
    if suffix in (".html", ".htm"):
        return Format.HTML
    return Format.CSV if suffix in (".csv", ".tsv") else Format.TEXT


def _ascii(head: bytes) -> bytes:
    """`head` without the byte order mark and without the zero bytes of UTF-16 and UTF-32."""
    for mark in (
        b"\xef\xbb\xbf",
        b"\xff\xfe\x00\x00",
        b"\x00\x00\xfe\xff",
        b"\xff\xfe",
        b"\xfe\xff",
    ):
        if head.startswith(mark):
            head = head[len(mark) :]
            break
    return head.replace(b"\x00", b"")


def _reads(magic: bytes, head: bytes) -> bool:
    """Whether a short sign may as well be the beginning of a text."""
    return len(magic) < 4 and b"\x00" not in head and _is_utf8(head)


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _zipped(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentError(
            "it is a damaged ZIP file, or a part of one; save or download it again"
        ) from error
    for part, found in _ZIP_PARTS:
        if any(name.startswith(part) for name in names):
            return found
    if any(name.endswith(".fpage") for name in names):
        raise _refused("an XPS document", "print it to a PDF")
    if any(name.startswith("xl/") for name in names):
        raise _refused("an Excel workbook", _SAVE_AS["Excel"])
    if "mimetype" in names and ("content.xml" in names or "META-INF/container.xml" in names):
        raise _refused("an OpenDocument or EPUB file", "save it as .docx, .pptx, .pdf or .html")
    raise _refused("a ZIP archive", _UNPACK)


def _compound(data: bytes) -> tuple[str, str]:
    """What the old Microsoft container holds, and the way out."""
    lowered = data.lower()
    places = [lowered.find(part.lower().encode("utf-16-le")) for part, _, _ in _OLE_PARTS]
    found = [(place, at) for at, place in enumerate(places) if place >= 0]
    if not found:
        return "an old Microsoft Office file", "save it in a format of today, such as .docx"
    # What is embedded in a file comes after its own parts.
    return _OLE_PARTS[min(found)[1]][1:]


def _refused(name: str, way_out: str) -> DocumentError:
    return DocumentError(f"it is {name}, which is not read; {way_out}")
