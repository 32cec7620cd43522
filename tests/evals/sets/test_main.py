import json
from pathlib import Path

import pytest

from evals.sets.__main__ import main
from evals.sets.question_set import PRESETS


def test_every_system_is_measured_on_every_set_that_has_documents(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([str(folder), "--keep", f"{tmp_path}/kept", "--json", f"{tmp_path}/sets.json"])

    said = capsys.readouterr().out
    page = json.loads((tmp_path / "sets.json").read_text("utf-8"))
    systems = page["sets"]["planets"]
    assert code == 0
    assert list(page["sets"]) == ["planets"]
    assert list(page["groups"]) == ["planets, at_sea", "planets, cheese"]
    assert systems["always answer"]["accuracy"] == 1
    assert systems["always abstain"]["abstention_recall"] == 1
    assert systems["always abstain"]["auroc"] == 0.5
    assert systems["assistant"]["balanced"] > systems["always answer"]["balanced"]
    assert systems["assistant"]["auroc"] == 1
    assert list(page["thresholds"]) == ["assistant", "bm25", "langchain", "langchain-passage"]
    assert list(page["best_sentence"]["planets"]) == ["assistant", "bm25", "langchain"]
    assert page["best_sentence"]["planets"]["assistant"] == 1
    ahead = systems["assistant"]["balanced"] - systems["langchain"]["balanced"]
    behind = {"planets": pytest.approx(ahead, abs=1e-3)} if ahead < 0 else {}
    assert page["leads"]["assistant"]["langchain"]["behind"] == behind
    assert page["reliability"]["assistant"]["of"] == 6
    for heading in ("Balanced", "AUROC", "Best sentence", "Calibration", "Mean balanced"):
        assert f"\n## {heading}" in f"\n{said}"


def test_what_was_kept_is_not_asked_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = [str(folder), "--limit", "8", "--keep", f"{tmp_path}/kept", "--no-sentence"]

    main(args)
    first = capsys.readouterr()
    main(args)

    second = capsys.readouterr()
    names = ("assistant", "bm25", "langchain", "langchain-passage")
    assert first.err == "".join(f"planets: {name}\n" for name in names)
    assert second.err == ""
    assert second.out == first.out


def test_another_reader_has_a_column_of_its_own_and_leaves_the_rivals_as_they_are(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = [str(folder), "--sets", "planets_sea", "--no-sentence", "--keep", f"{tmp_path}/kept"]
    args += ["--indexes", f"{tmp_path}/indexes", "--json", f"{tmp_path}/sets.json"]

    main(args)
    capsys.readouterr()
    code = main([*args, "--reader", "first"])

    page = json.loads((tmp_path / "sets.json").read_text("utf-8"))
    assert code == 0
    assert capsys.readouterr().err == "planets_sea: assistant (first reader)\n"
    assert next(iter(page["thresholds"])) == "assistant (first reader)"
    assert list(page["sets"]) == ["planets_sea"]
    assert "auroc" not in page["sets"]["planets_sea"]["assistant (first reader)"]
    assert [path.name for path in (tmp_path / "indexes").iterdir()] == ["planets"]


def test_a_preset_names_the_sets_that_are_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([str(folder), "--preset", "reader"])

    assert code == 1
    assert "'squad2'" in capsys.readouterr().err
    assert len(PRESETS["reader"]) == 9


@pytest.mark.parametrize("options", [[], ["--sets", "nowhere"]], ids=["no set", "no such set"])
def test_what_is_not_there_is_an_error_in_one_line(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([f"{tmp_path}/nowhere", *options])

    said = capsys.readouterr().err
    assert code == 1
    assert "nowhere" in said.splitlines()[-1]
    assert "Traceback" not in said
