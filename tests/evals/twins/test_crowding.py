import json
from pathlib import Path

import pytest

from assistant import Assistant
from evals.twins import Asked, crowding, questions, table
from evals.twins.__main__ import QUESTIONS, main

ASKED = (
    Asked("What is the oven cleaned with?", "oven.md"),
    Asked("What does the mill grind?", "mill.md"),
    Asked("What does a submarine cost?", "submarine.md"),
)


def test_duplicates_take_places_that_others_would_have(manuals_index: Path) -> None:
    with Assistant.open(manuals_index) as assistant:
        result = crowding(assistant, ASKED)

    assert (result.asked, result.cited) == (3, 2)
    # The manual has six texts in all, two of them on restarting, and the mill one more.
    assert result.one.texts == result.one.pages + 4
    assert result.each.texts < result.one.texts
    assert result.one.pages == 2
    assert result.one.found == pytest.approx(2 / 3)
    assert "| one for its duplicates | 2.00 | 6.00 | 0.67 |" in table(result)


def test_questions_are_read_from_a_file(tmp_path: Path, manuals_index: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"question": "Who may bake?", "page": "oven.md"}) + "\n")

    assert questions(file) == (Asked("Who may bake?", "oven.md"),)
    assert main([str(manuals_index), "--questions", str(file)]) == 0


def test_a_missing_index_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none")]) == 1
    assert "none" in capsys.readouterr().err


def test_the_questions_that_come_along_are_of_pages_of_their_own() -> None:
    asked = questions(QUESTIONS)

    assert len({one.page for one in asked}) == len({one.question for one in asked}) == 50
