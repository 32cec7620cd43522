"""What generations share, and what becomes of it."""

from pathlib import Path

import numpy as np
import pytest

from corpus import GenerationGone, Index, IndexFormatError, Scope
from corpus.merging import LEAST
from corpus.vectors import even_parts
from tests.corpus.sample import is_nearly, publish, text
from tests.fakes import HashEncoder

LINES = [text(f"Line {number} of a long list.\n") for number in range(600)]


def segments(index: Path) -> set[str]:
    return {path.name for path in index.glob("segments/*")}


def test_an_addition_leaves_a_large_segment_as_it_is(tmp_path: Path) -> None:
    publish(tmp_path, {"list.md": LINES}, HashEncoder())
    before = segments(tmp_path)

    publish(tmp_path, {"owl.md": [text("Owls hoot.\n")]}, HashEncoder())

    assert len(before) == 1
    assert before < segments(tmp_path)
    assert len(segments(tmp_path)) == 2


def test_a_removal_writes_only_the_segments_anew_that_held_the_document(tmp_path: Path) -> None:
    publish(tmp_path, {"list.md": LINES}, HashEncoder())
    (large,) = segments(tmp_path)
    birds = {"owl.md": [text("Owls hoot.\n")], "stork.md": [text("Storks clatter.\n")]}
    publish(tmp_path, birds, HashEncoder())
    before = segments(tmp_path)

    publish(tmp_path, {}, HashEncoder(), remove=["owl.md"])

    assert segments(tmp_path) & before == {large}
    with Index.open(tmp_path, exact_limit=0) as index:
        assert [record.vectors for record in index.current().manifest.segments] in (
            [1, 600],
            [600, 1],
        )


def test_a_removed_document_that_was_alone_in_its_segment_takes_it_along(tmp_path: Path) -> None:
    publish(tmp_path, {"list.md": LINES}, HashEncoder())
    large = segments(tmp_path)
    publish(tmp_path, {"owl.md": [text("Owls hoot.\n")]}, HashEncoder())

    publish(tmp_path, {}, HashEncoder(), remove=["owl.md"])

    assert segments(tmp_path) == large


def test_several_segments_answer_as_one(tmp_path: Path) -> None:
    publish(tmp_path, {"list.md": LINES}, HashEncoder())
    publish(tmp_path, {"owl.md": [text("Owls hoot over the list.\n")] * 30}, HashEncoder())
    vectors = [HashEncoder().encode_query(words) for words in ("line 7", "owls", "a long list")]
    one = Scope(documents=frozenset({"owl.md"}))

    with Index.open(tmp_path) as exact, Index.open(tmp_path, exact_limit=0) as graph:
        assert len(graph.current().manifest.segments) == 2
        for vector in vectors:
            for scope in (Scope(), one):
                expected = exact.current().search_dense(vector, 20, scope)
                assert is_nearly(graph.current().search_dense(vector, 20, scope), expected)
        ids = ["list.md#599", "owl.md#3", "list.md#0"]
        assert np.allclose(graph.current().vectors(ids), exact.current().vectors(ids))
        assert graph.current().homogeneity() == pytest.approx(
            exact.current().homogeneity(), abs=1e-6
        )


def test_what_a_killed_run_left_is_taken_away_by_the_next_write(tmp_path: Path) -> None:
    publish(tmp_path, {"owl.md": [text("Owls hoot.\n")]}, HashEncoder())
    kept = segments(tmp_path)
    (tmp_path / "segments" / "seg-0123456789ab").mkdir()
    (tmp_path / "segments" / "trash-0123456789ab").mkdir()
    (tmp_path / "gen-0123456789ab").mkdir()

    with Index.write(tmp_path):
        pass

    assert segments(tmp_path) == kept
    assert len(list(tmp_path.glob("gen-*"))) == 1


def test_a_draft_that_fails_leaves_no_segment(tmp_path: Path) -> None:
    publish(tmp_path, {"owl.md": [text("Owls hoot.\n")]}, HashEncoder())
    kept = segments(tmp_path)

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Index.write(tmp_path) as draft:
        draft.remove("owl.md")
        from tests.corpus.sample import cut

        document, chunks = cut("stork.md", [text("Storks clatter.\n")])
        draft.put(document, chunks, root="/docs", chunking="1")
        draft.encode(HashEncoder, lambda done, total: None)
        draft.publish(interrupt)

    assert segments(tmp_path) == kept
    with Index.open(tmp_path) as index:
        assert index.current().search_text(["owls"], 1)


def test_a_reader_of_an_old_generation_with_shared_segments_is_told(tmp_path: Path) -> None:
    publish(tmp_path, {"owl.md": [text("Owls hoot.\n")]}, HashEncoder())
    with Index.open(tmp_path, exact_limit=0) as index:
        before = index.current(searching=False)
        publish(tmp_path, {"owl.md": [text("Owls sleep.\n")]}, HashEncoder())

        with pytest.raises(GenerationGone, match="replaced by a newer one"):
            before.search_dense(HashEncoder().encode_query("owls"), 1)


def test_a_chunk_without_a_segment_is_named_as_damage(tmp_path: Path) -> None:
    publish(tmp_path, {"owl.md": [text("Owls hoot.\n")]}, HashEncoder())

    with Index.open(tmp_path, exact_limit=0) as index, pytest.raises(IndexFormatError):
        index.current().vectors(["nowhere.md#0"])


def test_a_full_segment_has_nothing_left_to_be_added_when_it_is_opened(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    publish(tmp_path, {"list.md": LINES * 2}, HashEncoder())

    database = next(tmp_path.glob("segments/*/chroma.sqlite3"))
    with closing(sqlite3.connect(database)) as connection:
        (waiting,) = connection.execute("SELECT count(*) FROM embeddings_queue").fetchone()
    assert waiting <= 1


@pytest.mark.parametrize("size", [1, 999, 1_000, 1_001, LEAST, 6_251])
def test_even_parts_add_up_and_differ_by_one_at_most(size: int) -> None:
    parts = even_parts(size)

    assert sum(parts) == size
    assert max(parts) - min(parts) <= 1
    assert max(parts) <= 1_000
