import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant import Assistant, Turn, explanation
from corpus import Index
from ui import cli
from ui.progress import ensure_index

ROOT = Path(__file__).parent.parent.parent
SOUR = "Why does my sourdough bread taste sour?"
WORLD_CUP = "Who won the world cup in 1990?"
STARTER = "What is a sourdough starter?"


def run(*args: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli.app, [str(arg) for arg in args], input=stdin)


def environment() -> dict[str, str]:
    """Of a child process: our packages can be imported, and the guard of the tests is kept."""
    return os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ['PYTHONPATH']}"}


def process(*command: str, stdin: str | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(),
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def modules_after(*args: str) -> set[str]:
    """Names of the packages that a command has imported when it ends."""
    code = (
        "import sys\n"
        "from ui.cli import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    print('MODULES', *sys.modules, file=sys.stderr)\n"
    )
    ended = process("-c", code, *args)
    listed = ended.stderr.rpartition("MODULES")[2].split()
    assert listed, ended.stderr
    return {name.split(".")[0] for name in listed}


@pytest.fixture
def copied(bread_index: Path, tmp_path: Path) -> Path:
    """An index of its own for a test that changes it."""
    return Path(shutil.copytree(bread_index, tmp_path / "index"))


def ids(index: Path) -> list[str]:
    with Index.open(index) as opened:
        return [source.document_id for source in opened.current(searching=False).sources()]


def test_help_names_every_command() -> None:
    result = run("--help")

    commands = "ingest remove ask search sources inspect serve chat doctor eval"
    assert all(f"\n  {name} " in result.output for name in commands.split())


def test_help_imports_nothing_heavy() -> None:
    heavy = {"assistant", "chromadb", "corpus", "ingest", "numpy", "rich", "streamlit", "torch"}

    assert modules_after("--help") & heavy == set()


def test_asking_imports_neither_torch_nor_streamlit(bread_index: Path) -> None:
    modules = modules_after("ask", SOUR, "--index", str(bread_index))

    heavy = {"langchain", "sentence_transformers", "streamlit", "torch", "transformers"}
    assert "assistant" in modules
    assert modules & heavy == set()


def test_the_version_is_printed() -> None:
    result = run("--version")

    assert result.exit_code == 0
    assert result.output.startswith("footnote")


def test_an_answer_comes_with_footnotes(bread_index: Path) -> None:
    result = run("ask", SOUR, "--index", bread_index)

    assert result.exit_code == 0
    assert result.output.startswith("The sour taste comes from lactic acid. [1]")
    assert "[1] The Sourdough Book > Frequently asked questions, sourdough.md line" in result.output


def test_an_abstention_has_its_own_exit_code(bread_index: Path) -> None:
    result = run("ask", WORLD_CUP, "--index", bread_index)

    assert result.exit_code == 3
    assert "Nearest passages" in result.output


def test_the_json_is_the_reply(bread_index: Path) -> None:
    with Assistant.open(bread_index) as assistant:
        expected: dict[str, Any] = assistant.ask(SOUR).to_dict()

    result = run("ask", SOUR, "--index", bread_index, "--json")

    assert json.loads(result.output) | {"seconds": 0} == expected | {"seconds": 0}


def test_an_explanation_follows_the_reply(bread_index: Path) -> None:
    plain = run("ask", STARTER, "--index", bread_index)

    result = run("ask", STARTER, "--index", bread_index, "--explain")

    said, explained = result.stdout.split("\n\nHow this reply came about\n")
    assert result.exit_code == 0
    assert f"{said}\n" == plain.stdout
    assert "reaches the threshold of 0.45: answered." in explained
    assert re.search(r"^ +1  0\.0\d+ +0\.\d\d +\d+\.\d +0\.\d\d +0\.\d\d", explained, re.MULTILINE)
    assert re.search(r"understanding [\d.,]+, finding [\d.,]+, .* ms$", explained, re.MULTILINE)


def test_an_abstention_is_explained_too(bread_index: Path) -> None:
    result = run("ask", WORLD_CUP, "--index", bread_index, "--explain")

    assert result.exit_code == 3
    assert "stays below the threshold of 0.45: not answered." in result.stdout


def test_the_json_of_an_explanation_is_that_of_the_events(bread_index: Path) -> None:
    with Assistant.open(bread_index) as assistant:
        expected = explanation(assistant.stream(STARTER))

    result = run("ask", STARTER, "--index", bread_index, "--explain", "--json")

    reply = json.loads(result.output)
    assert [one | {"seconds": 0} for one in reply["explanation"]] == [
        one | {"seconds": 0} for one in json.loads(json.dumps(expected))
    ]
    assert reply["status"] == "answered"


def test_each_reply_of_a_conversation_is_explained(bread_index: Path) -> None:
    piped = f"{STARTER}\nHow often is it fed?\n"

    result = run("ask", "--index", bread_index, "--explain", stdin=piped)

    assert result.stdout.count("How this reply came about") == 2
    assert "Understood as: How often is the sourdough starter fed?\n" in result.stdout
    assert "  From the conversation: sourdough starter\n" in result.stdout


def test_what_an_answer_cited_is_known_to_the_next_question(
    bread_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    histories = []
    stream = Assistant.stream

    def noting(self: Assistant, question: str, history: Sequence[Turn] = (), *rest: Any) -> Any:
        histories.append(tuple(history))
        return stream(self, question, history, *rest)

    monkeypatch.setattr(Assistant, "stream", noting)  # to see what is handed in

    run("ask", "--index", bread_index, stdin=f"{SOUR}\nhello\nthanks\n")

    assert histories[1][0].sections == ("The Sourdough Book", "Frequently asked questions")
    assert [turn.question for turn in histories[2]] == [SOUR, "hello"]


def test_each_question_of_a_message_is_answered_or_said_to_have_no_answer(
    bread_index: Path,
) -> None:
    asked = "How often is a starter fed and who won the world cup in 1990?"

    result = run("ask", asked, "--index", bread_index)

    assert result.exit_code == 0
    assert "How often is a starter fed?\n  A starter in the refrigerator" in result.output
    assert "Who won the world cup in 1990?\n  The documents do not say.\n" in result.output


@pytest.mark.parametrize(
    ("message", "said"),
    [
        pytest.param("hello", "Hello. I answer questions from 3 documents", id="small talk"),
        pytest.param("What about it?", 'What does "it" stand for?', id="asks back"),
    ],
)
def test_what_is_no_answer_has_the_exit_code_of_an_abstention(
    bread_index: Path, message: str, said: str
) -> None:
    result = run("ask", message, "--index", bread_index)

    assert result.exit_code == 3
    assert result.output.startswith(said)
    assert "Nearest passages" not in result.output


def test_help_tells_of_the_explanation() -> None:
    assert "--explain" in run("ask", "--help").output


def test_only_the_documents_named_are_answered_from(bread_index: Path) -> None:
    result = run("ask", SOUR, "--index", bread_index, "--documents", "flour.md", "--json")

    reply = json.loads(result.output)
    found = [*reply["citations"], *reply["nearest"]]
    assert found
    assert {citation["document_id"] for citation in found} == {"flour.md"}


def test_a_document_that_is_not_there_is_an_error(bread_index: Path) -> None:
    result = run("ask", SOUR, "--index", bread_index, "--documents", "cake.md")

    assert result.exit_code == 1
    assert "'cake.md'" in result.stderr


@pytest.mark.parametrize("question", ["", "why " * 1000], ids=["empty", "too long"])
def test_a_question_that_cannot_be_asked_is_wrong_usage(bread_index: Path, question: str) -> None:
    result = run("ask", question, "--index", bread_index)

    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_each_line_piped_in_is_a_question(bread_index: Path) -> None:
    result = run("ask", "--json", "--index", bread_index, stdin=f"{SOUR}\n\n{WORLD_CUP}\n")

    replies = [json.loads(line) for line in result.output.splitlines()]
    assert [reply["question"] for reply in replies] == [SOUR, WORLD_CUP]
    assert result.exit_code == 3


def test_a_bad_question_does_not_end_the_conversation(bread_index: Path) -> None:
    result = run("ask", "--index", bread_index, stdin="why " * 1000 + f"\n{SOUR}\n")

    assert result.exit_code == 0
    assert "3,999 characters" in result.stderr
    assert "lactic acid" in result.stdout


def test_a_missing_index_is_one_friendly_line(tmp_path: Path) -> None:
    ended = process("-m", "ui.cli", "ask", SOUR, "--index", str(tmp_path / "none"))

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith("There is no index at")
    assert ended.stderr.count("\n") == 1


def test_the_index_is_found_by_its_environment_variable(
    bread_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_INDEX", str(bread_index))

    assert run("sources").exit_code == 0


def test_letters_of_every_language_come_through_a_pipe(bread_index: Path) -> None:
    ended = process(
        "-m", "ui.cli", "ask", "--json", "--index", str(bread_index), stdin="Warum Brötchen?\n"
    )

    assert '"question": "Warum Brötchen?"' in ended.stdout


def test_a_reader_that_goes_away_is_no_error(bread_index: Path) -> None:
    command = f"{sys.executable} -m ui.cli search bread --index {bread_index} | true"

    ended = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        timeout=60,
        check=True,
    )

    assert ended.stderr == b""


def test_ctrl_c_ends_without_a_traceback(bread_index: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "ask", "--index", str(bread_index)],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as asking:
        assert asking.stdin is not None
        assert asking.stdout is not None
        asking.stdin.write(f"{SOUR}\n")
        asking.stdin.flush()
        asking.stdout.readline()
        # Its input is still open: nothing else can end it. Python misses a signal that comes in the
        # moment before it waits for input, so there may have to be another.
        for _ in range(10):
            asking.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                asking.wait(timeout=5)
                break
        _, errors = asking.communicate()

    assert asking.returncode == 130
    assert "Traceback" not in errors


def test_search_shows_passages_best_first(bread_index: Path) -> None:
    result = run("search", "lactic acid", "-k", "2", "--index", bread_index)

    assert result.output.startswith(" 1. The Sourdough Book")
    assert " 2. " in result.output
    assert " 3. " not in result.output


def test_search_as_json_has_the_exact_words(bread_index: Path) -> None:
    result = run("search", "lactic acid", "-k", "1", "--index", bread_index, "--json")

    (passage,) = json.loads(result.output)
    with Assistant.open(bread_index) as assistant:
        text = assistant.document(passage["document_id"]).text
    assert text[passage["start"] : passage["end"]] == passage["text"]


def test_sources_lists_each_document(bread_index: Path) -> None:
    result = run("sources", "--index", bread_index)

    lines = result.output.splitlines()
    assert [line.split()[0] for line in lines[1:-1]] == ["flour.md", "sourdough.md", "tools.md"]
    assert lines[-1].startswith("3 documents, ")


def test_sources_as_json_has_a_digest_each(bread_index: Path) -> None:
    result = run("sources", "--index", bread_index, "--json")

    assert {len(source["digest"]) for source in json.loads(result.output)} == {64}


def test_inspect_needs_no_index(bread_documents: Path) -> None:
    result = run("inspect", bread_documents / "sourdough.md")

    assert result.exit_code == 0
    assert "2 FAQ pairs" in result.output


def test_a_file_that_cannot_be_inspected_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "empty.md"
    empty.touch()

    result = run("inspect", empty)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"{str(empty)!r} cannot be inspected: it is empty")


def test_ingest_names_what_is_new(bread_documents: Path, tmp_path: Path) -> None:
    result = run("ingest", bread_documents / "tools.md", "--index", tmp_path / "index")

    assert result.exit_code == 0
    assert result.output.startswith("new: tools.md\n1 new; ")


def test_a_file_that_is_left_out_shows_in_the_exit_code(
    bread_documents: Path, copied: Path
) -> None:
    empty = copied.parent / "empty.md"
    empty.touch()

    result = run("ingest", bread_documents, empty, "--index", copied, "--quiet")

    assert result.exit_code == 4
    assert result.stdout == ""
    assert result.stderr.startswith(f"{str(empty)!r} was left out: it is empty")


def test_a_terminal_shows_how_far_an_ingest_is(bread_documents: Path, copied: Path) -> None:
    terminal, end = os.openpty()

    ended = subprocess.run(
        [sys.executable, "-m", "ui.cli", "ingest", str(bread_documents), "--index", str(copied)],
        cwd=ROOT,
        env=environment() | {"TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=end,
        text=True,
        timeout=60,
        check=True,
    )
    os.close(end)
    shown = os.read(terminal, 65536).decode()
    os.close(terminal)

    assert "Reading documents" in shown
    assert ended.stdout.startswith("3 unchanged; ")


def test_a_conversation_in_a_terminal_ends_with_an_empty_line(bread_index: Path) -> None:
    terminal, end = os.openpty()
    os.write(terminal, f"{SOUR}\n\n".encode())

    ended = subprocess.run(
        [sys.executable, "-m", "ui.cli", "ask", "--index", str(bread_index)],
        cwd=ROOT,
        env=environment(),
        stdin=end,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    os.close(end)
    os.close(terminal)

    assert ended.stdout.startswith("3 documents, ")
    assert "lactic acid. [1]" in ended.stdout


def test_ingest_of_nothing_that_exists_is_an_error(tmp_path: Path) -> None:
    result = run("ingest", tmp_path / "none", "--index", tmp_path / "index")

    assert result.exit_code == 1
    assert str(tmp_path / "none") in result.stderr


def test_a_removed_document_is_gone(copied: Path) -> None:
    result = run("remove", "tools.md", "--index", copied)

    assert result.output.startswith("removed: tools.md\n2 unchanged, 1 removed; ")
    assert ids(copied) == ["flour.md", "sourdough.md"]


def test_an_unknown_document_is_not_removed(copied: Path) -> None:
    result = run("remove", "tools.md", "cake.md", "--index", copied)

    assert result.exit_code == 1
    assert len(ids(copied)) == 3


def test_an_index_is_made_from_documents_where_there_is_none(
    bread_documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ensure_index(tmp_path / "index", bread_documents)

    assert len(ids(tmp_path / "index")) == 3
    assert capsys.readouterr().out.startswith("There is no index at")


def test_an_index_that_is_there_is_brought_up_to_date(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "rye.md").write_text("# Rye\n\nRye bread is dark.\n", encoding="utf-8")
    ensure_index(tmp_path / "index", folder)
    (folder / "oat.md").write_text("# Oat\n\nOat bread is mild.\n", encoding="utf-8")

    ensure_index(tmp_path / "index", folder)

    assert ids(tmp_path / "index") == ["oat.md", "rye.md"]


def test_an_index_is_left_alone_where_no_documents_are_given(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ensure_index(copied, None)

    assert capsys.readouterr().out == ""


def test_serving_needs_an_index(tmp_path: Path) -> None:
    result = run("serve", "--index", tmp_path / "none")

    assert result.exit_code == 1
    assert result.stderr.startswith("There is no index at")


def test_eval_hands_its_arguments_on() -> None:
    result = run("eval", "run", "--help")

    assert result.exit_code == 0
    assert "--cases" in result.output


def test_eval_ends_with_the_code_of_the_measurement() -> None:
    assert run("eval", "run", "--limit", "none").exit_code == 2
