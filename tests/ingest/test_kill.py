"""A killed ingest: the last generation goes on serving, and the next run ends what it began."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

from corpus import Index
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
from ingest.pipeline import ingest
from tests.fakes import HashEncoder
for line in sys.stdin:
    started = time.monotonic()
    child = os.fork()
    if not child:
        ingest([sys.argv[1]], sys.argv[2], encoder=HashEncoder())
        os._exit(0)
    if float(line):
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print(time.monotonic() - started, flush=True)
"""


def write_version(docs: Path, version: str, files: int = 3, sections: int = 8) -> None:
    docs.mkdir(exist_ok=True)
    for number in range(files):
        parts = [
            f"## Part {part}\n\nFile {number} part {part} is of version {version}.\n\n"
            for part in range(sections)
        ]
        (docs / f"file{number}.md").write_text("".join(parts))


def versions(index: Path) -> set[str]:
    """The versions that the served generation holds, after checking that it is whole."""
    with Index.open(index) as opened:
        generation = opened.current()
        sources = generation.sources()
        vector = HashEncoder().encode_query("part 3 is of version")
        hits = generation.search_dense(vector, 1000)
        texts = [generation.document(source.document_id) for source in sources]
        assert len(hits) == generation.manifest.searchable == sum(s.chunks for s in sources)
        assert len(generation.search_text(["version"], 1000)) == len(hits)
        assert all(sha256(text.text.encode()).hexdigest() == text.digest for text in texts)
        words = [
            passage.text.split() for passage in generation.passages([h.chunk_id for h in hits])
        ]
        return {line[line.index("version") + 1] for line in words}


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


def test_a_kill_at_any_moment_leaves_a_whole_generation(tmp_path: Path) -> None:
    docs, index = tmp_path / "docs", tmp_path / "index"
    write_version(docs, "0")
    ingest([docs], index, encoder=HashEncoder())
    moments = np.random.default_rng(7)
    served, kills = {"0."}, 0

    with subprocess.Popen(
        [sys.executable, "-c", FORKING, str(docs), str(index)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as runs:
        assert runs.stdin
        assert runs.stdout
        whole = 0.0
        for number in range(1, 14):
            write_version(docs, str(number))
            # The first run is left alone, to see how long one takes.
            print(moments.uniform(0.3, 1.0) * whole, file=runs.stdin, flush=True)
            seconds = float(runs.stdout.readline())
            whole = whole or seconds
            now = versions(index)
            assert now in (served, {f"{number}."})
            kills += now == served
            served = now

    assert kills > 0
    report = ingest([docs], index, encoder=HashEncoder())

    assert report.failed == {}
    assert versions(index) == {"13."}
    assert len(list(index.glob("gen-*"))) == 1
    assert list(index.glob("trash-*")) == []
