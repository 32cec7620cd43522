import json
from dataclasses import replace
from pathlib import Path

import pytest

from evals.judge import Outcome
from evals.sets.__main__ import main
from evals.sets.asking import best_for_all
from tests.evals.test_threshold import INVENTED, SURE, UNSURE, result

COLOURS = ("red", "green", "blue", "brown", "black", "white", "purple", "orange")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set of short documents, each with a question that it answers and one that it does not."""
    folder = tmp_path_factory.mktemp("sets")
    docs = folder / "planets" / "docs"
    docs.mkdir(parents=True)
    lines = []
    for n, colour in enumerate(COLOURS):
        (docs / f"{n}.md").write_text(f"# Planet {n}\n\nThe sea of planet {n} is {colour}.\n")
        asked = {"question": f"What colour is the sea of planet {n}?", "answers": [colour]}
        unknown = {"question": "Which cheese is sold in Delft?", "answers": []}
        for group, one in (("sea", asked), ("cheese", unknown)):
            known = {"doc_id": f"{n}.md", "answerable": group == "sea", "group": group}
            lines.append(json.dumps({"id": f"{group}-{n}", **one, **known}))
    (folder / "planets" / "questions.jsonl").write_text("\n".join(lines))
    (folder / "no-documents").mkdir()
    (folder / "no-documents" / "questions.jsonl").write_text(lines[0])
    return folder


def test_every_system_is_measured_on_every_set_that_has_documents(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([str(folder), "--keep", f"{tmp_path}/kept", "--json", f"{tmp_path}/sets.json"])

    said = capsys.readouterr().out
    page = json.loads((tmp_path / "sets.json").read_text("utf-8"))
    systems = page["sets"]["planets"]
    assert code == 0
    assert list(page["sets"]) == ["planets"]
    assert list(page["groups"]) == ["planets, cheese", "planets, sea"]
    assert systems["always answer"]["accuracy"] == 1
    assert systems["always abstain"]["abstention_recall"] == 1
    assert systems["assistant"]["balanced"] > systems["always answer"]["balanced"]
    assert list(page["thresholds"]) == ["assistant", "bm25", "langchain", "langchain-passage"]
    assert "| mean of sets |" in said


def test_a_set_that_was_kept_is_not_asked_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = [str(folder), "--limit", "8", "--keep", f"{tmp_path}/kept"]

    main(args)
    first = capsys.readouterr()
    main(args)

    second = capsys.readouterr()
    assert first.err == "planets\n"
    assert second.err == ""
    assert second.out == first.out


@pytest.mark.parametrize("options", [[], ["--sets", "nowhere"]], ids=["no set", "no such set"])
def test_what_is_not_there_is_an_error_in_one_line(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([f"{tmp_path}/nowhere", *options])

    said = capsys.readouterr().err
    assert code == 1
    assert "nowhere" in said.splitlines()[-1]
    assert "Traceback" not in said


def test_each_set_weighs_the_same_however_many_cases_it_has() -> None:
    many = [replace(SURE, confidence=0.3)] * 50 + [replace(INVENTED, confidence=0.2)] * 50
    few = [replace(SURE, confidence=0.9), replace(INVENTED, confidence=0.5)]
    other = [replace(UNSURE, confidence=0.8), result("x", 0.6, Outcome.WRONG, answerable=False)]

    assert best_for_all([many]) == 0.3
    assert best_for_all([many, few, other]) > 0.6
