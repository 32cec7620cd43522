"""ZIP files looked at before they are opened: how much they unpack to, and what their XML asks."""

import re
import zipfile
import zlib
from io import BytesIO

from corpus import DocumentError

_MOST_PARTS = 20_000
_HEAD = 4096
_TYPE = re.compile(rb"<\s*!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCRYPTED = 0x1


def check_archive(data: bytes, largest: int) -> None:
    """Refuses an Office file that no Office program writes.

    Args:
        data: The ZIP file.
        largest: Most bytes that its parts may have together when they are unpacked. A part never
            yields more than the archive says it has.

    Raises:
        DocumentError: It is encrypted, would unpack to too much, or its XML declares entities.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise DocumentError("it is encrypted with a password; save it without one")
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > largest:
            size = sum(part.file_size for part in parts) // 1_000_000
            raise DocumentError(
                f"it would unpack to {size:,} MB in {len(parts):,} parts; split it, or raise "
                "FOOTNOTE_PARSE_MB"
            )
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and _declares(archive, part):
                raise DocumentError(
                    "its XML declares a document type, which Office files never do; save it again"
                )


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(part) as stream:
            head = stream.read(_HEAD)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError):
        return False  # the format's reader says what is broken
    return bool(_TYPE.search(head.replace(b"\x00", b"")))
