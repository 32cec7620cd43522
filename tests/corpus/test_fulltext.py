"""In a large index frequent words count, but do not have their chunks ranked."""

from pathlib import Path

import pytest

from corpus import Index, fulltext
from tests.corpus.sample import publish, text
from tests.fakes import HashEncoder


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # As if the index were large: what counts as frequent follows from these numbers alone.
    monkeypatch.setattr(fulltext, "_RARE", 5)
    monkeypatch.setattr(fulltext, "_ENOUGH", 5)
    monkeypatch.setattr(fulltext, "_FREQUENT", 10)
    lines = [text(f"Bread number {n}{' of rye' if n % 3 == 0 else ''}.\n") for n in range(60)]
    lines[30] = text("Bread of rye with caraway.\n")
    lines[31] = text("Bread with caraway.\n")
    publish(tmp_path, {"bread.md": lines}, HashEncoder())
    return tmp_path


def test_chunks_with_frequent_words_only_are_passed_over(index: Path) -> None:
    with Index.open(index) as small, Index.open(index, exact_limit=0) as large:
        everything = small.current().search_text(["rye", "caraway"], 60)
        found = large.current().search_text(["rye", "caraway"], 60)

    assert [hit.chunk_id for hit in found] == ["bread.md#30", "bread.md#31"]
    assert len(everything) > 20


def test_frequent_words_count_for_the_score_as_before(index: Path) -> None:
    with Index.open(index) as small, Index.open(index, exact_limit=0) as large:
        everything = small.current().search_text(["rye", "caraway"], 2)
        found = large.current().search_text(["rye", "caraway"], 2)

    assert [hit.chunk_id for hit in found] == [hit.chunk_id for hit in everything]
    assert [hit.score for hit in found] == pytest.approx([hit.score for hit in everything])


def test_a_frequent_word_alone_is_found(index: Path) -> None:
    with Index.open(index, exact_limit=0) as large:
        assert len(large.current().search_text(["rye"], 60)) == 20
        assert len(large.current().search_text(["rye", "unheard"], 60)) == 20
