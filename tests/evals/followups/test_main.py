import subprocess
import sys
from pathlib import Path

import pytest

from evals.followups.__main__ import main
from evals.followups.systems import SYSTEMS
from tests.evals.followups.made import write_sets


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_sets(tmp_path / "dev")
    return tmp_path / "dev"


@pytest.fixture
def indexes(tmp_path: Path, bread_index: Path) -> Path:
    """One index stands for the documents of both sets."""
    folder = tmp_path / "indexes"
    folder.mkdir()
    for name in ("mtrag", "doc2dial"):
        (folder / name).symlink_to(bread_index)
    return folder


def told(capsys: pytest.CaptureFixture[str], *args: object) -> str:
    assert main([str(arg) for arg in args]) == 0
    return capsys.readouterr().out


def headings(out: str) -> list[str]:
    return [line.removeprefix("## ") for line in out.split("\n") if line.startswith("## ")]


def test_follow_ups_are_asked_in_every_way(
    data: Path, indexes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, data, "--indexes", indexes, "--part", "asked")

    assert headings(out) == [
        "mtrag: all (2)",
        "mtrag: reported (1)",
        "mtrag, rewritten by people: all (1)",
        "mtrag, rewritten by people: reported (1)",
        "doc2dial: all (1)",
        "doc2dial: reported (1)",
        "mtrag and doc2dial: all (3)",
        "mtrag and doc2dial: reported (2)",
    ]
    shared = out[out.index("## mtrag, rewritten") : out.index("## doc2dial")]
    assert all(f"| {name}" in shared for name in SYSTEMS)
    (ours,) = [
        row
        for row in out[out.index("## mtrag: reported") :].split("\n")[:9]
        if row.startswith("| assistant")
    ]
    assert ours.count("1.000 (1.000 to 1.000)") == 3


def test_decisions_to_rewrite_are_held_against_those_of_people(
    data: Path, indexes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, data, "--indexes", indexes, "--part", "decision")

    assert headings(out) == [
        "Rewritten where people added a word of the conversation, all",
        "Rewritten where people added a word of the conversation, reported",
        "Rewritten where people added any content word, all",
        "Rewritten where people added any content word, reported",
    ]
    rows = [row.split("|") for row in out.split("\n") if row.startswith("| assistant")]
    assert [float(row[2]) for row in rows] == [1, 1, 1, 1]
    assert [int(row[5]) for row in rows] == [2, 1, 2, 1]


def test_questions_that_stand_alone_are_counted_where_they_are_asked_back_about(
    data: Path, indexes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, data, "--indexes", indexes, "--part", "alone", "--list")

    assert headings(out) == ["Asked back without need"]
    assert "| own | 0 |" in " ".join(out.split())
    assert out.rstrip().endswith("Underspecified questions of mtrag asked back about: 1 of 1.")


def test_fewer_follow_ups_may_be_asked(
    data: Path, indexes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = told(capsys, data, "--indexes", indexes, "--part", "asked", "--limit", 1)

    assert "mtrag: all (1)" in out


def test_nothing_is_told_of_decisions_without_their_set(
    data: Path, indexes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "mtrag_rewrite" / "questions.jsonl").unlink()

    assert told(capsys, data, "--indexes", indexes, "--part", "decision") == ""


def test_a_missing_index_is_an_error_that_names_the_way_out(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(data), "--indexes", str(tmp_path / "none"), "--part", "asked"]) == 1
    assert "ingest mtrag/docs into it first" in capsys.readouterr().err


def test_a_folder_without_the_sets_is_an_error(
    tmp_path: Path, indexes: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path), "--indexes", str(indexes)]) == 1
    assert "neither 'mtrag' nor 'doc2dial'" in capsys.readouterr().err


def test_it_tells_how_it_is_used() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evals.followups", "--help"], capture_output=True, text=True
    )

    assert done.returncode == 0
    assert "Measures follow-ups" in done.stdout
    for option in ("data", "--indexes", "--limit", "--part", "--list"):
        assert option in done.stdout
