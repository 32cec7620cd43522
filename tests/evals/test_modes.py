"""A run in both modes: real documents, a real assistant, a scripted model on loopback."""

import json
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.commands import GATE_FAILED
from evals.gate import check, load_limits
from evals.models import declines, openai_server
from evals.modes import RunMode
from evals.report import from_json, to_html, to_json, to_markdown
from tests.bread import SOURDOUGH

CASE = {
    "id": "fed",
    "question": "How often is a starter in the refrigerator fed?",
    "answers": ["once a week"],
    "doc_id": "sourdough.md",
    "answerable": True,
    "group": "bread",
}
NOWHERE = {**CASE, "id": "chess", "question": "Who won the chess championship of 1972?",
           "answers": [], "answerable": False}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place")
    (folder / "docs").mkdir()
    (folder / "docs" / "sourdough.md").write_text(SOURDOUGH, encoding="utf-8")
    (folder / "cases.jsonl").write_text("\n".join(map(json.dumps, (CASE, NOWHERE))))
    limits = "[overall]\naccuracy = 1.0\n[generative]\ngroundedness = 1.0\nquote_exactness = 1.0\n"
    (folder / "limits.toml").write_text(limits)
    return folder


def run(place: Path, *options: str) -> int:
    args = ["run", "--documents", f"{place}/docs", "--cases", f"{place}/cases.jsonl"]
    return main([*args, "--index", f"{place}/index", "--gate", f"{place}/limits.toml", *options])


@pytest.fixture(scope="module")
def both(place: Path) -> str:
    assert run(place, "--mode", "both", "--json", f"{place}/both.json") == 0
    return (place / "both.json").read_text("utf-8")


def test_both_modes_are_reported_apart(both: str) -> None:
    report = from_json(both)
    page = to_markdown(report)

    assert list(report.modes()) == [RunMode.EXTRACTIVE, RunMode.GENERATIVE]
    assert [one.answered for one in report.generative] == [True, False]
    assert report.own[0].worded is None
    assert report.generative[0].worded is not None
    assert report.generative[0].worded.is_worded
    assert report.generative[1].worded is None
    assert "| measure " in page
    assert "| extractive " in page
    assert "Asked for 1 of 2 cases." in page
    assert "In its words: 1 of 1 (100.0 %) answers." in page
    assert "In both modes" in to_html(report)


def test_a_run_in_both_modes_is_read_back_as_it_was(both: str) -> None:
    report = from_json(both)
    page = json.loads(both)

    assert to_json(from_json(to_json(report))) == to_json(report)
    figures = page["measures"]["overall"]["assistant, generative"]["figures"]
    assert figures["coverage"]["value"] == 0.5
    assert page["cases"][0]["others"]["assistant, generative"]["worded"]["is_worded"] is True
    assert page["about"]["mode"] == "both"
    assert page["about"]["chat_model"].startswith("scripted")
    assert page["latencies"]["first_claim"].keys() == {"assistant", "assistant, generative"}


def test_limits_of_generative_mode_are_held_against_it(place: Path, both: str) -> None:
    limits = load_limits(place / "limits.toml")
    report = from_json(both)

    assert [one.name for one in check(report, limits)] == [
        "accuracy over all cases",
        "groundedness in generative mode",
        "quote exactness in generative mode",
    ]


def test_extractive_mode_asks_no_model_and_leaves_its_limits_alone(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plain.json"

    assert run(place, "--json", str(file)) == 0

    page = json.loads(file.read_text("utf-8"))
    assert "both modes" not in capsys.readouterr().out
    assert "mode" not in page["about"]
    assert page["measures"]["overall"].keys() == {"assistant", "always answer", "always abstain"}
    assert [one["name"] for one in page["checks"]] == ["accuracy over all cases"]
    assert "worded" not in page["cases"][0]


def test_a_configured_model_is_asked_beside_the_documents(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with openai_server(declines) as server:
        monkeypatch.setenv("FOOTNOTE_CHAT_MODEL", "openai:small")
        monkeypatch.setenv("FOOTNOTE_CHAT_BASE_URL", server.base_url)

        code = run(place)

    said = capsys.readouterr()
    assert code == 0
    assert len(server.asked) == 1
    assert "In both modes" in said.out
    assert "In the documents' own words instead: 1 of 1 (100.0 %)" in said.out
    assert "stands in" not in said.err


def test_generative_mode_alone_is_held_against_its_own_limits(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strict = tmp_path / "strict.toml"
    strict.write_text("[overall]\naccuracy = 1.0\n[generative]\nabstention_precision = 1.0\n")
    file = tmp_path / "alone.json"

    code = run(place, "--mode", "generative", "--gate", str(strict), "--json", str(file))

    report = from_json(file.read_text("utf-8"))
    assert code == 0
    assert report.is_generative
    assert list(report.modes()) == [RunMode.GENERATIVE]
    assert [one.name for one in report.checks] == ["abstention precision in generative mode"]
    assert GATE_FAILED == 5
