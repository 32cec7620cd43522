"""When files below given paths may have changed, until somebody stops asking."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic, sleep

AT_LEAST_SECONDS = 60.0
"""How often files are looked at although no change was told, as by a network folder."""

_QUIET_MILLISECONDS = 400
_LONGEST_MILLISECONDS = 3000
_LOOK_MILLISECONDS = 1000
_POLL_SECONDS = 2.0


def changes(
    paths: Sequence[str | Path], index: str | Path, *, at_least: float = AT_LEAST_SECONDS
) -> Iterator[None]:
    """Yields whenever it is worth ingesting the paths again: after a change, and now and then.

    Changes that come together count as one. A path may vanish and come back, each of which is a
    change; what happens in the index is none. Without the package `watchfiles`, or where the
    system cannot watch, it is worth a look every two seconds.
    """
    roots = [Path(path).absolute() for path in paths]
    own = Path(index).resolve()
    while True:
        there = [root for root in roots if root.exists()]
        before = _identities(roots)
        if there:
            yield from _while_there(there, own, roots, at_least)
        else:
            sleep(_POLL_SECONDS / 4)
        if _identities(roots) != before:
            yield


def _while_there(
    there: Sequence[Path], index: Path, roots: Sequence[Path], at_least: float
) -> Iterator[None]:
    """Changes until one of the roots is another than it was, or has come or gone."""
    before = _identities(roots)
    # What changed before the watch began is told by nobody, so there is always a first look.
    last = float("-inf")
    for has_changed in _told(there, index):
        if _identities(roots) != before:
            return
        if has_changed or monotonic() - last > at_least:
            last = monotonic()
            yield


def _told(there: Sequence[Path], index: Path) -> Iterator[bool]:
    """Whether there was a change, again and again, at the latest after two seconds."""
    try:
        from watchfiles import watch
    except ImportError:
        while True:
            sleep(_POLL_SECONDS)
            yield True

    def is_ours(path: str) -> bool:
        return not Path(path).is_relative_to(index)

    try:
        for found in watch(
            *there,
            watch_filter=lambda _, path: is_ours(path),
            debounce=_LONGEST_MILLISECONDS,
            step=_QUIET_MILLISECONDS,
            rust_timeout=_LOOK_MILLISECONDS,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            yield bool(found)
    except (OSError, RuntimeError):
        # Gone meanwhile, or too many folders for the system to watch.
        sleep(_POLL_SECONDS)
        yield True


def _identities(roots: Sequence[Path]) -> list[tuple[int, int] | None]:
    """What tells a folder from another that has taken its place."""
    found: list[tuple[int, int] | None] = []
    for root in roots:
        try:
            status = root.stat()
        except OSError:
            found.append(None)
        else:
            found.append((status.st_dev, status.st_ino))
    return found
