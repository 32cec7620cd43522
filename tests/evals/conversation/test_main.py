import json
from pathlib import Path

import pytest

from evals.conversation import labelled, language_figures, parts_figures, talk_figures
from evals.conversation.__main__ import main


def test_our_own_questions_are_taken_for_what_they_are() -> None:
    for figures in (
        *parts_figures(labelled("parts"), {}),
        *talk_figures(labelled("talk"), {}),
    ):
        assert figures.asked >= 40
        assert figures.wrong == ()


def test_our_own_questions_in_other_languages_are_mostly_told() -> None:
    figures = {one.name: one for one in language_figures(labelled("languages"), {})}

    assert len(figures) == 15
    assert figures["en"].right >= 0.9 * figures["en"].asked
    others = [one for name, one in figures.items() if name != "en"]
    assert sum(one.right for one in others) >= 0.95 * sum(one.asked for one in others)


def test_questions_of_public_sets_are_listed_where_something_is_made_of_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bread").mkdir()
    asked = ["What is rye?", "What is rye and who mills it?", "Hello", "What is rye?"]
    lines = [json.dumps({"question": question}) for question in asked]
    (tmp_path / "bread" / "questions.jsonl").write_text("\n".join(lines))

    codes = [main([what, "--folder", str(tmp_path)]) for what in ("parts", "talk", "language")]

    out = capsys.readouterr().out
    assert codes == [0, 0, 0]
    assert "bread: 2 of 3 (66.7%)" in out
    assert "What is rye and who mills it?\n    -> What is rye? | Who mills rye?" in out
    assert "Hello\n    -> greeting" in out


def test_a_set_that_is_not_there_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parts", "--folder", str(tmp_path), "--sets", "bread"]) == 1
    assert "'bread'" in capsys.readouterr().err
