import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread, Timer

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus import Index, Server, ServerError
from corpus.remote import ServerStore
from tests.chroma import ChromaServer, dawdling
from tests.corpus.sample import Part, publish, text
from tests.fakes import HashEncoder

INDEX = Path("index")
ROUNDS = 4
STORK = {"stork.md": [text("Storks clatter.\n")]}
ASKS = """
import sys, time
from pathlib import Path
from corpus import Index, Server

url, cache, collection = sys.argv[1:]
with Index.open("index", server=Server(url, Path(cache), collection=collection)) as index:
    last = ""
    while last != "round 4.":
        found = index.read(lambda g: [g.document(s.document_id).text for s in g.sources()])
        rounds = {text.split("\\n")[0] for text in found}
        assert len(found) == 5 and len(rounds) == 1, found
        if last not in rounds:
            last = rounds.pop()
            print(last, flush=True)
"""
DIES = """
import sys
from pathlib import Path
from corpus import Server

from tests.corpus.sample import publish, text
from tests.fakes import DyingEncoder

url, cache, collection, batches = sys.argv[1:]
server = Server(url, Path(cache), collection=collection, lock_seconds=1)
many = {f"{n}.md": [text(f"Word{n} of owls.\\n")] for n in range(600)}
publish(Path("index"), many, DyingEncoder(batches=int(batches)), server=server)
"""


def of_round(number: int) -> dict[str, list[Part]]:
    """Five documents that all say which round they are of."""
    return {f"{n}.md": [text(f"round {number}.\nDocument {n}.\n")] for n in range(5)}


def started(script: str, *arguments: str | Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ids(server: Server) -> list[str]:
    with Index.open(INDEX, server=server) as index:
        return [source.document_id for source in index.current().sources()]


def test_several_askers_see_whole_generations_while_one_writes(
    server: Server, tmp_path: Path
) -> None:
    publish(INDEX, of_round(0), HashEncoder(), server=server)
    caches = (tmp_path / "one", tmp_path / "other", server.cache)
    askers = [started(ASKS, server.url, cache, server.collection) for cache in caches]
    for number in range(1, ROUNDS + 1):
        publish(INDEX, of_round(number), HashEncoder(), server=server)

    said = [asker.communicate(timeout=120) for asker in askers]

    assert [
        (asker.returncode, errors) for asker, (_, errors) in zip(askers, said, strict=True)
    ] == [(0, "")] * 3
    for words, _ in said:
        assert words.splitlines() == sorted(set(words.splitlines()))
        assert words.splitlines()[-1] == "round 4."


def test_what_a_killed_writer_left_is_never_served_and_then_cleared(server: Server) -> None:
    publish(INDEX, STORK, HashEncoder(), server=server)

    writer = started(DIES, server.url, server.cache, server.collection, "2")
    writer.communicate(timeout=120)
    encoder = HashEncoder()

    assert writer.returncode == -9
    assert ids(server) == ["stork.md"]
    many = {f"{n}.md": [text(f"Word{n} of owls.\n")] for n in range(600)}
    publish(INDEX, many, encoder, server=server)
    assert encoder.encoded == 600 - 512
    assert len(ids(server)) == 601


def test_a_writer_killed_while_it_stores_leaves_nothing_behind(
    server: Server, tmp_path: Path
) -> None:
    publish(INDEX, STORK, HashEncoder(), server=server)
    with Index.open(INDEX, server=server) as index:
        own = index._store
        assert isinstance(own, ServerStore)
        with own.lock(wait_seconds=0, on_wait=None):
            own.create("seg-0123456789ab", 1)
            left = set(own._registry.collections())
    assert any("seg-0123456789ab" in name for name in left)

    publish(INDEX, STORK, HashEncoder(), server=server)

    with Index.open(INDEX, server=server) as index:
        own = index._store
        assert isinstance(own, ServerStore)
        assert not any("seg-0123456789ab" in name for name in own._registry.collections())


class RestartingEncoder(HashEncoder):
    """Kills the server before its last batch, and has it started again a while later."""

    def __init__(self, chroma: ChromaServer, seconds: float) -> None:
        super().__init__()
        self._chroma = chroma
        self._seconds = seconds
        self.thread: Thread | None = None

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self._chroma.kill()
        self.thread = Timer(self._seconds, self._chroma.start)
        self.thread.start()
        return super().encode_documents(texts)


def terms(chroma: ChromaServer, cache: Path, retry_seconds: float) -> Server:
    return Server(chroma.url, cache=cache, retry_seconds=retry_seconds, lock_seconds=2)


def test_an_ingest_goes_on_when_the_server_comes_back(mortal: ChromaServer, tmp_path: Path) -> None:
    server = terms(mortal, tmp_path, retry_seconds=60)
    publish(INDEX, STORK, HashEncoder(), server=server)
    encoder = RestartingEncoder(mortal, seconds=1)

    publish(INDEX, {"owl.md": [text("Owls hoot.\n")]}, encoder, server=server)

    assert encoder.thread is not None
    encoder.thread.join()
    assert ids(replace(server, cache=tmp_path / "asker")) == ["owl.md", "stork.md"]


def test_an_ingest_fails_when_the_server_stays_away_and_changes_nothing(
    mortal: ChromaServer, tmp_path: Path
) -> None:
    server = terms(mortal, tmp_path, retry_seconds=0.5)
    publish(INDEX, STORK, HashEncoder(), server=server)
    encoder = RestartingEncoder(mortal, seconds=12)

    with pytest.raises(ServerError, match=f"Chroma server {mortal.url} cannot be reached"):
        publish(INDEX, {"owl.md": [text("Owls hoot.\n")]}, encoder, server=server)

    assert encoder.thread is not None
    encoder.thread.join()
    assert ids(server) == ["stork.md"]
    again = HashEncoder()
    publish(INDEX, {"owl.md": [text("Owls hoot.\n")]}, again, server=server)
    assert again.encoded == 0
    assert ids(server) == ["owl.md", "stork.md"]


def test_a_slow_server_is_waited_for(chroma: ChromaServer, tmp_path: Path) -> None:
    with dawdling(chroma.port, seconds=0.1) as url:
        server = Server(url, cache=tmp_path, collection="slow")

        publish(INDEX, STORK, HashEncoder(), server=server)

        assert ids(server) == ["stork.md"]


def test_an_asker_says_so_while_the_server_is_down_and_goes_on_after(
    mortal: ChromaServer, tmp_path: Path
) -> None:
    server = terms(mortal, tmp_path, retry_seconds=0)
    publish(INDEX, STORK, HashEncoder(), server=server)
    with Index.open(INDEX, server=server) as index:
        index.current()
        mortal.kill()
        time.sleep(0.3)

        with pytest.raises(ServerError, match="cannot be reached"):
            index.current()

        mortal.start()
        assert index.current().frequency("clatter") == 1
