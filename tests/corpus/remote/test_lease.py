import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Index, IndexLocked, Server
from corpus.remote.http import Http
from corpus.remote.lease import Lease, lease
from corpus.remote.records import NONE, Registry
from tests.corpus.sample import publish, text
from tests.fakes import HashEncoder

STORK = {"stork.md": [text("Storks clatter.\n")]}
OWL = {"owl.md": [text("Owls hoot.\n")]}
HOLDS = """
import sys, time
from corpus import Index, Server
from pathlib import Path

url, cache, collection, seconds = sys.argv[1:]
server = Server(url, Path(cache), collection=collection, lock_seconds=float(seconds))
with Index.write("index", server=server):
    print("writing", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def registry(server: Server) -> Iterator[Registry]:
    found = Registry(Http(server, patient=True), server.collection)
    found.create()
    yield found
    found.http.close()


def test_a_second_writer_is_told_who_writes(server: Server, tmp_path: Path) -> None:
    elsewhere = replace(server, cache=tmp_path / "elsewhere")
    waited: list[str] = []

    second = Index.write("index", server=elsewhere, wait_seconds=0.1, on_wait=waited.append)

    with Index.write("index", server=server), pytest.raises(IndexLocked) as caught, second:
        pass

    message = str(caught.value)
    assert f"Index {server.collection!r} on {server.url} is being written by process" in message
    assert re.search(r"last sign of life \d+ s ago", message)
    assert "Wait until it is done, or stop it, and try again." in message
    assert len(waited) == 1


def test_a_second_writer_of_the_same_machine_is_told_as_well(server: Server) -> None:
    second = Index.write("index", server=server)

    with (
        Index.write("index", server=server),
        pytest.raises(IndexLocked, match="is being written by process"),
        second,
    ):
        pass


def test_a_writer_waits_for_the_one_before(server: Server) -> None:
    with Index.write("index", server=server):
        pass

    with Index.write("index", server=server, wait_seconds=5):
        pass


def test_a_writer_that_works_for_long_keeps_the_lock(server: Server, tmp_path: Path) -> None:
    brief = replace(server, lock_seconds=2.0)

    with Index.write("index", server=brief):
        time.sleep(2.5)

        with (
            pytest.raises(IndexLocked),
            Index.write("index", server=replace(brief, cache=tmp_path / "elsewhere")),
        ):
            pass


@pytest.mark.parametrize("is_local", [True, False], ids=["same-machine", "other-machine"])
def test_a_killed_writer_is_replaced(server: Server, tmp_path: Path, *, is_local: bool) -> None:
    publish(Path("index"), STORK, HashEncoder(), server=server)
    cache = server.cache if is_local else tmp_path / "elsewhere"
    seconds = "3600" if is_local else "2"
    writer = subprocess.Popen(
        [sys.executable, "-c", HOLDS, server.url, cache, server.collection, seconds],
        stdout=subprocess.PIPE,
    )
    assert writer.stdout is not None
    with writer.stdout:
        writer.stdout.readline()
    writer.kill()
    writer.wait()

    with Index.write("index", server=server, wait_seconds=10) as draft:
        assert list(draft.origins) == ["stork.md"]


def test_a_writer_that_was_replaced_publishes_nothing(server: Server, tmp_path: Path) -> None:
    publish(Path("index"), STORK, HashEncoder(), server=server)
    other = Server(server.url, tmp_path / "elsewhere", collection=server.collection)

    with (
        pytest.raises(IndexLocked, match=r"was taken over by process .* ingest again"),
        Index.write("index", server=server) as draft,
    ):
        stop_renewing(draft)
        publish(Path("index"), OWL, HashEncoder(), server=other)
        draft.remove("stork.md")
        draft.publish(lambda done, total: None)

    with Index.open("index", server=server) as index:
        found = index.current()
        assert [source.document_id for source in found.sources()] == ["owl.md", "stork.md"]
        assert len(found.search_dense(HashEncoder().encode_query("owls"), 5)) == 2


def stop_renewing(draft: object) -> None:
    """As if the process had been asleep for longer than its lock lasts."""
    held: Lease = draft._store._lease  # type: ignore[attr-defined]
    held._ended.set()
    held._thread.join()
    held._registry.put_writer(replace(held._writer, expires=0.0))


def test_what_is_published_while_a_writer_is_replaced_is_kept(registry: Registry) -> None:
    with lease(registry, place="a", wait_seconds=0, on_wait=None) as first:
        first.point_to("gen-000000000001")
        with lease(registry, place="a", wait_seconds=0, on_wait=None):
            assert registry.current() == "gen-000000000001"
            with pytest.raises(IndexLocked, match="was taken over"):
                first.point_to("gen-000000000002")
            assert registry.current() == "gen-000000000001"


def test_nothing_is_served_before_the_first_publication(registry: Registry) -> None:
    with lease(registry, place="a", wait_seconds=0, on_wait=None):
        assert registry.current() == NONE
