import os
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

import ingest.pipeline
from corpus import DocumentNotFound, EncoderMismatch, Index, IndexLocked, IndexNotFound, RootError
from corpus.lock import write_lock
from ingest.pipeline import remove
from ingest.report import IngestReport, Phase, Progress
from tests.corpus.sample import found_in
from tests.fakes import HashEncoder

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    write(folder / "storks.md", "# Storks\n\nStorks clatter with their bills.\n")
    write(folder / "night" / "owls.txt", "Owls hunt at night, when mice are about.\n")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def take_in(*paths: Path, index: Path, encoder: HashEncoder | None = None) -> IngestReport:
    return ingest.pipeline.ingest(paths, index, encoder=encoder or HashEncoder())


def indexed(index: Path) -> dict[str, str]:
    with Index.open(index) as opened:
        generation = opened.current()
        names = [source.document_id for source in generation.sources()]
        return {name: generation.document(name).text for name in names}


def test_a_folder_goes_in_with_ids_relative_to_it(docs: Path, index: Path) -> None:
    report = take_in(docs, index=index)

    assert report.new == ("night/owls.txt", "storks.md")
    assert report.chunks == report.encoded == 2
    assert indexed(index)["night/owls.txt"] == (docs / "night/owls.txt").read_text()


def test_the_second_run_encodes_nothing_and_publishes_nothing(docs: Path, index: Path) -> None:
    encoder = HashEncoder()
    take_in(docs, index=index, encoder=encoder)
    generation = (index / "CURRENT").read_text()

    report = take_in(docs, index=index, encoder=encoder)

    assert report.unchanged == ("night/owls.txt", "storks.md")
    assert (report.new, report.changed, report.removed, report.encoded) == ((), (), (), 0)
    assert report.chunks == 2
    assert encoder.encoded == 2
    assert (index / "CURRENT").read_text() == generation


def test_new_changed_and_removed_files_are_told_apart(docs: Path, index: Path) -> None:
    encoder = HashEncoder()
    take_in(docs, index=index, encoder=encoder)
    write(docs / "eels.md", "Eels swim to the sea.\n")
    write(docs / "storks.md", "# Storks\n\nStorks eat frogs, zyzzyva says.\n")
    (docs / "night" / "owls.txt").unlink()

    report = take_in(docs, index=index, encoder=encoder)

    assert report.new == ("eels.md",)
    assert report.changed == ("storks.md",)
    assert report.removed == ("night/owls.txt",)
    assert report.encoded == 2
    assert sorted(indexed(index)) == ["eels.md", "storks.md"]
    assert found_in(index, "Owls hunt") == []
    assert found_in(index, "clatter") == []


def test_an_added_file_leaves_the_others_alone(docs: Path, index: Path) -> None:
    take_in(docs, index=index)
    write(docs / "eels.md", "Eels swim to the sea.\n")

    report = take_in(docs, index=index)

    assert (report.new, report.encoded) == (("eels.md",), 1)
    assert report.unchanged == ("night/owls.txt", "storks.md")


def test_files_that_fail_are_named_while_the_others_go_in(docs: Path, index: Path) -> None:
    write(docs / "empty.md", " \n")
    (docs / "binary.txt").write_bytes(b"\x00\x01")
    (docs / "latin.txt").write_bytes(bytes(range(128, 256)) * 4)

    report = take_in(docs, index=index)

    assert {Path(path).name for path in report.failed} == {"empty.md", "binary.txt", "latin.txt"}
    assert "empty" in report.failed[str(docs / "empty.md")]
    assert report.new == ("night/owls.txt", "storks.md")


def test_a_file_that_fails_later_keeps_its_last_good_version(docs: Path, index: Path) -> None:
    take_in(docs, index=index)
    write(docs / "storks.md", "")

    report = take_in(docs, index=index)

    assert list(report.failed) == [str(docs / "storks.md")]
    assert report.removed == ()
    assert "clatter" in indexed(index)["storks.md"]


def test_hidden_and_unsupported_files_and_the_index_itself_are_passed_over(docs: Path) -> None:
    write(docs / ".hidden.md", "Hidden.\n")
    write(docs / ".git" / "readme.md", "Hidden.\n")
    write(docs / "photo.xyz", "Not text.\n")
    take_in(docs, index=docs / "index")
    write(docs / "index" / "stray.md", "Stray.\n")

    report = take_in(docs, index=docs / "index")

    assert report.unchanged == ("night/owls.txt", "storks.md")
    assert (report.new, report.failed) == ((), {})


def test_an_unsupported_file_that_is_named_is_reported(docs: Path, index: Path) -> None:
    photo = docs / "photo.xyz"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))

    report = take_in(photo, index=index)

    assert "it is an image" in report.failed[str(photo)]


def test_a_folder_with_nothing_to_read_is_an_empty_report(tmp_path: Path, index: Path) -> None:
    (tmp_path / "bare").mkdir()

    report = take_in(tmp_path / "bare", index=index)

    assert (report.new, report.failed, report.chunks) == ((), {}, 0)
    with pytest.raises(IndexNotFound):
        Index.open(index)


def test_a_path_that_does_not_exist_is_named_and_nothing_is_made(docs: Path, index: Path) -> None:
    with pytest.raises(RootError, match=r"nowhere.* does not exist"):
        take_in(docs, docs / "nowhere", index=index)

    assert not index.exists()


def test_a_file_by_its_own_path_touches_nothing_else_of_its_folder(docs: Path, index: Path) -> None:
    eels = write(docs / "eels.md", "Eels swim.\n")
    take_in(docs, index=index)
    (docs / "storks.md").unlink()
    write(eels, "Eels swim far.\n")

    report = take_in(eels, index=index)

    assert (report.changed, report.removed) == (("eels.md",), ())
    assert "storks.md" in indexed(index)


def test_a_file_below_a_root_belongs_to_that_root(docs: Path, index: Path) -> None:
    take_in(docs, index=index)

    report = take_in(docs / "night" / "owls.txt", index=index)

    assert report.unchanged == ("night/owls.txt",)


def test_the_same_file_given_twice_counts_once(docs: Path, index: Path) -> None:
    report = take_in(docs / "storks.md", docs, docs, docs / "night" / "owls.txt", index=index)

    assert report.new == ("night/owls.txt", "storks.md")


def test_a_root_inside_a_root_is_refused_with_both_names(docs: Path, index: Path) -> None:
    take_in(docs, index=index)

    with pytest.raises(RootError) as inner:
        take_in(docs / "night", index=index)
    with pytest.raises(RootError) as outer:
        take_in(docs.parent, index=index)

    assert repr(str(docs / "night")) in str(inner.value)
    assert repr(str(docs)) in str(inner.value)
    assert repr(str(docs.parent)) in str(outer.value)


@pytest.mark.parametrize("together", [True, False])
def test_two_roots_with_one_id_are_refused_with_both_names(
    docs: Path, index: Path, tmp_path: Path, together: bool
) -> None:
    other = write(tmp_path / "other" / "storks.md", "Other storks.\n").parent
    if not together:
        take_in(docs, index=index)

    with pytest.raises(RootError) as refused:
        take_in(*([docs] if together else []), other, index=index)

    assert repr(str(docs)) in str(refused.value)
    assert repr(str(other)) in str(refused.value)
    assert "'storks.md'" in str(refused.value)


def test_two_roots_are_kept_apart(docs: Path, index: Path, tmp_path: Path) -> None:
    other = write(tmp_path / "other" / "eels.md", "Eels swim.\n").parent
    take_in(docs, other, index=index)
    (other / "eels.md").unlink()

    untouched = take_in(docs, index=index)
    removed = take_in(other, index=index)

    assert untouched.removed == ()
    assert removed.removed == ("eels.md",)
    assert sorted(indexed(index)) == ["night/owls.txt", "storks.md"]


def test_links_out_of_the_folder_are_not_followed(docs: Path, index: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside" / "secret.md", "Secret.\n")
    (docs / "link.md").symlink_to(outside)
    (docs / "folder").symlink_to(outside.parent)
    (docs / "twin.md").symlink_to(docs / "storks.md")
    write(docs / ".v1" / "eels.md", "Eels swim.\n")
    (docs / "eels.md").symlink_to(docs / ".v1" / "eels.md")

    report = take_in(docs, index=index)

    assert report.new == ("eels.md", "night/owls.txt", "storks.md")


def test_a_removed_document_stays_away_until_it_is_given_by_name(docs: Path, index: Path) -> None:
    take_in(docs, index=index)

    report = remove(["storks.md"], index)
    again = take_in(docs, index=index)
    by_name = take_in(docs / "storks.md", index=index)
    at_last = take_in(docs, index=index)

    assert (report.removed, report.unchanged) == (("storks.md",), ("night/owls.txt",))
    assert (again.new, again.unchanged) == ((), ("night/owls.txt",))
    assert by_name.new == ("storks.md",)
    assert at_last.unchanged == ("night/owls.txt", "storks.md")


def test_removed_words_are_gone_from_the_files(docs: Path, index: Path) -> None:
    take_in(docs, index=index)
    before = found_in(index, "clatter")

    remove(["storks.md"], index)

    assert before
    assert found_in(index, "clatter") == []


def test_removing_what_is_not_there_removes_nothing(docs: Path, index: Path) -> None:
    take_in(docs, index=index)

    with pytest.raises(DocumentNotFound, match=r"no document 'cats\.md'"):
        remove(["storks.md", "cats.md"], index)
    with pytest.raises(IndexNotFound):
        remove(["storks.md"], index.with_name("other"))

    assert "storks.md" in indexed(index)
    assert not index.with_name("other").exists()


def test_documents_split_by_an_older_version_are_split_anew_without_encoding(
    docs: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The version is a constant of the code; only another release has another one.
    with monkeypatch.context() as older:
        older.setattr(ingest.pipeline, "CHUNKING_VERSION", "older")
        take_in(docs, index=index)

    report = take_in(docs, index=index)

    assert report.changed == ("night/owls.txt", "storks.md")
    assert report.encoded == 0
    assert take_in(docs, index=index).changed == ()


def test_another_encoder_is_refused_before_anything_is_read(docs: Path, index: Path) -> None:
    take_in(docs, index=index)

    with pytest.raises(EncoderMismatch, match=r"'hash'.*'other'"):
        take_in(docs, index=index, encoder=HashEncoder(name="other"))
    with pytest.raises(EncoderMismatch, match=r"'hash'.*'all-MiniLM-L6-v2'"):
        ingest.pipeline.ingest([docs], index)


def test_progress_tells_files_texts_and_chunks(docs: Path, index: Path) -> None:
    seen: list[Progress] = []

    ingest.pipeline.ingest([docs], index, encoder=HashEncoder(), progress=seen.append)

    assert seen == [
        Progress(Phase.LOAD, 1, 2),
        Progress(Phase.LOAD, 2, 2),
        Progress(Phase.ENCODE, 2, 2),
        Progress(Phase.STORE, 2, 2),
    ]


def test_an_ingest_waits_for_another_and_says_so(docs: Path, index: Path) -> None:
    index.mkdir()
    seen: list[Progress] = []
    other = write_lock(index / "lock", wait_seconds=0)
    other.__enter__()
    Timer(0.3, other.__exit__, (None, None, None)).start()

    ingest.pipeline.ingest([docs], index, encoder=HashEncoder(), progress=seen.append)

    waits = [progress.note for progress in seen if progress.phase is Phase.WAIT]
    assert len(waits) == 1
    assert f"process {os.getpid()}" in waits[0]
    assert len(indexed(index)) == 2


def test_another_process_names_the_holder_of_the_lock(docs: Path, index: Path) -> None:
    index.mkdir()
    program = (
        "import sys; from ingest.pipeline import ingest; from corpus import IndexLocked\n"
        "try: ingest([sys.argv[1]], sys.argv[2], wait_seconds=0)\n"
        "except IndexLocked as error: print(error)"
    )

    with write_lock(index / "lock", wait_seconds=0):
        done = subprocess.run(
            [sys.executable, "-c", program, str(docs), str(index)],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=True,
        )

    assert f"being written by process {os.getpid()} on " in done.stdout


def test_a_locked_index_is_refused_at_once_if_asked_so(docs: Path, index: Path) -> None:
    index.mkdir()

    with write_lock(index / "lock", wait_seconds=0), pytest.raises(IndexLocked):
        ingest.pipeline.ingest([docs], index, encoder=HashEncoder(), wait_seconds=0)


def test_an_unchanged_folder_needs_no_torch(docs: Path, index: Path) -> None:
    encoder = HashEncoder(name="all-MiniLM-L6-v2")
    take_in(docs, index=index, encoder=encoder)
    (docs / "storks.md").unlink()
    program = (
        "import sys; from ingest.pipeline import ingest; ingest([sys.argv[1]], sys.argv[2])\n"
        "print('torch' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(docs), str(index)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "False\n"
    assert list(indexed(index)) == ["night/owls.txt"]
