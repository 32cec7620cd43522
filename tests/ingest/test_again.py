"""An ingest of what the index was made from."""

from pathlib import Path
from shutil import rmtree

import pytest

from corpus import IndexNotFound
from ingest.pipeline import ingest, remove
from ingest.report import IngestReport
from tests.fakes import HashEncoder


@pytest.fixture
def birds(tmp_path: Path) -> Path:
    folder = tmp_path / "birds"
    folder.mkdir()
    (folder / "owls.md").write_text("Owls hunt at night.\n", "utf-8")
    (folder / "storks.md").write_text("Storks clatter with their bills.\n", "utf-8")
    return folder


def again(index: Path) -> IngestReport:
    return ingest(None, index, encoder=HashEncoder())


def test_a_folder_is_brought_up_to_date(birds: Path, tmp_path: Path) -> None:
    ingest([birds], tmp_path / "index", encoder=HashEncoder())
    (birds / "owls.md").write_text("Owls hunt mice.\n", "utf-8")
    (birds / "storks.md").unlink()
    (birds / "terns.md").write_text("Terns dive.\n", "utf-8")

    report = again(tmp_path / "index")

    assert report.changed == ("owls.md",)
    assert report.removed == ("storks.md",)
    assert report.new == ("terns.md",)


def test_of_a_single_file_nothing_beside_it_is_taken_in(birds: Path, tmp_path: Path) -> None:
    ingest([birds / "owls.md"], tmp_path / "index", encoder=HashEncoder())
    (birds / "owls.md").write_text("Owls hunt mice.\n", "utf-8")

    report = again(tmp_path / "index")

    assert report.changed == ("owls.md",)
    assert report.new == ()


def test_what_was_removed_stays_away(birds: Path, tmp_path: Path) -> None:
    ingest([birds], tmp_path / "index", encoder=HashEncoder())
    remove(["owls.md"], tmp_path / "index")

    report = again(tmp_path / "index")

    assert report.is_unchanged
    assert report.unchanged == ("storks.md",)


def test_a_file_that_is_gone_is_named_and_its_document_stays(birds: Path, tmp_path: Path) -> None:
    ingest([birds / "owls.md"], tmp_path / "index", encoder=HashEncoder())
    (birds / "owls.md").unlink()

    report = again(tmp_path / "index")

    assert report.failed == {
        str(birds / "owls.md"): "it is not there any more; what was read stays"
    }
    assert report.removed == ()


def test_a_folder_that_is_gone_is_named_and_its_documents_stay(birds: Path, tmp_path: Path) -> None:
    ingest([birds], tmp_path / "index", encoder=HashEncoder())
    rmtree(birds)

    report = again(tmp_path / "index")

    assert list(report.failed) == [str(birds)]
    assert report.removed == ()


def test_without_an_index_there_is_nothing_to_do_again(tmp_path: Path) -> None:
    with pytest.raises(IndexNotFound):
        again(tmp_path / "index")

    assert not (tmp_path / "index").exists()
