import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread
from time import time

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus import (
    EncoderError,
    EncoderMismatch,
    Generation,
    GenerationGone,
    Index,
    IndexFormatError,
    IndexNotFound,
    IndexUnusable,
)
from tests.corpus.sample import found_in, publish, text
from tests.fakes import HashEncoder

STORK = {"stork.md": [text("Storks clatter.\n")]}
OWL = {"owl.md": [text("Owls hoot.\n")]}


def ids(generation: Generation) -> list[str]:
    return [source.document_id for source in generation.sources()]


def search(generation: Generation) -> list[str]:
    vector = HashEncoder().encode_query("storks and owls")
    return sorted(hit.chunk_id for hit in generation.search_dense(vector, 10))


def test_a_missing_index_is_named_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFound, match=r"no index at .*nowhere.*footnote ingest"):
        Index.open(tmp_path / "nowhere")


def test_a_file_in_the_place_of_an_index_is_named(tmp_path: Path) -> None:
    path = tmp_path / "index"
    path.write_text("not a folder")

    with pytest.raises(IndexNotFound, match="no index at"):
        Index.open(path)
    with pytest.raises(IndexUnusable, match="cannot be made"), Index.write(path):
        pass


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, STORK, HashEncoder())
    manifest = next(tmp_path.glob("gen-*/manifest.json"))
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"format": 99}))

    with pytest.raises(
        IndexFormatError, match=r"has format 99, and this version .* reads formats 1 and 2"
    ):
        Index.open(tmp_path)


@pytest.mark.parametrize(
    ("damaged", "reason"),
    [
        ("CURRENT", "damaged CURRENT file, which says 'nonsense'"),
        ("gen-*/manifest.json", "no usable manifest"),
        ("gen-*/texts.sqlite3", "is damaged"),
        ("segments/*/chroma.sqlite3", "cannot be read"),
    ],
)
def test_damage_is_named(tmp_path: Path, damaged: str, reason: str) -> None:
    publish(tmp_path, STORK, HashEncoder())
    next(tmp_path.glob(damaged)).write_text("nonsense")

    with pytest.raises(IndexFormatError, match=reason), Index(tmp_path) as index:
        search(index.current())
        ids(index.current())


def test_a_missing_generation_is_named(tmp_path: Path) -> None:
    publish(tmp_path, STORK, HashEncoder())
    shutil.rmtree(next(tmp_path.glob("gen-*")))

    with pytest.raises(IndexFormatError, match="no usable manifest"):
        Index.open(tmp_path)


def test_missing_vectors_are_noticed(tmp_path: Path) -> None:
    publish(tmp_path, STORK, HashEncoder())
    shutil.rmtree(next(tmp_path.glob("segments/*")))

    with pytest.raises(IndexFormatError, match="vector store is missing"), Index(tmp_path) as index:
        index.current()


def test_an_open_index_sees_the_new_generation_at_its_next_question(tmp_path: Path) -> None:
    publish(tmp_path, STORK, HashEncoder())
    with Index.open(tmp_path) as index:
        before = index.current()

        publish(tmp_path, OWL, HashEncoder())

        assert ids(index.current()) == ["owl.md", "stork.md"]
        assert search(index.current()) == ["owl.md#0", "stork.md#0"]
        assert ids(before) == ["stork.md"]
        assert search(before) == ["stork.md#0"]


def test_the_current_generation_is_opened_once(tmp_path: Path) -> None:
    publish(tmp_path, STORK, HashEncoder())

    with Index.open(tmp_path) as index:
        assert index.current() is index.current()


def test_a_large_generation_that_was_replaced_is_asked_anew(tmp_path: Path) -> None:
    publish(tmp_path, STORK, HashEncoder())
    seen: list[str] = []
    with Index.open(tmp_path, exact_limit=0) as index:

        def question(generation: Generation) -> list[str]:
            seen.append(generation.name)
            if len(seen) == 1:
                publish(tmp_path, OWL, HashEncoder())
                raise GenerationGone(generation.name)
            return search(generation)

        assert index.read(question) == ["owl.md#0", "stork.md#0"]
        assert len(set(seen)) == 2


def test_a_generation_replaced_before_its_vectors_were_read_says_so(tmp_path: Path) -> None:
    publish(tmp_path, STORK, HashEncoder())
    with Index.open(tmp_path) as index:
        before = index.current(searching=False)
        publish(tmp_path, OWL, HashEncoder())

        with pytest.raises(GenerationGone, match="replaced by a newer one"):
            search(before)


def test_additions_keep_the_vectors_that_were_there(tmp_path: Path) -> None:
    encoder = HashEncoder()
    publish(tmp_path, STORK, encoder)

    publish(tmp_path, OWL, encoder)

    assert encoder.batches == [1, 1]
    with Index.open(tmp_path) as index:
        assert search(index.current()) == ["owl.md#0", "stork.md#0"]
        assert index.current().search_text(["clatters"], 5)[0].chunk_id == "stork.md#0"


def test_removed_text_is_in_no_file(tmp_path: Path) -> None:
    secret = {"secret.md": [text("The password is zyzzyva.\n")]}
    publish(tmp_path, STORK | secret, HashEncoder())
    before = found_in(tmp_path, "zyzzyva")

    publish(tmp_path, {}, HashEncoder(), remove=["secret.md"])

    assert len(before) == 2
    assert found_in(tmp_path, "zyzzyva") == []
    assert found_in(tmp_path, "secret.md") == []
    with Index.open(tmp_path) as index:
        assert search(index.current()) == ["stork.md#0"]


def test_replaced_text_is_in_no_file_and_the_same_words_are_not_encoded_again(
    tmp_path: Path,
) -> None:
    encoder = HashEncoder()
    publish(tmp_path, {"a.md": [text("Kept.\n"), text("The password is zyzzyva.\n")]}, encoder)

    publish(tmp_path, {"a.md": [text("Added.\n"), text("Kept.\n")]}, encoder)

    assert encoder.batches == [2, 1]
    assert found_in(tmp_path, "zyzzyva") == []
    with Index.open(tmp_path) as index:
        assert index.current().document("a.md").text == "Added.\nKept.\n"
        assert search(index.current()) == ["a.md#0", "a.md#1"]


def test_an_index_can_be_emptied_and_filled_again(tmp_path: Path) -> None:
    publish(tmp_path, STORK, HashEncoder())
    publish(tmp_path, {}, HashEncoder(), remove=["stork.md"])
    with Index.open(tmp_path) as index:
        assert search(index.current()) == []

        publish(tmp_path, OWL, HashEncoder())

        assert search(index.current()) == ["owl.md#0"]


def test_only_the_published_generation_is_left(tmp_path: Path) -> None:
    publish(tmp_path, STORK, HashEncoder())
    publish(tmp_path, OWL, HashEncoder())

    names = sorted(path.name for path in tmp_path.iterdir())

    assert names == ["CURRENT", (tmp_path / "CURRENT").read_text().strip(), "lock", "segments"]


def test_a_draft_that_is_not_published_changes_nothing(tmp_path: Path) -> None:
    publish(tmp_path, STORK, HashEncoder())
    before = (tmp_path / "CURRENT").read_text()

    with Index.write(tmp_path) as draft:
        draft.remove("stork.md")

    assert (tmp_path / "CURRENT").read_text() == before
    assert len(list(tmp_path.glob("gen-*"))) == 1


def test_another_encoder_is_refused_by_name(tmp_path: Path) -> None:
    publish(tmp_path, STORK, HashEncoder(name="one"))

    with pytest.raises(EncoderMismatch, match=r"encoder 'one' .*not with 'two'.*FOOTNOTE_ENCODER"):
        publish(tmp_path, OWL, HashEncoder(name="two"))
    with pytest.raises(EncoderMismatch, match="weights 1111"):
        publish(tmp_path, OWL, HashEncoder(name="one", digest="1" * 64))


def test_chunks_that_do_not_add_up_to_the_text_are_refused(tmp_path: Path) -> None:
    from tests.corpus.sample import cut

    document, chunks = cut("a.md", [text("One.\n"), text("Two.\n")])

    with Index.write(tmp_path) as draft, pytest.raises(ValueError, match="do not add up"):
        draft.put(document, chunks[:1], root="/docs", chunking="1")


@pytest.mark.parametrize("exact_limit", [20_000, 0], ids=["exact", "graph"])
def test_readers_never_fail_or_see_a_mix_while_others_publish(
    tmp_path: Path, exact_limit: int
) -> None:
    def version(word: str) -> dict[str, list[tuple[object, str]]]:
        return {f"{name}.md": [text(f"{name} says {word}.\n")] for name in ("ann", "ben", "cem")}

    publish(tmp_path, version("aye"), HashEncoder())
    stop, failures, answers = Event(), [], []

    def look(generation: Generation) -> set[str]:
        found = search(generation)
        assert len(found) == 3
        return {passage.text.split()[-1] for passage in generation.passages(found)}

    def read(index: Index) -> None:
        try:
            while not stop.is_set():
                answers.append(index.read(look))
        except Exception as error:
            failures.append(error)

    with Index.open(tmp_path, exact_limit=exact_limit) as index:
        readers = [Thread(target=read, args=(index,)) for _ in range(3)]
        for reader in readers:
            reader.start()
        for word in ("no", "aye") * 2:
            publish(tmp_path, version(word), HashEncoder())
        stop.set()
        for reader in readers:
            reader.join()

    assert failures == []
    assert {frozenset(words) for words in answers} == {frozenset({"aye."}), frozenset({"no."})}


def test_a_damaged_file_of_pending_vectors_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "pending.sqlite3").write_text("nonsense that is not a database")

    publish(tmp_path, STORK, HashEncoder())

    with Index.open(tmp_path) as index:
        assert search(index.current()) == ["stork.md#0"]


def test_an_encoder_that_returns_nonsense_is_refused(tmp_path: Path) -> None:
    class Broken(HashEncoder):
        def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return np.full((len(texts), self.dimensions), np.nan, np.float32)

    with pytest.raises(EncoderError, match="'hash' returned"):
        publish(tmp_path, STORK, Broken())

    with pytest.raises(IndexNotFound):
        Index.open(tmp_path)


def test_a_document_keeps_the_time_at_which_its_text_went_in(tmp_path: Path) -> None:
    began = time()
    publish(tmp_path, {"owl.md": [text("Owls hoot.\n")]}, HashEncoder())
    publish(tmp_path, {"stork.md": [text("Storks clatter.\n")]}, HashEncoder())

    with Index.open(tmp_path) as index:
        owl, stork = (source.ingested for source in index.current().sources())

    assert owl is not None
    assert stork is not None
    assert began <= owl < stork <= time()
