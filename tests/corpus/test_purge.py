"""What was removed or replaced is in no file of the index, however it would be written there."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from corpus import Index
from ingest import ingest, remove
from tests.corpus.format1 import write_format_1
from tests.corpus.sample import publish, text
from tests.fakes import HashEncoder

WORDS = "Zyzzyvaß-Ölkännchen"
"""Words that FTS5 folds, that JSON escapes, and of which no part occurs anywhere else."""
FORMS = (
    WORDS,
    WORDS.lower(),
    "zyzzyva",
    "yzzyvaß",
    "olkannchen",
    "lkännchen",
    json.dumps(WORDS)[1:-1],
    "gossip-file",
)
"""The secret as it may stand in a file, and the name of the document that held it."""

GRAINS = ("barley", "buckwheat", "maize", "millet", "oats", "rye", "spelt", "wheat")


def leaks(index: Path, forms: Sequence[str] = FORMS) -> list[tuple[str, str]]:
    """Files that hold the secret, with the form they hold."""
    return [
        (str(path.relative_to(index)), form)
        for path in sorted(index.rglob("*"))
        if path.is_file()
        for form in forms
        for written in (form.encode(), form.encode("utf-16-le"))
        if written in path.read_bytes()
    ]


def write(docs: Path, **files: str) -> None:
    docs.mkdir(exist_ok=True)
    for name, words in files.items():
        (docs / f"{name.replace('_', '-')}.md").write_text(words, encoding="utf-8")


def many(count: int) -> str:
    """Enough sections that Chroma moves them from its log to its files."""
    return "".join(
        f"## Part {n}\n\nThis part {n} is about bread number {n}.\n\n" for n in range(count)
    )


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    secret = f"# Private\n\n{many(120)}\nThe password is {WORDS}.\n"
    write(tmp_path / "docs", gossip_file=secret, bread=many(150))
    ingest([tmp_path / "docs"], tmp_path / "index", encoder=HashEncoder())
    assert {"CURRENT", "lock"}.isdisjoint(name for name, _ in leaks(tmp_path / "index"))
    assert len({name for name, _ in leaks(tmp_path / "index")}) >= 3
    return tmp_path / "docs"


def test_after_a_file_has_vanished(docs: Path, tmp_path: Path) -> None:
    (docs / "gossip-file.md").unlink()

    ingest([docs], tmp_path / "index", encoder=HashEncoder())

    assert leaks(tmp_path / "index") == []


def test_after_a_file_was_changed(docs: Path, tmp_path: Path) -> None:
    write(docs, gossip_file=f"# Private\n\n{many(120)}\nThe password was changed.\n")

    ingest([docs], tmp_path / "index", encoder=HashEncoder())

    assert leaks(tmp_path / "index", FORMS[:-1]) == []


def test_after_a_removal_only_the_id_is_kept_to_leave_it_out(docs: Path, tmp_path: Path) -> None:
    remove(["gossip-file.md"], tmp_path / "index")

    found = leaks(tmp_path / "index")
    assert [form for _, form in found] == ["gossip-file"]
    assert [Path(name).name for name, _ in found] == ["texts.sqlite3"]


def test_after_a_removal_from_an_index_of_many_generations(tmp_path: Path) -> None:
    for number in range(5):
        publish(tmp_path, {f"{number}.md": [text(f"Bread number {number}.\n")] * 90}, HashEncoder())
        if number == 2:
            secret = {"gossip-file.md": [text(f"The password is {WORDS}.\n")]}
            publish(tmp_path, secret, HashEncoder())

    publish(tmp_path, {}, HashEncoder(), remove=["gossip-file.md"])

    assert leaks(tmp_path) == []
    with Index.open(tmp_path) as index:
        assert index.current().manifest.searchable == 5 * 90


def test_after_a_removal_from_an_index_of_format_1(tmp_path: Path) -> None:
    documents = {
        "gossip-file.md": [text(f"The password is {WORDS}.\n")],
        "bread.md": [text("Bread is baked.\n")],
    }
    write_format_1(tmp_path, documents, HashEncoder())

    publish(tmp_path, {}, HashEncoder(), remove=["gossip-file.md"])

    assert leaks(tmp_path) == []


def test_after_a_run_was_given_up(docs: Path, tmp_path: Path) -> None:
    write(docs, other=f"The other password is {WORDS}.\n")
    (docs / "gossip-file.md").unlink()
    with Index.write(tmp_path / "index") as draft:
        draft.remove("gossip-file.md")
    (docs / "other.md").unlink()

    ingest([docs], tmp_path / "index", encoder=HashEncoder())

    assert leaks(tmp_path / "index") == []


@pytest.mark.parametrize("version", [None, 0], ids=["cut", "indexed again"])
def test_search_goes_on_after_removals_one_by_one(tmp_path: Path, version: int | None) -> None:
    texts = {f"{n}.md": [text(f"Loaf {n} of {word}.\n")] for n, word in enumerate(GRAINS)}
    publish(tmp_path, texts, HashEncoder())

    for number in range(3):
        database = next(tmp_path.glob("gen-*/texts.sqlite3"))
        if version is not None:
            with closing(sqlite3.connect(database)) as connection:
                connection.execute(f"PRAGMA user_version = {version}")
        added = {f"new{number}.md": [text(f"Cake {number} of {GRAINS[number]}.\n")]}
        publish(tmp_path, added, HashEncoder(), remove=[f"{number}.md"])

        with Index.open(tmp_path) as index:
            generation = index.current()
            assert [hit.chunk_id for hit in generation.search_text([GRAINS[number]], 9)] == [
                f"new{number}.md#0"
            ]
            assert generation.frequency("loaf") == len(GRAINS) - number - 1
            assert generation.frequency("cake") == number + 1
