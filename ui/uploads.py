"""Files that the owner sends through the page, kept in a folder of their own for each index."""

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

_SEPARATORS = re.compile(r"[/\\]")
_UNSAFE_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_NAME_BYTES = 200
_BEFORE = ".before-"
"""Begins the name of a file that was replaced, until the new one has been ingested."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    data: bytes


@dataclass(slots=True)
class Arrival:
    """Files put into the folder, until it is known what became of them."""

    folder: Path
    written: list[Path] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Name of a file that was not taken to the reason."""

    def take_back(self, paths: Iterable[Path]) -> None:
        """Puts what was there before in place of these files, or nothing."""
        for path in paths:
            before = _before(path)
            if before.exists():
                before.replace(path)
            else:
                path.unlink(missing_ok=True)

    def settle(self) -> None:
        """Forgets what was there before."""
        for path in self.written:
            _before(path).unlink(missing_ok=True)


def uploads_folder(name: str, key: str, state: Path) -> Path:
    """The folder of an index's uploads, apart from those of all others.

    Args:
        name: Of the index, for whoever looks into the folder.
        key: What tells it from every other.
        state: Where what must outlive a restart is kept.
    """
    digest = sha256(key.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return state.resolve() / "uploads" / f"{safe_name(name) or 'index'}-{digest}"


def safe_name(given: str) -> str:
    """The name under which a file is kept: no folders, nothing unseen, not hidden.

    Empty if nothing is left of it; its ending stays if it is cut.
    """
    last = _SEPARATORS.split(unicodedata.normalize("NFC", given))[-1]
    seen = "".join(c for c in last if unicodedata.category(c) not in _UNSAFE_CATEGORIES)
    if os.name == "nt":
        seen = _NOT_ON_WINDOWS.sub("_", seen)
    name = " ".join(seen.split()).lstrip(". ").rstrip(". ")
    stem, dot, ending = name.rpartition(".")
    if len(name.encode()) <= _NAME_BYTES or not stem:
        return _cut(name, _NAME_BYTES)
    ending = _cut(dot + ending, _NAME_BYTES // 4)
    return _cut(stem, _NAME_BYTES - len(ending.encode())).rstrip() + ending


def receive(
    uploads: Iterable[Upload],
    folder: Path,
    *,
    roots: Mapping[str, str],
    suffixes: Iterable[str],
    file_mb: int,
) -> Arrival:
    """Puts files into the folder; one of a name that is there already takes its place.

    Args:
        uploads: What was sent.
        folder: Where to; made if there is none.
        roots: Root of every document of the index, by its id.
        suffixes: Endings of the files that can be read, in lower case, with their dot.
        file_mb: Most megabytes of a file.
    """
    arrival, readable = Arrival(folder), frozenset(suffixes)
    folder.mkdir(parents=True, exist_ok=True)
    for upload in uploads:
        path = folder / (safe_name(upload.name) or "unnamed")
        reason = _refusal(upload, path, roots, readable, file_mb)
        if not reason and path in arrival.written:
            reason = f"another file sent with it is called {path.name!r}, too"
        if not reason:
            try:
                _write(path, upload.data)
            except OSError as error:
                reason = f"it cannot be kept: {error.strerror}"
        if reason:
            arrival.refused[upload.name] = reason
        else:
            arrival.written.append(path)
    return arrival


def _refusal(
    upload: Upload,
    path: Path,
    roots: Mapping[str, str],
    suffixes: frozenset[str],
    file_mb: int,
) -> str:
    if len(upload.data) > file_mb * 1_000_000:
        return f"it has more than {file_mb} MB, the most that FOOTNOTE_UPLOAD_MB lets in"
    if path.suffix.lower() not in suffixes:
        return "files of this kind are not read"
    if roots.get(path.name, str(path.parent)) != str(path.parent):
        return "a document of this name comes from another folder; rename the file"
    return ""


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, with what was there before kept aside."""
    arriving = path.with_name(f".arriving-{sha256(path.name.encode()).hexdigest()[:16]}")
    try:
        arriving.write_bytes(data)
        if path.exists():
            path.replace(_before(path))
        arriving.replace(path)
    finally:
        arriving.unlink(missing_ok=True)


def _before(path: Path) -> Path:
    return path.with_name(f"{_BEFORE}{sha256(path.name.encode()).hexdigest()[:16]}")


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", "ignore")
