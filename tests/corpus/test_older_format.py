"""An index of version 0.2.0 goes on answering, and the next ingest brings it up to date."""

import json
from pathlib import Path

import pytest

from corpus import Index, Kind
from tests.corpus.format1 import NAME, write_format_1
from tests.corpus.sample import publish, text
from tests.fakes import HashEncoder

ANIMALS = {
    "birds.md": [
        (Kind.HEADING, "# Birds\n"),
        text("Storks clatter with their bills.\n"),
        text("Owls hunt at night.\n"),
    ],
    "fish.md": [text("Eels swim to the Sargasso Sea.\n")],
}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    write_format_1(tmp_path, ANIMALS, HashEncoder(), heading=("Wild life",))
    return tmp_path


@pytest.mark.parametrize("exact_limit", [20_000, 0], ids=["exact", "graph"])
def test_it_answers_as_an_index_of_today(old: Path, tmp_path: Path, exact_limit: int) -> None:
    new = tmp_path / "new"
    publish(new, ANIMALS, HashEncoder(), heading=("Wild life",))
    vector = HashEncoder().encode_query("owls at night")

    with Index(old, exact_limit=exact_limit) as one, Index(new, exact_limit=exact_limit) as other:
        before, today = one.current(), other.current()

        assert before.search_dense(vector, 3) == today.search_dense(vector, 3)
        assert before.search_text(["hunting", "sea"], 3) == today.search_text(["hunting", "sea"], 3)
        assert before.frequency("owls") == 1
        assert before.homogeneity() == pytest.approx(today.homogeneity(), abs=1e-6)
        assert [before.document(name) for name in ANIMALS] == [
            today.document(name) for name in ANIMALS
        ]
        assert before.chunks("birds.md") == today.chunks("birds.md")
        assert before.sources() == today.sources()


def test_it_says_in_one_line_what_to_do(old: Path) -> None:
    with Index.open(old) as index:
        (notice,) = index.current().notices

    assert "older format 1" in notice
    assert "`footnote ingest`" in notice
    assert "\n" not in notice


def test_an_addition_brings_it_up_to_date_without_encoding_what_it_holds(old: Path) -> None:
    encoder = HashEncoder()

    publish(old, {"ants.md": [text("Ants carry leaves.\n")]}, encoder, heading=("Wild life",))

    assert encoder.encoded == 1
    with Index.open(old) as index:
        generation = index.current()
        assert generation.manifest.format == 2
        assert generation.notices == ()
        assert generation.search_text(["clatter"], 5)[0].chunk_id == "birds.md#1"
        assert len(generation.search_dense(encoder.encode_query("ants"), 9)) == 4
        assert generation.document("birds.md").text.startswith("# Birds\nStorks")
    assert not (old / NAME).exists()


def test_text_that_was_put_again_is_not_encoded_again(old: Path) -> None:
    encoder = HashEncoder()

    publish(old, ANIMALS, encoder, heading=("Wild life",))

    assert encoder.encoded == 0
    with Index.open(old) as index:
        assert index.current().manifest.format == 2


def test_a_write_that_changes_nothing_brings_it_up_to_date_too(old: Path) -> None:
    publish(old, {}, HashEncoder())

    with Index.open(old) as index:
        generation = index.current()
        assert generation.manifest.format == 2
        assert [source.document_id for source in generation.sources()] == ["birds.md", "fish.md"]
        assert len(generation.search_dense(HashEncoder().encode_query("owls"), 9)) == 3


def test_an_empty_index_of_format_1_is_brought_up_to_date(tmp_path: Path) -> None:
    write_format_1(tmp_path, {"a.md": [text("Gone.\n")]}, HashEncoder())

    publish(tmp_path, {}, HashEncoder(), remove=["a.md"])

    manifest = json.loads(next(tmp_path.glob("gen-*/manifest.json")).read_text())
    assert (manifest["format"], manifest["documents"], manifest["segments"]) == (2, 0, [])
