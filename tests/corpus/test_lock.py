import os
from pathlib import Path
from threading import Timer

import pytest

from corpus import IndexLocked, IndexUnusable
from corpus.lock import opening, taking_away, write_lock


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    with (
        write_lock(path, wait_seconds=0),
        pytest.raises(IndexLocked, match=f"written by process {os.getpid()} on .*, started 2"),
        write_lock(path, wait_seconds=0),
    ):
        pass


def test_a_second_writer_waits_and_says_so_once(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    told: list[str] = []
    first = write_lock(path, wait_seconds=0)
    first.__enter__()
    Timer(0.3, first.__exit__, (None, None, None)).start()

    with write_lock(path, wait_seconds=30, on_wait=told.append):
        holder = path.read_text()

    assert len(told) == 1
    assert told[0].startswith(f"process {os.getpid()} on ")
    assert holder.startswith(f"process {os.getpid()} on ")


def test_the_lock_is_free_again_after_an_error(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with pytest.raises(ZeroDivisionError), write_lock(path, wait_seconds=0):
        _ = 1 / 0

    with write_lock(path, wait_seconds=0):
        assert path.exists()


def test_a_lock_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    with (
        pytest.raises(IndexUnusable, match=r"cannot be locked for writing: No such file"),
        write_lock(tmp_path / "nowhere" / "lock", wait_seconds=0),
    ):
        pass


def test_a_file_is_not_taken_away_while_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text("{}")
    reader = opening(path)
    reader.__enter__()
    done: list[str] = []

    def finish() -> None:
        done.append("opened")
        reader.__exit__(None, None, None)

    Timer(0.2, finish).start()
    with taking_away(path):
        done.append("taken away")

    assert done == ["opened", "taken away"]


def test_what_is_gone_already_can_be_opened_and_taken_away(tmp_path: Path) -> None:
    with opening(tmp_path / "gone"), taking_away(tmp_path / "gone"):
        assert list(tmp_path.iterdir()) == []
