import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import HistoryError
from tests.ui.history.kept import ANN, INDEX, unanswered
from ui.history import History
from ui.history.store import FILE


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_user_may_read_what_is_kept(tmp_path: Path) -> None:
    History.open(tmp_path / "a" / "state").close()

    assert mode(tmp_path / "a" / "state") == 0o700
    assert mode(tmp_path / "a" / "state" / FILE) == 0o600


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"This is no database at all." * 9, "is damaged .*move it away", id="text"),
        pytest.param(b"\0" * 4096, "is damaged", id="zeros"),
    ],
)
def test_a_damaged_file_is_named_and_left_as_it_is(
    tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / FILE).write_bytes(content)

    with pytest.raises(HistoryError, match=f"{FILE}.*{said}"):
        History.open(tmp_path)

    assert (tmp_path / FILE).read_bytes() == content


def test_damage_that_comes_later_is_named(history: History, tmp_path: Path) -> None:
    kept = history.begin(ANN, INDEX, "?")
    for _ in range(50):
        history.add(ANN, kept.id, unanswered("?" * 2000))
    file = tmp_path / "state" / FILE
    whole = file.read_bytes()
    with file.open("r+b") as opened:
        opened.seek(8192)
        opened.write(os.urandom(len(whole) - 8192))

    with pytest.raises(HistoryError, match="is damaged"):
        History.open(tmp_path / "state").exchanges(ANN, kept.id)


def test_a_file_of_a_newer_version_is_left_as_it_is(tmp_path: Path) -> None:
    History.open(tmp_path).close()
    with sqlite3.connect(tmp_path / FILE) as rows:
        rows.execute("PRAGMA user_version = 99")
    rows.close()

    with pytest.raises(HistoryError, match=r"newer Footnote \(format 99.*update Footnote"):
        History.open(tmp_path)


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / FILE) as rows:
        rows.execute("CREATE TABLE recipe (name)")
    rows.close()

    with pytest.raises(HistoryError, match="is no history of Footnote"):
        History.open(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(HistoryError, match=r"file/state/.*set FOOTNOTE_STATE"):
        History.open(tmp_path / "file" / "state")


def test_a_file_that_was_moved_away_is_begun_anew(history: History, tmp_path: Path) -> None:
    kept = history.begin(ANN, INDEX, "?")
    file = tmp_path / "state" / FILE
    file.rename(tmp_path / "old")

    assert history.conversations(ANN, INDEX) == ()

    file.unlink()
    (tmp_path / "old").rename(file)
    assert history.conversation(ANN, kept.id) == kept


def test_a_process_that_dies_while_it_writes_loses_only_what_it_wrote(
    history: History, tmp_path: Path
) -> None:
    kept = history.begin(ANN, INDEX, "kept")
    program = (
        "import os, sys; from pathlib import Path; from ui.history.store import Store\n"
        "with Store(Path(sys.argv[1])).writing() as rows:\n"
        "    rows.execute('PRAGMA cache_size = 1')\n"
        "    rows.execute('DELETE FROM conversation')\n"
        "    rows.executemany(\"INSERT INTO conversation VALUES (?,'','',?,0,0)\",\n"
        "        [(str(n), 'x' * 999) for n in range(500)])\n"
        "    os._exit(1)\n"
    )

    subprocess.run([sys.executable, "-c", program, tmp_path / "state"], check=False)

    assert history.conversations(ANN, INDEX) == (kept,)


def test_another_program_that_holds_the_file_is_waited_for_and_then_named(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.history.store._BUSY_SECONDS", 0.05)
    other = History.open(tmp_path / "state")

    with history._store.writing(), pytest.raises(HistoryError, match="locked"):
        other.begin(ANN, INDEX, "?")

    other.begin(ANN, INDEX, "?")
    other.close()
