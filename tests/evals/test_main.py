import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant import load_calibrations
from evals.__main__ import main
from evals.commands import GATE_FAILED

MOON = """# The moon

The moon is made of green cheese. It was cut in 1842 by a baker.

## FAQ

### What is the moon made of?

Green cheese, cut by a baker in 1842, and rye bread on its far side.

### Who eats the moon?

Mice from Leipzig eat a slice of it each night, until none is left.
"""
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
    files = {name: tmp_path / f"run.{name}" for name in ("json", "markdown", "junit", "html")}
    written = [part for name, path in files.items() for part in (f"--{name}", str(path))]

    code = run(place, "--cases", f"{place}/good.jsonl", "--gate", f"{place}/limits.toml", *written)

    said = capsys.readouterr()
    page = json.loads(files["json"].read_text("utf-8"))
    assert code == 0
    assert said.out == files["markdown"].read_text("utf-8")
    assert "| always abstain |" in said.out
    assert page["measures"]["overall"]["assistant"]["figures"]["recall_at_5"]["value"] == 1
    assert page["about"]["generation"].startswith("gen-")
    assert page["about"]["threshold"] == 0.45
    assert len(page["about"]["settings_digest"]) == 64
    assert ElementTree.parse(files["junit"]).getroot().get("failures") == "0"  # noqa: S314 our own
    assert "What is the moon made of?" in files["html"].read_text("utf-8")
    for path in files.values():
        assert str(place) not in path.read_text("utf-8")


def test_without_cases_the_faq_pairs_are_asked_in_three_ways(place: Path, tmp_path: Path) -> None:
    run(place, "--json", f"{tmp_path}/run.json")

    cases = json.loads((tmp_path / "run.json").read_text("utf-8"))["cases"]
    asked = [(one["question"], one["group"]) for one in cases]
    ways = ("as_written", "without_faq", "without_document")
    assert asked == [
        (question, way)
        for question in ("What is the moon made of?", "Who eats the moon?")
        for way in ways
    ]
    assert cases[0]["outcome"] == "right"


def test_written_cases_and_faq_pairs_can_be_asked_together(place: Path, tmp_path: Path) -> None:
    options = ["--cases", f"{place}/good.jsonl", "--faqs", "--limit", "3"]

    run(place, *options, "--short", "--json", f"{tmp_path}/run.json")

    page = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert [one["group"] for one in page["cases"]] == [
        "sky",
        "as_written",
        "without_faq",
        "without_document",
    ]
    assert "reply" not in page["cases"][0]


def test_rivals_are_asked_the_same(place: Path, tmp_path: Path) -> None:
    options = ["--cases", f"{place}/good.jsonl", "--against", "all"]

    run(place, *options, "--json", f"{tmp_path}/run.json")

    others = json.loads((tmp_path / "run.json").read_text("utf-8"))["cases"][0]["others"]
    assert list(others) == ["bm25", "langchain", "langchain-passage"]
    assert others["langchain-passage"]["outcome"] == "right"


def test_two_runs_measure_the_same_to_the_byte_and_compare_as_equal(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / name for name in ("one.json", "two.json")]

    for path in paths:
        run(place, "--against", "all", "--json", str(path))
    capsys.readouterr()
    code = main(["compare", *map(str, paths)])

    pages = [json.loads(path.read_text("utf-8")) for path in paths]
    one, two = ({key: page[key] for key in ("measures", "race", "cases")} for page in pages)
    assert json.dumps(one) == json.dumps(two)
    assert code == 0
    assert "No difference" in capsys.readouterr().out


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


def calibration_cases(folder: Path) -> Path:
    """Questions that the documents answer, and as many that they do not."""
    answered = {"question": "What is the moon made of?", "answers": ["green cheese"]}
    lines = [
        json.dumps(
            {
                "id": f"{group}-{n}",
                **({"question": f"How many litres boil at {n} degrees?", "answers": []} | given),
                "doc_id": "moon.md",
                "answerable": bool(given),
                "group": group,
                "meta": {"family": f"{group}-{n}"},
            }
        )
        for n in range(40)
        for group, given in (("sky", answered), ("water", {}))
    ]
    path = folder / "both.jsonl"
    path.write_text("\n".join(lines))
    return path


def test_a_calibration_is_kept_in_the_index_that_it_is_for(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = tmp_path / "index"
    options = ["--documents", f"{place}/docs", "--index", str(index)]
    options += ["--cases", str(calibration_cases(tmp_path))]

    tried = main(["calibrate", *options, "--dry-run"])
    kept = load_calibrations(index)
    code = main(["calibrate", *options])

    (written,) = load_calibrations(index)
    assert (tried, code) == (0, 0)
    assert kept == ()
    assert 0 < written.threshold < 1
    assert written.reader.startswith("trained-")
    assert written.prices is not None
    assert written.prices.is_own
    assert written.prices.points[0].answerable + written.prices.points[0].unanswerable < 80
    assert str(index / "settings.toml") in capsys.readouterr().out


def test_too_few_cases_are_not_calibrated_on(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--documents", f"{place}/docs", "--index", f"{tmp_path}/index"]

    code = main(["calibrate", *options, "--cases", f"{place}/good.jsonl"])

    assert code == 1
    assert "at least 10 of each are needed" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        pytest.param(["--cases", "nowhere.jsonl"], id="no cases"),
        pytest.param(["--gate", "nowhere.toml"], id="no limits"),
        pytest.param(["--documents", "nowhere"], id="no documents"),
        pytest.param(["--json", "nowhere/run.json"], id="no folder for the report"),
        pytest.param(["--against", "nowhere"], id="no such rival"),
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


def test_a_report_that_is_not_there_cannot_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["compare", f"{tmp_path}/one.json", f"{tmp_path}/two.json"])

    assert code == 1
    assert "one.json' cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("args", [[], ["walk"], ["run", "--limit", "0"]], ids=" ".join)
def test_wrong_usage_is_told_apart_from_errors(
    args: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(args) == 2
    assert "usage: python -m evals" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["run", "compare", "calibrate"])
def test_help_needs_no_heavy_library(command: str) -> None:
    code = (
        f"import sys; from evals.__main__ import main; main([{command!r}, '--help']); "
        "print(sorted({'torch', 'chromadb', 'transformers', 'scipy'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
