"""Folders of what was fetched: made beside and renamed, so that nobody finds half of one."""

import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from time import time

from corpus.lock import taking_away
from corpus.pointer import take_away

_UNFINISHED = "part-"
_DEAD_SECONDS = 24 * 3600.0
"""After how long an unfinished folder is taken to be of a process that died."""


@contextmanager
def put_beside(target: Path) -> Iterator[Path]:
    """A new folder that becomes `target` when the block ends.

    If another process was faster, its folder stays.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = target.with_name(f"{_UNFINISHED}{token_hex(6)}")
    folder.mkdir()
    try:
        yield folder
        try:
            folder.rename(target)
        except OSError:
            if not target.exists():
                raise
    finally:
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)


def clear_kept(folder: Path, keep: Collection[str]) -> None:
    """Takes away all folders but these, and unfinished ones that were left by dead processes."""
    for one in folder.iterdir() if folder.exists() else ():
        if one.name.startswith(_UNFINISHED):
            with suppress(OSError):
                if time() - one.stat().st_mtime > _DEAD_SECONDS:
                    shutil.rmtree(one, ignore_errors=True)
        elif one.name not in keep:
            with taking_away(one / "manifest.json"):
                take_away(one)
