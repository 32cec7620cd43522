"""Blanks what Chroma's vector files leave unused.

A new vector file is as large as the vectors it may come to hold, and its unused part is whatever
stood in the process's memory: pieces of text among it, even of documents that were removed.
Opening a small store writes the file anew, so it is blanked each time a store is closed.
"""

import struct
from contextlib import suppress
from pathlib import Path

_HEADER = struct.Struct("<iQQQQ")
"""hnswlib's: version, offset of level 0, capacity, elements held, bytes of an element."""
_VERSION = 1
_LENGTH_BYTES = 4


def blank_unused(folder: Path) -> None:
    """Overwrites the unused part of every vector file of the Chroma store in `folder` with zeros.

    A file or folder that is gone, because its generation was replaced, needs nothing.
    """
    with suppress(FileNotFoundError):
        for header in folder.glob("*/header.bin"):
            with suppress(FileNotFoundError):
                _blank(header)


def _blank(header: Path) -> None:
    read = header.read_bytes()[: _HEADER.size]
    if len(read) < _HEADER.size:
        return
    version, _, _, held, size = _HEADER.unpack(read)
    if version != _VERSION:
        return
    _zero_from(header.with_name("data_level0.bin"), held * size)
    _zero_from(header.with_name("length.bin"), held * _LENGTH_BYTES)


def _zero_from(path: Path, start: int) -> None:
    with path.open("r+b") as file:
        unused = path.stat().st_size - start
        if unused > 0:
            file.seek(start)
            file.write(bytes(unused))
