"""What a second ingest does not have to do again."""

import os
from pathlib import Path

import pytest

import ingest.pipeline
import ingest.seen
from corpus import Index
from ingest.report import IngestReport
from tests.corpus.sample import found_in
from tests.fakes import HashEncoder

OWLS = "Owls hunt at night, when mice are about.\n"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    write(folder / "storks.md", "# Storks\n\nStorks clatter with their bills.\n")
    write(folder / "night" / "owls.md", f"# Owls\n\n{OWLS}")
    return folder


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files may be trusted at once; else every test had to wait for two seconds."""
    monkeypatch.setattr(ingest.seen, "_SETTLED_NS", 0)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def take_in(docs: Path, index: Path, *, check: bool = False) -> IngestReport:
    return ingest.pipeline.ingest([docs], index, encoder=HashEncoder(), check=check)


def opened_files(docs: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the documents that an ingest opens."""
    opened: list[str] = []
    plain = Path.open

    def told(path: Path, *args: object, **kwargs: object) -> object:
        if docs in path.parents:
            opened.append(path.name)
        return plain(path, *args, **kwargs)  # type: ignore[call-overload]

    # Which files are read can be seen nowhere else.
    with monkeypatch.context() as watched:
        watched.setattr(Path, "open", told)
        take_in(docs, index)
    return opened


@pytest.mark.usefixtures("settled")
def test_untouched_files_are_not_even_opened(
    docs: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened_files(docs, index, monkeypatch)
    write(docs / "storks.md", "# Storks\n\nStorks eat frogs.\n")

    second = opened_files(docs, index, monkeypatch)

    assert sorted(first) == ["owls.md", "storks.md"]
    assert second == ["storks.md"]


def test_files_changed_right_before_they_were_read_are_read_again(
    docs: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(docs, index)

    assert sorted(opened_files(docs, index, monkeypatch)) == ["owls.md", "storks.md"]


@pytest.mark.usefixtures("settled")
def test_a_file_with_the_old_size_and_time_is_read_when_it_was_replaced(
    docs: Path, index: Path
) -> None:
    path = docs / "storks.md"
    take_in(docs, index)
    before = path.stat()
    other = write(docs / "other.tmp", path.read_text().replace("clatter", "chatter"))
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)

    report = take_in(docs, index)

    assert report.changed == ("storks.md",)


@pytest.mark.usefixtures("settled")
def test_a_file_that_was_only_touched_is_unchanged(docs: Path, index: Path) -> None:
    take_in(docs, index)
    os.utime(docs / "storks.md", ns=(0, 0))

    report = take_in(docs, index)

    assert report.unchanged == ("night/owls.md", "storks.md")
    assert report.is_unchanged


@pytest.mark.usefixtures("settled")
def test_a_check_reads_everything(docs: Path, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take_in(docs, index)
    # A change that leaves size, times and number of a file as they were cannot be made here.
    monkeypatch.setattr(ingest.pipeline, "state_of", lambda path: "same")
    monkeypatch.setattr(ingest.seen, "state_of", lambda path: "same")
    take_in(docs, index, check=True)
    write(docs / "storks.md", "# Storks\n\nStorks eat frogs.\n")

    trusting = take_in(docs, index)
    checked = take_in(docs, index, check=True)

    assert trusting.changed == ()
    assert checked.changed == ("storks.md",)


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("damage", ["gone", "damaged"])
def test_without_what_was_seen_files_are_read_and_nothing_is_encoded(
    docs: Path, index: Path, damage: str
) -> None:
    take_in(docs, index)
    if damage == "gone":
        (index / "seen.sqlite3").unlink()
    else:
        (index / "seen.sqlite3").write_bytes(b"not a database" * 100)

    report = take_in(docs, index)

    assert report.unchanged == ("night/owls.md", "storks.md")
    assert report.encoded == 0


def test_a_moved_file_is_told_and_not_encoded(docs: Path, index: Path) -> None:
    take_in(docs, index)
    (docs / "day").mkdir()
    (docs / "night" / "owls.md").rename(docs / "day" / "owls.md")

    report = take_in(docs, index)

    assert report.moved == {"night/owls.md": "day/owls.md"}
    assert (report.new, report.removed, report.encoded) == ((), (), 0)
    assert found_in(index, "night/owls.md") == []
    with Index.open(index) as opened:
        assert "mice" in opened.current().document("day/owls.md").text


def test_of_several_copies_the_one_of_the_same_name_has_moved(docs: Path, index: Path) -> None:
    take_in(docs, index)
    (docs / "night" / "owls.md").unlink()
    write(docs / "a.md", f"# Owls\n\n{OWLS}")
    write(docs / "day" / "owls.md", f"# Owls\n\n{OWLS}")

    report = take_in(docs, index)

    assert report.moved == {"night/owls.md": "day/owls.md"}
    assert report.new == ("a.md",)


def test_a_copy_beside_the_old_file_is_new(docs: Path, index: Path) -> None:
    take_in(docs, index)
    write(docs / "copy.md", f"# Owls\n\n{OWLS}")

    report = take_in(docs, index)

    assert (report.new, report.moved, report.encoded) == (("copy.md",), {}, 0)


def test_removed_documents_are_forgotten_by_name(docs: Path, index: Path) -> None:
    take_in(docs, index)
    (docs / "storks.md").unlink()

    take_in(docs, index)

    assert found_in(index, "storks.md") == []
