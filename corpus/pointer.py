"""Which generation of an index is the current one, and where the others go."""

import os
import re
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from corpus.errors import IndexFormatError, IndexNotFound
from corpus.lock import taking_away

_POINTER = "CURRENT"
_NAME = re.compile(r"gen-[0-9a-f]{12}")
_TRASH = "trash-"


def current_name(index: Path) -> str:
    """Name of the generation that `index` serves.

    Raises:
        IndexNotFound: There is no index, or its first ingest was never finished.
        IndexFormatError: The pointer is damaged.
    """
    try:
        name = (index / _POINTER).read_text("utf-8", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexNotFound(
            f"There is no index at {str(index)!r}: make one with "
            f"`footnote ingest FOLDER --index {index}`."
        ) from error
    if not _NAME.fullmatch(name):
        raise IndexFormatError(
            f"Index {str(index)!r} has a damaged CURRENT file, which says {name[:40]!r}. "
            "Make it anew with `footnote ingest ... --index NEW_FOLDER`."
        )
    return name


def new_name() -> str:
    """A name that no generation has had."""
    return f"gen-{token_hex(6)}"


def new_segment_name() -> str:
    """A name that no segment has had."""
    return f"seg-{token_hex(6)}"


def point_to(index: Path, name: str) -> None:
    """Makes `name` the current generation, at once and for good."""
    replace_text(index / _POINTER, f"{name}\n")


def replace_text(path: Path, text: str) -> None:
    """Gives a file a new text at once and for good: who reads it finds the old or the new one."""
    beside = path.with_name(f"{path.name}.new")
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Returns when the file or folder is on the disk."""
    if path.is_dir() and os.name == "nt":
        return
    flags = os.O_RDWR if os.name == "nt" else os.O_RDONLY
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Returns when everything below `folder`, and its own name, is on the disk."""
    for path in sorted(folder.rglob("*"), reverse=True):
        sync(path)
    sync(folder)
    sync(folder.parent)


def is_generation(name: str) -> bool:
    """Whether this is the name of a generation."""
    return _NAME.fullmatch(name) is not None


def clear_generations(index: Path, *, keep: str | None) -> None:
    """Takes away every generation but one, and what is left of earlier attempts to do so."""
    for folder in index.iterdir():
        if folder.name.startswith(_TRASH):
            shutil.rmtree(folder, ignore_errors=True)
        elif is_generation(folder.name) and folder.name != keep:
            with taking_away(folder / "manifest.json"):
                _take_away(folder)


def clear_segments(folder: Path, *, keep: Collection[str]) -> None:
    """Takes away every segment in `folder` but these, and the folder if none is left."""
    if not folder.is_dir():
        return
    for segment in folder.iterdir():
        if segment.name not in keep:
            _take_away(segment)
    with suppress(OSError):
        folder.rmdir()


def _take_away(folder: Path) -> None:
    """Renames the folder first, so that no reader finds half of it."""
    trash = folder.with_name(f"{_TRASH}{token_hex(6)}")
    try:
        folder.rename(trash)
    except OSError:
        # Windows keeps a folder that is being read; the next write takes it away.
        return
    shutil.rmtree(trash, ignore_errors=True)
