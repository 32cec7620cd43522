from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from assistant import Assistant, Settings
from corpus import Document, Index, IndexLocked
from ingest import IngestReport, ingest
from tests.chroma import ChromaServer
from ui.exchange import exchange
from ui.history import History, index_key
from ui.upkeep import Task, Upkeep
from ui.uploads import Upload, uploads_folder

OWLS = Upload("owls.md", b"# Owls\n\nOwls hunt at night.\n")
BROKEN = Upload("broken.pdf", b"%PDF-1.4 nothing")


@pytest.fixture
def index(tmp_path: Path) -> Path:
    birds = tmp_path / "birds"
    birds.mkdir()
    (birds / "storks.md").write_text("# Storks\n\nStorks clatter.\n", "utf-8")
    ingest([birds], tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_STATE", str(tmp_path / "state"))


@pytest.fixture
def upkeep(index: Path, tmp_path: Path) -> Upkeep:
    return Upkeep(index, uploads_folder("index", str(index), tmp_path / "state"), Settings())


def done(upkeep: Upkeep, begin: Callable[[], bool]) -> IngestReport:
    assert begin()
    assert upkeep.task is not None
    upkeep.task.wait(60)
    if upkeep.task.error is not None:
        raise upkeep.task.error
    assert upkeep.task.report is not None
    return upkeep.task.report


def documents(index: Path) -> dict[str, Document]:
    with Index.open(index) as opened:
        current = opened.current(searching=False)
        return {s.document_id: current.document(s.document_id) for s in current.sources()}


def test_files_that_are_sent_become_documents(upkeep: Upkeep, index: Path) -> None:
    report = done(upkeep, lambda: upkeep.take_in([OWLS], file_mb=1))

    assert report.new == ("owls.md",)
    assert documents(index)["owls.md"].text == OWLS.data.decode()
    assert upkeep.task is not None
    assert upkeep.task.title == "Taking in 1 file"


def test_a_broken_file_is_named_while_the_others_go_in(upkeep: Upkeep, index: Path) -> None:
    report = done(upkeep, lambda: upkeep.take_in([BROKEN, OWLS, Upload("a.exe", b"")], file_mb=1))

    assert sorted(report.failed) == ["a.exe", "broken.pdf"]
    assert "its PDF is broken" in report.failed["broken.pdf"]
    assert sorted(documents(index)) == ["owls.md", "storks.md"]
    assert [path.name for path in upkeep.folder.iterdir()] == ["owls.md"]


def test_a_file_sent_again_changes_its_document(upkeep: Upkeep, index: Path) -> None:
    done(upkeep, lambda: upkeep.take_in([OWLS], file_mb=1))

    again = Upload("owls.md", b"# Owls\n\nOwls eat mice.\n")
    report = done(upkeep, lambda: upkeep.take_in([again], file_mb=1))

    assert report.changed == ("owls.md",)
    assert documents(index)["owls.md"].text == again.data.decode()


def test_a_file_from_elsewhere_is_not_replaced(upkeep: Upkeep, index: Path) -> None:
    storks = Upload("storks.md", b"# Not storks\n")

    report = done(upkeep, lambda: upkeep.take_in([storks], file_mb=1))

    assert "comes from another folder" in report.failed["storks.md"]
    assert "Storks clatter" in documents(index)["storks.md"].text


def test_a_document_that_was_sent_goes_with_its_file_and_may_come_back(
    upkeep: Upkeep, index: Path
) -> None:
    done(upkeep, lambda: upkeep.take_in([OWLS], file_mb=1))

    removed = done(upkeep, lambda: upkeep.take_out("owls.md")).removed
    left = list(upkeep.folder.iterdir())
    done(upkeep, lambda: upkeep.take_in([OWLS], file_mb=1))

    assert removed == ("owls.md",)
    assert left == []
    assert "owls.md" in documents(index)


def test_a_document_from_elsewhere_goes_and_its_file_stays(
    upkeep: Upkeep, index: Path, tmp_path: Path
) -> None:
    done(upkeep, lambda: upkeep.take_out("storks.md"))

    assert documents(index) == {}
    assert (tmp_path / "birds" / "storks.md").exists()


def test_what_changed_elsewhere_is_taken_in_again(
    upkeep: Upkeep, index: Path, tmp_path: Path
) -> None:
    (tmp_path / "birds" / "terns.md").write_text("# Terns\n\nTerns dive.\n", "utf-8")

    report = done(upkeep, upkeep.again)

    assert report.new == ("terns.md",)
    assert sorted(documents(index)) == ["storks.md", "terns.md"]


def test_files_are_as_before_where_the_index_could_not_be_written(
    upkeep: Upkeep, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(upkeep, lambda: upkeep.take_in([OWLS], file_mb=1))

    def locked(*arguments: object, **more: object) -> IngestReport:
        raise IndexLocked("Another process is writing.")

    # A real lock would be waited for half a minute.
    monkeypatch.setattr("ingest.ingest", locked)
    monkeypatch.setattr("ingest.remove", locked)
    with pytest.raises(IndexLocked):
        done(upkeep, lambda: upkeep.take_in([Upload("owls.md", b"new")], file_mb=1))
    with pytest.raises(IndexLocked):
        done(upkeep, lambda: upkeep.take_out("owls.md"))

    assert [path.name for path in upkeep.folder.iterdir()] == ["owls.md"]
    assert (upkeep.folder / "owls.md").read_bytes() == OWLS.data


def test_only_one_thing_is_done_at_a_time(upkeep: Upkeep) -> None:
    finish = Event()

    def wait(_: object) -> IngestReport:
        finish.wait(20)
        return IngestReport()

    upkeep.task = Task("Waiting", wait)
    is_taken = upkeep.again()
    upkeep.dismiss()
    is_kept = upkeep.task is not None
    finish.set()
    upkeep.task.wait(20)
    upkeep.dismiss()

    assert (is_taken, is_kept) == (False, True)
    assert upkeep.task is None


def test_an_index_on_a_server_is_changed_the_same_way(
    chroma: ChromaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_CHROMA_URL", chroma.url)
    monkeypatch.setenv("FOOTNOTE_CHROMA_COLLECTION", tmp_path.name[:60])
    monkeypatch.setenv("FOOTNOTE_CACHE", str(tmp_path / "cache"))
    settings = Settings()
    birds = tmp_path / "birds"
    birds.mkdir()
    (birds / "terns.md").write_text("# Terns\n\nTerns dive.\n", "utf-8")
    ingest([birds / "terns.md"], tmp_path / "index", server=settings.server)
    upkeep = Upkeep(tmp_path / "index", tmp_path / "uploads", settings)

    new = done(upkeep, lambda: upkeep.take_in([OWLS], file_mb=1)).new
    removed = done(upkeep, lambda: upkeep.take_out("owls.md")).removed
    unchanged = done(upkeep, upkeep.again).unchanged

    assert (new, removed, unchanged) == (("owls.md",), ("owls.md",), ("terns.md",))


def test_conversations_forget_what_was_removed(upkeep: Upkeep, index: Path, tmp_path: Path) -> None:
    with Assistant.open(index) as assistant:
        happened = tuple(assistant.stream("What do storks do?"))
        asked = exchange(assistant, "What do storks do?", happened)
    history = History.open(tmp_path / "state")
    begun = history.begin("v" * 32, index_key(index, None), "Storks")
    history.add("v" * 32, begun.id, asked)

    done(upkeep, lambda: upkeep.take_out("storks.md"))

    (kept,) = history.exchanges("v" * 32, begun.id)
    history.close()
    assert "clatter" in str(asked.to_dict())
    assert "clatter" not in str(kept.to_dict())
