import json
import time
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import (
    EncoderMismatch,
    Generation,
    GenerationGone,
    Index,
    IndexFormatError,
    IndexNotFound,
    IndexUnusable,
    Kind,
    Scope,
    Server,
)
from corpus.remote.collection import Collection
from corpus.remote.http import Http
from tests.corpus.sample import Part, publish, text
from tests.fakes import HashEncoder

STORK = {"stork.md": [(Kind.HEADING, "# Storks\n"), text("Storks clatter.\n")]}
OWL = {"owl.md": [text("Owls hoot.\n"), text("Owls see in the dark.\n")]}
HERON = {"heron.md": [text("Herons stand.\n"), (Kind.BOILERPLATE, "Share this page.\n")]}
BIRDS = STORK | OWL | HERON
INDEX = Path("index")


def put(
    server: Server, documents: dict[str, list[Part]] | None = None, remove: tuple[str, ...] = ()
) -> None:
    publish(INDEX, documents or {}, HashEncoder(), server=server, remove=remove)


def everything(generation: Generation) -> list[object]:
    """All that a generation can say."""
    query = HashEncoder().encode_query("owls hoot")
    names = [source.document_id for source in generation.sources()]
    chunks = [chunk for name in names for chunk in generation.chunks(name)]
    return [
        generation.sources(),
        generation.origins(),
        generation.exclusions(),
        [generation.document(name) for name in names],
        chunks,
        generation.search_dense(query, 5),
        generation.search_dense(query, 5, Scope(frozenset({"stork.md"}))),
        generation.search_text(["owls", "hoot", "storks"], 5),
        generation.frequency("owls"),
        generation.homogeneity(),
    ]


def test_an_index_on_a_server_says_what_a_local_one_says(server: Server, tmp_path: Path) -> None:
    publish(tmp_path / "local", BIRDS, HashEncoder(), heading=("Birds",))
    publish(INDEX, BIRDS, HashEncoder(), heading=("Birds",), server=server)

    with (
        Index.open(tmp_path / "local") as local,
        Index.open(INDEX, server=replace(server, cache=tmp_path / "asker")) as remote,
    ):
        assert everything(remote.current()) == everything(local.current())


def test_a_large_index_on_a_server_is_searched_there(server: Server, tmp_path: Path) -> None:
    put(server, BIRDS)
    query = HashEncoder().encode_query("owls hoot")

    with Index.open(INDEX, server=server, exact_limit=0) as index:
        found = index.current().search_dense(query, 5)
        inside = index.current().search_dense(query, 5, Scope(frozenset({"stork.md"})))

    with Index.open(INDEX, server=server) as index:
        exact = index.current().search_dense(query, 5)
    assert found == exact
    assert [hit.chunk_id for hit in inside] == ["stork.md#1"]


def test_an_open_index_sees_the_new_generation_at_its_next_question(server: Server) -> None:
    put(server, STORK)
    with Index.open(INDEX, server=server) as index:
        before = index.current()
        put(server, OWL, remove=("stork.md",))
        time.sleep(0.3)

        after = index.current()

        assert [source.document_id for source in after.sources()] == ["owl.md"]
        assert (
            before.search_dense(HashEncoder().encode_query("storks"), 1)[0].chunk_id == "stork.md#1"
        )


def test_a_large_generation_that_was_replaced_is_asked_anew(server: Server) -> None:
    put(server, STORK)
    query = HashEncoder().encode_query("owls")
    with Index.open(INDEX, server=server, exact_limit=0) as index:
        before = index.current()
        put(server, OWL, remove=("stork.md",))

        with pytest.raises(GenerationGone, match="was replaced: ask the index again"):
            before.search_dense(query, 1)
        [hit] = index.read(lambda generation: generation.search_dense(query, 1))

    assert hit.chunk_id == "owl.md#0"


def test_a_cache_that_cannot_be_written_is_named(server: Server, tmp_path: Path) -> None:
    put(server, STORK)
    taken = tmp_path / "taken"
    taken.write_text("a file")

    with pytest.raises(IndexUnusable, match=r"cannot be written: .* set FOOTNOTE_CACHE"):
        Index.open(INDEX, server=replace(server, cache=taken))


def test_an_index_that_is_not_there_is_named(server: Server) -> None:
    with pytest.raises(IndexNotFound, match=r"no index .* on http.*make one with `footnote ingest"):
        Index.open(INDEX, server=server)


def test_another_encoder_is_refused(server: Server) -> None:
    put(server, STORK)

    with pytest.raises(EncoderMismatch, match="was built with the encoder 'hash'"):
        publish(INDEX, OWL, HashEncoder(digest="f" * 64), server=server)


def test_words_and_vectors_are_fetched_once(server: Server, tmp_path: Path) -> None:
    put(server, {f"{n}.md": [text(f"Word{n} and word{n + 1}.\n")] for n in range(300)})
    asker = replace(server, cache=tmp_path / "asker")
    with Index.open(INDEX, server=asker) as index:
        index.current()
        cost = index.cost

    with Index.open(INDEX, server=asker) as index:
        index.current()
        received = index._store._registry.http.received_bytes  # type: ignore[attr-defined]

    assert cost is not None
    assert (cost.segments, cost.chunks) == (1, 300)
    assert cost.received_bytes > 100_000
    assert cost.kept_bytes > 300 * 32 * 4
    assert received < 10_000


def test_only_new_segments_are_fetched(server: Server, tmp_path: Path) -> None:
    put(server, {f"{n}.md": [text(f"Word{n} and word{n + 1}.\n")] for n in range(600)})
    asker = replace(server, cache=tmp_path / "asker")
    with Index.open(INDEX, server=asker) as index:
        index.current()
    put(server, STORK)

    with Index.open(INDEX, server=asker) as index:
        assert len(index.current().sources()) == 601
        assert index.cost is not None
        assert index.cost.segments == 1
        assert index.current().frequency("clatter") == 1
        assert index.current().frequency("word7") == 2


def test_what_an_earlier_generation_left_is_taken_away(server: Server, tmp_path: Path) -> None:
    put(server, STORK | OWL)
    asker = replace(server, cache=tmp_path / "asker")
    with Index.open(INDEX, server=asker) as index:
        index.current()
    put(server, {}, remove=("stork.md",))
    with Index.open(INDEX, server=asker) as index:
        index.current()

    for cache in (asker.cache, server.cache):
        held = [path for path in cache.rglob("*") if path.is_file()]
        assert [path for path in held if b"clatter" in path.read_bytes()] == []
        assert len([path for path in held if path.name == "manifest.json"]) == 1


def test_removed_text_is_in_no_collection(server: Server) -> None:
    put(server, BIRDS)

    put(server, remove=("stork.md",))

    assert [words for words in texts_on(server) if "Stork" in words] == []
    assert len(texts_on(server)) > 3


def texts_on(server: Server) -> list[str]:
    """All metadata of all collections of the test's index."""
    http = Http(server, patient=True)
    names = [one["name"] for one in http.get("/collections?limit=1000")]
    own = [name for name in names if name.startswith(f"footnote.{server.collection}.")]
    found = [
        json.dumps(metadata)
        for name in own
        for metadata in Collection.open(http, name).records().values()
    ]
    http.close()
    return found


def test_a_damaged_record_is_named(server: Server) -> None:
    put(server, STORK)
    http = Http(server, patient=True)
    records = Collection.open(http, f"footnote.{server.collection}.manifest")
    [writer] = records.records(where={"role": "writer"}).values()
    records.put(["writer-00000009"], [writer | {"number": 9, "generation": "../../etc"}])
    http.close()

    with pytest.raises(IndexFormatError, match=r"names a generation '\.\./\.\./etc'"):
        Index.open(INDEX, server=server)


def test_a_segment_with_the_name_of_another_folder_is_refused(
    server: Server, tmp_path: Path
) -> None:
    put(server, STORK)
    http = Http(server, patient=True)
    records = Collection.open(http, f"footnote.{server.collection}.manifest")
    [(name, record)] = records.records(where={"role": "generation"}).items()
    manifest = json.loads(record["manifest"])
    manifest["segments"][0]["name"] = "../../etc"
    records.put([name], [record | {"manifest": json.dumps(manifest)}])
    http.close()

    with pytest.raises(IndexFormatError, match=r"names a segment '\.\./\.\./etc'"):
        Index.open(INDEX, server=replace(server, cache=tmp_path / "asker"))


def test_above_the_limit_an_index_is_searched_by_meaning_alone(
    server: Server, tmp_path: Path
) -> None:
    publish(tmp_path / "local", BIRDS, HashEncoder())
    put(server, BIRDS)
    asker = replace(server, cache=tmp_path / "asker", cache_chunks=3)

    with (
        Index.open(tmp_path / "local") as whole,
        Index.open(INDEX, server=asker) as lean,
    ):
        found, known = lean.current(), whole.current()

        assert found.search_text(["owls"], 5) == ()
        assert found.frequency("owls") == 1
        assert "FOOTNOTE_CACHE_CHUNKS: it is searched by meaning alone" in found.notices[0]
        assert found.homogeneity() == known.homogeneity()
        same = [said for place, said in enumerate(everything(known)) if place not in (7, 8)]
        assert [s for place, s in enumerate(everything(found)) if place not in (7, 8)] == same
    held = [path for path in asker.cache.rglob("*") if path.is_file()]
    assert [path for path in held if b"Storks" in path.read_bytes()] == []


def test_an_ingest_above_the_limit_knows_all_that_was_there(server: Server, tmp_path: Path) -> None:
    put(server, BIRDS)
    encoder = HashEncoder()
    other = replace(server, cache=tmp_path / "other", cache_chunks=0)
    with Index.open(INDEX, server=other) as index:
        index.current()

    publish(INDEX, {"copy.md": OWL["owl.md"]}, encoder, server=other)

    assert encoder.encoded == 0
    with Index.open(INDEX, server=server) as index:
        assert len(index.current().sources()) == 4
        assert index.current().frequency("hoot") == 2
