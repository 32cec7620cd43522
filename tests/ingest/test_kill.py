"""A killed ingest: the last generation goes on serving, and the next run ends what it began."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest

from corpus import Generation, Index
from ingest.pipeline import ingest
from tests.fakes import HashEncoder

REPOSITORY = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 on Windows")

DYING = """
import sys
from ingest.pipeline import ingest
from tests.fakes import DyingEncoder
ingest([sys.argv[1]], sys.argv[2], encoder=DyingEncoder(batches=int(sys.argv[3])))
"""

# Starting Python takes longer than the ingest itself, so one process forks and kills the runs.
# It only imports what they need: no thread of Chroma's runs before the fork.
FORKING = """
import os, signal, sys, time
import chromadb, chromadb.config
{prepare}
for line in sys.stdin:
    started = time.monotonic()
    child = os.fork()
    if not child:
        os.dup2(2, 1)
        {ingest}
        os._exit(0)
    if float(line):
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print(time.monotonic() - started, flush=True)
"""
QUICK = FORKING.format(
    prepare="from ingest.pipeline import ingest; from tests.fakes import HashEncoder",
    ingest="ingest([sys.argv[1]], sys.argv[2], encoder=HashEncoder())",
)
COMMAND = FORKING.format(
    prepare="import sentence_transformers; from ui.cli import app",
    ingest="app(['ingest', sys.argv[1], '--index', sys.argv[2]], standalone_mode=False)",
)
ROUNDS = int(os.environ.get("FOOTNOTE_TEST_KILLS", "0"))
"""If given, so many runs of the command itself are killed, which takes seconds each."""


def write_version(docs: Path, version: str, files: int = 3, sections: int = 8) -> None:
    docs.mkdir(exist_ok=True)
    for number in range(files):
        parts = [
            f"## Part {part}\n\nFile {number} part {part} is of version {version}.\n\n"
            for part in range(sections)
        ]
        (docs / f"file{number}.md").write_text("".join(parts))


def whole(generation: Generation) -> frozenset[str]:
    """The versions that a generation holds, after checking that nothing is missing."""
    sources = generation.sources()
    first = next(c.id for c in generation.chunks(sources[0].document_id) if c.kind.searchable)
    hits = generation.search_dense(generation.vectors([first])[0], 1000)
    texts = [generation.document(source.document_id) for source in sources]
    assert len(hits) == generation.manifest.searchable == sum(s.chunks for s in sources)
    assert len(generation.search_text(["version"], 1000)) == len(hits)
    assert all(sha256(text.text.encode()).hexdigest() == text.digest for text in texts)
    words = [p.text.split() for p in generation.passages([hit.chunk_id for hit in hits])]
    return frozenset(line[line.index("version") + 1] for line in words)


def versions(index: Path) -> set[str]:
    """The versions that the served generation holds, after checking that it is whole."""
    with Index.open(index) as opened:
        return set(opened.read(whole))


@contextmanager
def read_all_along(index: Path, *, exact_limit: int) -> Iterator[list[frozenset[str]]]:
    """What a reader that keeps the index open finds, over and over, while the block runs."""
    stop, failures, found = Event(), [], []

    def read() -> None:
        try:
            with Index.open(index, exact_limit=exact_limit) as opened:
                while not stop.wait(0.02):
                    found.append(opened.read(whole))
        except Exception as error:
            failures.append(error)

    reader = Thread(target=read)
    reader.start()
    try:
        yield found
    finally:
        stop.set()
        reader.join()
    assert failures == []


def test_what_was_encoded_before_the_kill_is_not_encoded_again(tmp_path: Path) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    write_version(docs, "one", files=10, sections=60)
    encoder = HashEncoder()

    killed = subprocess.run(
        [sys.executable, "-c", DYING, str(docs), str(index), "2"], cwd=REPOSITORY, check=False
    )
    with closing(sqlite3.connect(index / "pending.sqlite3")) as pending:
        kept = pending.execute("SELECT count(*) FROM vectors").fetchone()[0]
    report = ingest([docs], index, encoder=encoder)

    assert killed.returncode == -9
    assert report.chunks == 600
    assert 0 < kept < 600
    assert report.encoded == encoder.encoded == 600 - kept
    assert versions(index) == {"one."}
    assert not (index / "pending.sqlite3").exists()
    assert len(list(index.glob("gen-*"))) == 1


@pytest.mark.parametrize("exact_limit", [20_000, 0], ids=["exact", "graph"])
def test_a_kill_at_any_moment_leaves_a_whole_generation(tmp_path: Path, exact_limit: int) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    write_version(docs, "0")
    ingest([docs], index, encoder=HashEncoder())

    with read_all_along(index, exact_limit=exact_limit) as found:
        killed_rounds(QUICK, docs, index, rounds=8)
    report = ingest([docs], index, encoder=HashEncoder())

    assert report.failed == {}
    assert versions(index) == {"8."}
    assert found
    # Never a mix: every document is changed in every round.
    assert all(len(seen) == 1 for seen in found)
    assert len(list(index.glob("gen-*"))) == 1
    assert list(index.rglob("trash-*")) == []
    assert len(list(index.glob("segments/*"))) == 1


@pytest.mark.skipif(not ROUNDS, reason="slow: run with FOOTNOTE_TEST_KILLS=50")
def test_killing_the_command_itself_loses_nothing(tmp_path: Path) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    write_version(docs, "0")
    ingest([docs], index)

    with read_all_along(index, exact_limit=0) as found:
        kills = killed_rounds(COMMAND, docs, index, rounds=ROUNDS)
    ingest([docs], index)

    assert 0 < kills <= ROUNDS
    assert versions(index) == {f"{ROUNDS}."}
    assert all(len(seen) == 1 for seen in found)


def killed_rounds(program: str, docs: Path, index: Path, rounds: int) -> int:
    """Changes every document and kills the run that takes it in, again and again.

    Returns:
        How many runs were killed before they published anything.
    """
    moments = np.random.default_rng(7)
    served, kills = {"0."}, 0
    with subprocess.Popen(
        [sys.executable, "-c", program, str(docs), str(index)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as runs:
        assert runs.stdin
        assert runs.stdout
        full = 0.0
        for number in range(1, rounds + 1):
            write_version(docs, str(number))
            # The first run is left alone, to see how long one takes.
            print(moments.uniform(0.2, 1.0) * full, file=runs.stdin, flush=True)
            seconds = float(runs.stdout.readline())
            full = full or seconds
            now = versions(index)
            assert now in (served, {f"{number}."})
            kills += now == served
            served = now
    assert kills > 0
    return kills
