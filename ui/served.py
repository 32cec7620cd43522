"""Looks at the Chroma server that keeps the index, where one is set."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from ui.finding import Finding, State, tried
from ui.text import counted

if TYPE_CHECKING:
    from assistant import Settings
    from corpus import Server

_MEGABYTE = 1e6


def server_findings(path: Path, settings: "Settings") -> Iterator[Finding]:
    """The server, and what it took to bring the index from there; nothing if there is none."""
    if not settings.chroma_url:
        return

    def works() -> Finding:
        server = settings.server
        if server is None:
            raise AssertionError("An address makes a server.")
        return _reached(path, server)

    yield tried("chroma server", works)


def _reached(path: Path, server: "Server") -> Finding:
    from corpus import Index, IndexNotFound

    name = server.index_name(path)
    facts = {"url": server.address, "index": name, "token": bool(server.token)}
    said = [f"{server.address}, index {name!r}"]
    try:
        with Index.open(path, server=server) as index:
            index.current()
            cost = index.cost
            notices = index.current(searching=False).notices
    except IndexNotFound:
        return Finding("chroma server", State.OK, f"{said[0]}, which is not there yet", facts=facts)
    if cost is None:
        said.append("nothing had to be fetched to this machine")
    else:
        said.append(
            f"words of {counted(cost.segments, 'segment')} and vectors were fetched in "
            f"{cost.seconds:.1f} s: {cost.received_bytes / _MEGABYTE:.1f} MB came, and "
            f"{cost.kept_bytes / _MEGABYTE:.1f} MB are kept in {str(server.folder(path))!r}"
        )
        facts["fetched"] = asdict(cost)
    state = State.NOTE if notices else State.OK
    return Finding("chroma server", state, "; ".join(said), " ".join(notices), facts)
