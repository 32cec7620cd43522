"""Which files the given paths mean, which root each belongs to, and what it is called."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from corpus import RootError


@dataclass(frozen=True, slots=True)
class File:
    """A file to ingest."""

    path: Path
    root: Path


@dataclass(slots=True)
class Plan:
    """What an ingest will look at."""

    files: dict[str, File] = field(default_factory=dict)
    """By document id, in the order in which they are read."""
    swept: set[str] = field(default_factory=set)
    """Roots given as folders: their documents without a file are removed."""
    unread: list[Path] = field(default_factory=list)
    """Folders that could not be listed: documents below them are kept."""
    failed: dict[str, str] = field(default_factory=dict)
    """Path to reason."""
    passed: dict[str, int] = field(default_factory=dict)
    """Endings of files that are looked for in no folder, and how many of each there were."""

    def is_gone(self, document_id: str, root: str) -> bool:
        """Whether an indexed document's root was looked through without finding its file."""
        path = Path(root, document_id)
        below_unread = any(path.is_relative_to(folder) for folder in self.unread)
        return root in self.swept and document_id not in self.files and not below_unread


@dataclass(frozen=True, slots=True)
class Given:
    """The paths given to an ingest, each once, absolute."""

    folders: tuple[Path, ...]
    files: tuple[Path, ...]
    """Those nearer the top first, so that they set the root."""
    gone: tuple[Path, ...] = ()
    """Those that were given before and are not there now; their documents stay."""

    @classmethod
    def of(cls, paths: Iterable[str | Path]) -> Self:
        """The paths told apart.

        Raises:
            RootError: One does not exist.
        """
        folders: set[Path] = set()
        files: set[Path] = set()
        for given in paths:
            path = Path(given)
            if path.is_dir():
                folders.add(path.resolve())
            elif path.exists():
                # The file keeps the name it was given by, also if it is a link.
                files.add(path.parent.resolve() / path.name)
            else:
                raise RootError(f"Path {str(given)!r} does not exist: check the spelling.")
        return cls(tuple(sorted(folders)), _top_first(files))

    @classmethod
    def again(cls, known: Mapping[str, str], folders: Collection[str]) -> Self:
        """The paths that an index was made from.

        Args:
            known: Root of every document, by its id.
            folders: Roots that were given as folders.
        """
        roots = {root: Path(root) for root in {*known.values(), *folders}}
        there = {root for root in folders if roots[root].is_dir()}
        files = {roots[root] / name for name, root in known.items() if root not in folders}
        gone = {roots[root] for root in folders if root not in there}
        gone |= {path for path in files if not path.exists()}
        return cls(
            tuple(sorted(roots[root] for root in there)),
            _top_first(files - gone),
            tuple(sorted(gone)),
        )


def plan(
    given: Given,
    *,
    roots: Mapping[str, str],
    excluded: Collection[str],
    index: Path,
    suffixes: Collection[str],
) -> Plan:
    """What to ingest for the paths given.

    Args:
        given: Files and folders.
        roots: Root of every document the index holds or excludes, by its id.
        excluded: Ids that a folder does not bring back.
        index: Folder of the index, which is never looked into.
        suffixes: Endings of the files looked for in folders, in lower case, with their dot.

    Raises:
        RootError: One root lies inside another, or two yield one id.
    """
    known = {Path(root) for root in roots.values()} | set(given.folders)
    for path in given.files:
        known.add(_root_of(path, known))
    _check_nesting(known)
    made = Plan(
        swept={str(folder) for folder in given.folders},
        failed={str(path): "it is not there any more; what was read stays" for path in given.gone},
    )
    for folder in given.folders:
        for path in _walk(folder, index.resolve(), made):
            document_id = path.relative_to(folder).as_posix()
            suffix = path.suffix.lower()
            if suffix not in suffixes:
                made.passed[suffix] = made.passed.get(suffix, 0) + 1
            elif document_id not in excluded:
                _add(made, document_id, File(path, folder), roots)
    for path in given.files:
        root = _root_of(path, known)
        document_id = path.relative_to(root).as_posix()
        _add(made, document_id, File(path, root), roots)
    return made


def _top_first(paths: Iterable[Path]) -> tuple[Path, ...]:
    return tuple(sorted(paths, key=lambda path: (len(path.parts), path)))


def _root_of(path: Path, roots: Collection[Path]) -> Path:
    return next((root for root in path.parents if root in roots), path.parent)


def _check_nesting(roots: Collection[Path]) -> None:
    for root in sorted(roots):
        outer = next((parent for parent in root.parents if parent in roots), None)
        if outer:
            raise RootError(
                f"Root {str(root)!r} lies inside root {str(outer)!r}, so its files would have two "
                "ids: ingest only one of the two, or use another --index."
            )


def _walk(folder: Path, index: Path, made: Plan) -> Iterator[Path]:
    """Regular files below the folder, hidden ones left out, in the order of their names."""
    found: list[Path] = []
    links: list[Path] = []

    def unread(error: OSError) -> None:
        made.unread.append(Path(error.filename))
        made.failed[str(error.filename)] = f"the folder cannot be read: {error.strerror}"

    for parent, below, names in os.walk(folder, onerror=unread):
        here = Path(parent)
        below[:] = sorted(n for n in below if not n.startswith(".") and here / n != index)
        for name in sorted(names):
            path = here / name
            if not name.startswith("."):
                (links if path.is_symlink() else found).append(path)
    seen = set(found)
    for link in links:
        target = link.resolve()
        if target.is_relative_to(folder) and target not in seen:
            seen.add(target)
            found.append(link)
    yield from sorted(path for path in found if path.is_file())


def _add(made: Plan, document_id: str, file: File, roots: Mapping[str, str]) -> None:
    try:
        document_id.encode()
    except UnicodeEncodeError:
        made.failed[ascii(str(file.path))] = "the file name is not valid UTF-8"
        return
    planned = made.files.get(document_id)
    other = str(planned.root) if planned else roots.get(document_id, str(file.root))
    if other != str(file.root):
        raise RootError(
            f"Roots {other!r} and {str(file.root)!r} both hold a document {document_id!r}: rename "
            "one of the files, ingest a folder above both, or use another --index."
        )
    made.files[document_id] = file
