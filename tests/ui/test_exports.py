import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from assistant import Reason
from evals import judge, load_cases
from ui.exchange import Vote
from ui.exports import case_file, down_voted_csv, harmless, unanswered_csv
from ui.history import Asked, Status, Unanswered

NOON = 1_795_348_800.0
ASKED = Asked(
    id=7,
    asked=NOON,
    question="How long does rye bread keep?",
    status=Status.ABSTAINED,
    reason=Reason.NOT_ANSWERED,
    confidence=0.31,
)
TWICE = Unanswered(
    (ASKED, replace(ASKED, id=3, question="How long will rye bread keep?", confidence=0.4))
)
DOWN = replace(
    ASKED,
    status=Status.ANSWERED,
    reason=None,
    vote=Vote.DOWN,
    comment="That is\nwheat.",
    documents=("flour.md", "tools.md"),
)


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"))))


def test_unanswered_questions_are_a_row_each() -> None:
    head, row = rows(unanswered_csv([TWICE]))

    told = dict(zip(head, row, strict=True))
    assert told["question"] == "How long does rye bread keep?"
    assert (told["times asked"], told["best confidence"]) == ("2", "0.40")
    assert told["last asked"].startswith("2026-11-2")
    assert told["also asked as"] == "How long will rye bread keep?"


def test_down_voted_replies_come_with_their_comments() -> None:
    head, row = rows(down_voted_csv([DOWN]))

    told = dict(zip(head, row, strict=True))
    assert (told["came of it"], told["reason"]) == ("answered", "")
    assert (told["comment"], told["cited"]) == ("That is wheat.", "flour.md | tools.md")


@pytest.mark.parametrize(
    "hostile",
    [
        "=HYPERLINK(A1)",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "  =1+1",
        "\t=1+1",
        "\r=1+1",
        "\x00=1",
        "＝1+1",
        "\ntext",
    ],
)
def test_no_cell_is_a_formula(hostile: str) -> None:
    group = Unanswered((replace(ASKED, question=hostile),))

    _, unanswered = rows(unanswered_csv([group]))
    _, down = rows(down_voted_csv([replace(DOWN, question=hostile, comment=hostile)]))

    for cell in (*unanswered, *down):
        assert not cell.startswith(tuple("=+-@＝\t\r\n\x00"))
        assert "\x00" not in cell


@pytest.mark.parametrize("plain", ["How long?", "'quoted'", "a=b", "3 - 2", ""])
def test_what_is_no_formula_stays_as_it_is(plain: str) -> None:
    assert harmless(plain) == plain


def test_both_are_cases_that_are_not_scored_until_they_are_completed(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(case_file([TWICE], [DOWN]), "utf-8")

    unanswered, down = load_cases([path])

    assert [one.group for one in (unanswered, down)] == ["unanswered", "down_voted"]
    assert unanswered.question == "How long does rye bread keep?"
    assert unanswered.notes["also"] == ["How long will rye bread keep?"]
    assert (down.documents, down.notes["comment"]) == (("flour.md",), "That is\nwheat.")
    for case in (unanswered, down):
        assert not case.answerable
        assert "answerable to true" in case.undecided
        assert not judge(case, None).outcome.is_scored
        assert judge(replace(case, undecided=""), None).outcome.is_scored


@pytest.mark.parametrize("odd", ['say "no"\n{', "\ud800", "= ](x) <b>", "\u2028"])
def test_odd_questions_are_cases_too(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(case_file([Unanswered((replace(ASKED, question=odd),))], []), "utf-8")

    assert len(load_cases([path])) == 1
