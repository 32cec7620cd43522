"""Every example in the README runs."""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from evals import load_cases, load_limits

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    for name in ("corpus", "evals"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": path}, capture_output=True, text=True
    )


def test_the_python_examples_run_one_after_the_other(workplace: Path) -> None:
    examples = blocks("python")

    done = [run([sys.executable, "-c", example], workplace) for example in examples]

    assert len(examples) == 4
    assert [one.stderr for one in done] == [""] * 4
    assert done[0].stdout.startswith("5 documents, ")
    assert done[1].stdout.startswith("What does prompt engineering cost?\n")
    assert "Who won the World Cup in 1998? []\n" in done[1].stdout


def test_the_terminal_examples_run_one_after_the_other(workplace: Path) -> None:
    lines = [line.removeprefix("$ ") for block in blocks("console") for line in block.splitlines()]

    done = [
        run([sys.executable, "-m", "ui.cli", *shlex.split(line)[1:]], workplace) for line in lines
    ]

    assert len(lines) == 12
    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * 12


def test_the_make_commands_exist() -> None:
    named = re.findall(r"^`{0,3}make ([a-z]+)`?$|`make ([a-z]+)`", README, re.MULTILINE)
    named = [one or other for one, other in named]
    makefile = (ROOT / "Makefile").read_text("utf-8")

    missing = [name for name in named if not re.search(rf"^{name}:.*## ", makefile, re.MULTILINE)]

    assert {"chat", "test", "help"} <= set(named)
    assert missing == []


def test_the_case_and_the_gate_are_what_the_evals_read(workplace: Path) -> None:
    (case,) = blocks("json")
    (gate,) = blocks("toml")
    (workplace / "case.jsonl").write_text(case, "utf-8")
    (workplace / "evals.toml").write_text(gate, "utf-8")
    (workplace / "main.json").write_text((workplace / "before.json").read_text("utf-8"), "utf-8")

    (read,) = load_cases([workplace / "case.jsonl"])
    limits = load_limits(workplace / "evals.toml")

    assert read.gold == ("Shoes can be returned within 30 days.",)
    assert limits.regressions is not None
    assert limits.regressions.flips == 5


ROWS = {
    "FAQ questions": "faq",
    "the same with every FAQ": "faq_withheld",
    "what only the body": "body",
    "near the topic": "unanswerable_near",
    "far from it": "unanswerable_far",
    "held out: 46": "gold",
    "held out: 14": "gold_unanswerable",
}
COLUMNS = ("right", "abstained_rightly", "wrong", "abstained_wrongly")


@pytest.mark.parametrize("start", ROWS)
def test_the_quality_table_is_that_of_the_committed_result(start: str) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    committed = json.loads((ROOT / f"evals/results/{version}.json").read_text("utf-8"))
    found = committed["measures"]["groups"][ROWS[start]]["assistant"]

    (line,) = [line for line in README.splitlines() if line.startswith(f"| {start}")]

    cells = [int(cell) for cell in line.split("|")[2:7]]
    assert cells == [found["cases"], *(found["outcomes"][name] for name in COLUMNS)]
