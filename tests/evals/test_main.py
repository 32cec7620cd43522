import json
import subprocess
import sys
from pathlib import Path

import pytest

from evals.__main__ import GATE_FAILED, main

MOON = "# The moon\n\nThe moon is made of green cheese. It was cut in 1842 by a baker.\n"
TIDES = "# Tides\n\nTides come twice a day because the baker stirs the sea with a spoon.\n"


def case(name: str, document: str) -> str:
    return json.dumps(
        {
            "id": name,
            "question": "What is the moon made of?",
            "answers": ["green cheese"],
            "doc_id": document,
            "answerable": True,
            "group": "sky",
        }
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents, one case that they answer, and one of a document that is not there."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "docs").mkdir()
    (folder / "docs/moon.md").write_text(MOON)
    (folder / "docs/tides.md").write_text(TIDES)
    (folder / "good.jsonl").write_text(case("moon", "moon.md"))
    (folder / "lost.jsonl").write_text(case("sun", "sun.md"))
    (folder / "limits.toml").write_text("[overall]\nscored = 0.9\n")
    return folder


def run(place: Path, *options: str) -> int:
    args = ["run", "--documents", f"{place}/docs", "--index", f"{place}/index", *options]
    return main(args)


def test_a_run_prints_its_tables_and_writes_what_it_is_asked_to(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ["--json", f"{tmp_path}/run.json", "--markdown", f"{tmp_path}/run.md"]

    code = run(place, "--cases", f"{place}/good.jsonl", "--gate", f"{place}/limits.toml", *files)

    said = capsys.readouterr()
    page = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert code == 0
    assert said.out == (tmp_path / "run.md").read_text("utf-8")
    assert "| always abstain |" in said.out
    assert page["measures"]["overall"]["assistant"]["figures"]["recall_at_5"]["value"] == 1
    assert page["about"]["generation"].startswith("gen-")
    assert len(page["about"]["settings_digest"]) == 64
    assert str(place) not in (tmp_path / "run.json").read_text("utf-8")


def test_a_measure_below_its_limit_fails_the_run(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = ["--cases", f"{place}/good.jsonl", f"{place}/lost.jsonl"]

    code = run(place, *cases, "--gate", f"{place}/limits.toml")

    assert code == GATE_FAILED == 5
    assert capsys.readouterr().err == (
        "Scored over all cases is 0.5, below its limit of 0.9; worst cases: 'sun' (unscored).\n"
    )


def test_a_limit_asks_fewer_cases(place: Path, tmp_path: Path) -> None:
    cases = ["--cases", f"{place}/good.jsonl", f"{place}/lost.jsonl"]

    run(place, *cases, "--limit", "1", "--seed", "7", "--json", f"{tmp_path}/run.json")

    assert len(json.loads((tmp_path / "run.json").read_text("utf-8"))["cases"]) == 1


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--cases", "nowhere.jsonl"], id="no cases"),
        pytest.param(["--gate", "nowhere.toml"], id="no limits"),
        pytest.param(["--documents", "nowhere"], id="no documents"),
        pytest.param(["--json", "nowhere/run.json"], id="no folder for the report"),
    ],
)
def test_what_is_not_there_is_an_error_in_one_line(
    place: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(place, "--cases", f"{place}/good.jsonl", *options)

    said = capsys.readouterr().err
    assert code == 1
    assert "nowhere" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("args", [[], ["walk"], ["run", "--limit", "0"]], ids=" ".join)
def test_wrong_usage_is_told_apart_from_errors(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(args) == 2
    assert "usage: python -m evals" in capsys.readouterr().err


def test_help_needs_no_heavy_library() -> None:
    code = (
        "import sys; from evals.__main__ import main; main(['run', '--help']); "
        "print(sorted({'torch', 'chromadb', 'transformers'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
