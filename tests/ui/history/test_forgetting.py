from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from assistant import Assistant
from ingest import ingest
from tests.ui.history.kept import ANN
from ui import cli
from ui.exchange import exchange
from ui.history import History, state_folder

SALT = """\
# Salting pretzels

Pretzels are dipped in a weak lye before baking. The lye bath lasts thirty seconds.

## Frequently asked questions

### How coarse is the salt for a pretzel?

The salt grains measure two millimetres across.
"""
ROLLS = "# Rolls\n\nRolls are baked for twelve minutes. Pretzels are baked for fifteen.\n"
QUESTIONS = (
    "How long does the lye bath last?",
    "And how coarse is the salt for a pretzel?",
    "How long are pretzels baked?",
    "What documents do you have?",
    "Who won the world cup in 1990?",
)


def run(*args: object) -> Result:
    return CliRunner().invoke(cli.app, [str(arg) for arg in args])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "salt.md").write_text(SALT)
    (folder / "rolls.md").write_text(ROLLS)
    ingest([folder], index=tmp_path / "index")
    return folder


@pytest.fixture
def kept(folder: Path, tmp_path: Path) -> Iterator[tuple[History, str]]:
    """A conversation that quotes both documents."""
    history = History.open(state_folder())
    begun = history.begin(ANN, tmp_path / "index", QUESTIONS[0])
    with Assistant.open(tmp_path / "index") as assistant:
        for question in QUESTIONS:
            turns = [one.turn for one in history.exchanges(ANN, begun.id) if one.turn]
            events = tuple(assistant.stream(question, turns))
            history.add(ANN, begun.id, exchange(assistant, question, events))
    yield history, begun.id
    history.close()


def left_of(text: str) -> list[str]:
    """Runs of three words of a text that can be found in a byte of what is kept."""
    held = b"".join(file.read_bytes() for file in state_folder().iterdir()).decode(
        "utf-8", "replace"
    )
    asked = " ".join(QUESTIONS).casefold()
    words = text.replace("#", " ").split()
    runs = [" ".join(words[at : at + 3]) for at in range(len(words) - 2)]
    return [run for run in runs if run in held and run.casefold() not in asked]


@pytest.mark.parametrize("how", ["ingest", "remove"])
def test_no_word_of_a_removed_document_stays(
    folder: Path, tmp_path: Path, kept: tuple[History, str], how: str
) -> None:
    history, conversation = kept
    assert len(left_of(SALT)) > 15

    if how == "ingest":
        (folder / "salt.md").unlink()
        result = run("ingest", folder, "--index", tmp_path / "index")
    else:
        result = run("remove", "salt.md", "--index", tmp_path / "index")

    assert result.exit_code == 0
    assert left_of(SALT) == []
    assert "Rolls are baked" in left_of(ROLLS)
    assert [one.question for one in history.exchanges(ANN, conversation)] == list(QUESTIONS)


def test_a_renamed_file_keeps_its_quotes(
    folder: Path, tmp_path: Path, kept: tuple[History, str]
) -> None:
    history, conversation = kept
    (folder / "salt.md").rename(folder / "pretzels.md")

    run("ingest", folder, "--index", tmp_path / "index")

    (note, *_) = history.exchanges(ANN, conversation)[0].footnotes
    assert note.citation.document_id == "pretzels.md"
    assert note.context.quote == "The lye bath lasts thirty seconds."


def test_nothing_is_made_where_nothing_was_kept(folder: Path, tmp_path: Path) -> None:
    assert run("remove", "salt.md", "--index", tmp_path / "index").exit_code == 0

    assert not state_folder().exists()


def test_a_history_that_cannot_be_used_is_told_and_the_removal_stands(
    folder: Path, tmp_path: Path
) -> None:
    state_folder().mkdir(parents=True)
    (state_folder() / "history.sqlite3").write_bytes(b"no database " * 99)

    result = run("remove", "salt.md", "--index", tmp_path / "index")

    assert result.exit_code == 0
    assert "still have removed words" in result.stderr
    assert "salt.md" not in run("sources", "--index", tmp_path / "index").stdout
