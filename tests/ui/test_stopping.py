"""Ctrl-C, SIGTERM and --watch, with real processes."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest

from corpus import Index
from ingest import ingest
from tests.fakes import HashEncoder

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are others on Windows")

# The command line with an encoder that takes its time.
SLOWLY = """
import corpus
from tests.fakes import SlowEncoder
corpus.indexing_encoder = lambda name, texts: SlowEncoder()
from ui.cli import main
main()
"""


@contextmanager
def running(*arguments: object, folder: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """`footnote` with these arguments; what it says goes into two files of the folder."""
    path = f"{ROOT}{os.pathsep}{os.environ['PYTHONPATH']}"
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, "-c", SLOWLY, *map(str, arguments)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": path},
            stdout=out,
            stderr=err,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it did not happen"
        sleep(0.05)


def kept(index: Path) -> int:
    """Vectors that an unfinished ingest has left."""
    try:
        with closing(sqlite3.connect(f"file:{index}/pending.sqlite3?mode=ro", uri=True)) as pending:
            return int(pending.execute("SELECT count(*) FROM vectors").fetchone()[0])
    except sqlite3.Error:
        return 0


def write_many(docs: Path) -> None:
    docs.mkdir()
    for number in range(40):
        parts = [f"## Part {part}\n\nFile {number} says {part}.\n\n" for part in range(40)]
        (docs / f"file{number}.md").write_text("".join(parts))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_ingest_says_so_and_the_next_goes_on(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    write_many(docs)

    with running("ingest", docs, "--index", index, folder=tmp_path) as process:
        wait_for(lambda: kept(index))
        process.send_signal(number)
        ended = process.wait(60)
    encoded = kept(index)
    report = ingest([docs], index, encoder=HashEncoder(name="all-MiniLM-L6-v2"))

    last = (tmp_path / "err").read_text().splitlines()[-1]
    assert ended == code
    assert last.startswith("Stopped. There is no index yet; ")
    assert last.endswith("and the next ingest goes on from there.")
    assert 0 < encoded < 1600
    assert report.encoded == 1600 - encoded
    assert list(index.glob("trash-*")) == []


def test_a_stopped_ingest_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    write_many(docs)
    first = docs / "file0.md"
    ingest([first], index, encoder=HashEncoder(name="all-MiniLM-L6-v2"))

    with running("ingest", docs, "--index", index, folder=tmp_path) as process:
        wait_for(lambda: kept(index))
        process.send_signal(signal.SIGINT)
        process.wait(60)

    assert "The index answers from what it held before; " in (tmp_path / "err").read_text()
    with Index.open(index) as opened:
        assert [source.document_id for source in opened.current().sources()] == ["file0.md"]


def test_watching_follows_the_files_until_ctrl_c(tmp_path: Path) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    docs.mkdir()
    (docs / "owls.md").write_text("Owls hunt at night.\n")

    def said() -> str:
        return (tmp_path / "out").read_text() + (tmp_path / "err").read_text()

    with running("ingest", docs, "--index", index, "--watch", folder=tmp_path) as process:
        wait_for(lambda: "Watching" in said())
        (docs / "storks.md").write_text("Storks clatter.\n")
        wait_for(lambda: "1 new, 1 unchanged; 2 chunks" in said())
        (docs / "empty.md").write_text("")
        wait_for(lambda: "empty.md' was left out" in said())
        docs.rename(tmp_path / "away")
        wait_for(lambda: "does not exist" in said())
        (tmp_path / "away" / "eels.md").write_text("Eels swim.\n")
        (tmp_path / "away").rename(docs)
        wait_for(lambda: "1 new, 2 unchanged, 1 left out; 3 chunks" in said())
        (docs / "owls.md").unlink()
        wait_for(lambda: "2 unchanged, 1 removed, 1 left out; 2 chunks" in said())
        process.send_signal(signal.SIGINT)
        ended = process.wait(60)

    assert ended == 0
    assert said().count("was left out") == 1
    assert "Stopped watching" in said()
    assert "Traceback" not in said()
