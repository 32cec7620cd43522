from pathlib import Path

import numpy as np
import pytest

from corpus import Index
from evals.scale import SyntheticEncoder, asked, documents
from evals.scale.__main__ import best, main
from evals.scale.page import to_markdown

ROW = {
    **{"chunks": 1000, "stage_seconds": 1.0, "publish_seconds": 3.0, "add_seconds": 0.4},
    **{"remove_seconds": 0.2, "disk_bytes": 12_000_000, "segments": 1, "open_ms": 800.0},
    **{"ask_p50_ms": 100.0, "ask_p95_ms": 150.0, "dense_p50_ms": 1.0, "dense_p95_ms": 2.0},
    **{"text_p50_ms": 3.0, "text_p95_ms": 4.0, "recall": 1.0, "memory_bytes": 500_000_000},
}


def test_the_same_number_always_makes_the_same_chunk() -> None:
    (_, chunks), *_ = documents(0, 20)
    (_, later), *_ = documents(0, 3)

    assert [chunk.text for chunk in chunks[:3]] == [chunk.text for chunk in later]
    assert len({chunk.text for chunk in chunks}) == 20


def test_a_document_is_its_chunks_and_its_units_are_sentences() -> None:
    document, chunks = next(documents(40, 20))

    assert "".join(chunk.text for chunk in chunks) == document.text
    assert all(
        unit.of(document.text).endswith(".") and not unit.of(document.text).startswith(" ")
        for chunk in chunks
        for unit in chunk.units
    )


def test_a_question_is_nearest_to_its_own_chunk() -> None:
    encoder = SyntheticEncoder()
    vectors = encoder.encode_documents([f"Chunk {number}." for number in range(200)])

    assert int(np.argmax(vectors @ asked(77).vector)) == 77


def test_every_size_is_filled_asked_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stem = tmp_path / "scale"

    assert main(["--sizes", "60", "--folder", str(tmp_path), "--keep", str(stem)]) == 0

    assert "| 60 " in capsys.readouterr().out
    assert stem.with_suffix(".md").read_text("utf-8").startswith("# What size costs")
    assert stem.with_suffix(".svg").read_text("utf-8").startswith("<svg")
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_what_was_added_to_measure_it_is_taken_out_again(tmp_path: Path) -> None:
    from evals.scale.filled import fill

    filled = fill(tmp_path / "index", 60)

    with Index.open(tmp_path / "index") as index:
        assert index.current().manifest.searchable == filled.chunks == 60


def test_questions_are_told_as_ratios_to_the_smallest_size() -> None:
    page = to_markdown([ROW, {**ROW, "chunks": 100_000, "ask_p50_ms": 120.0}])

    assert "| 100,000 | 1.20 " in page
    assert "10.0 %" in page  # added: 0.4 of 4 seconds


def test_the_best_turn_counts() -> None:
    assert best([ROW, {**ROW, "ask_p50_ms": 90.0}])["ask_p50_ms"] == 90.0
