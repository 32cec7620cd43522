from dataclasses import replace

import pytest

from evals.compare import compare, comparison_text
from evals.judge import Outcome, Verdict
from tests.evals.compare.sample import result, results, run


def page(before: str, after: str, listed: int | None = 10) -> str:
    return comparison_text(compare(run(*results(before)), run(*results(after))), listed=listed)


def test_two_equal_runs_have_no_difference_and_nothing_else_to_tell() -> None:
    assert page("rwnN", "rwnN") == (
        "## Before and after\n\n"
        "No difference: 4 cases ended alike, and every measure is the same.\n"
    )


def test_the_first_sentence_says_what_happened() -> None:
    assert "Of 4 cases compared, 2 got worse and 1 got better: no clear difference." in page(
        "rrnN", "wnrN"
    )
    assert "Of 16 cases compared, 16 got worse and 0 got better: worse." in page("r" * 16, "n" * 16)


def test_each_figure_stands_in_a_row_with_interval_p_and_word() -> None:
    text = page("r" * 16, "n" * 16)

    rows = {cells[0]: cells[1:] for cells in map(cells_of, text.splitlines()) if cells}
    assert rows["measure"] == ["before", "after", "difference", "95 % interval", "p", ""]
    assert rows["accuracy"][:4] == ["1.000", "0.000", "-1.000", "-1.000 to -1.000"]
    assert rows["accuracy"][5] == "worse"
    assert rows["mrr"][2:] == ["+0.000", "+0.000 to +0.000", "1.0000", "no clear difference"]
    # Ended as it should, accuracy, coverage, balanced, and three of the search.
    assert "7 figures are tested at once, so each p is corrected by Holm's method" in text


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")[1:-1]]


def test_flipped_cases_are_listed_with_question_outcomes_and_reason_the_worse_first() -> None:
    text = page("rn", "wr")

    assert (
        "## Got worse: 1\n\n"
        "```text\n"
        "- c00 (sky): right -> wrong\n"
        "  Question c00?\n"
        "  Because of w.\n"
        "```\n\n"
        "## Got better: 1\n\n"
        "```text\n"
        "- c01 (sky): abstained wrongly -> right\n"
    ) in text


@pytest.mark.parametrize(
    ("listed", "shown", "rest"),
    [(2, 2, ["- and 3 more"]), (5, 5, []), (None, 5, [])],
    ids=["some", "as many", "all"],
)
def test_a_long_list_is_shortened_with_a_count(
    listed: int | None, shown: int, rest: list[str]
) -> None:
    lines = page("rrrrr", "nnnnn", listed).splitlines()

    assert sum(line.endswith("right -> abstained wrongly") for line in lines) == shown
    assert [line for line in lines if line.endswith(" more")] == rest


def test_cases_that_are_not_compared_are_counted_and_the_first_named() -> None:
    before = run(*results("rrrrrrr"))

    text = comparison_text(compare(before, run(result("c06", "r"), result("new", "r"))))

    assert (
        "- Not compared, only in the second report: 1 case (`new`)\n"
        "- Not compared, only in the first report: "
        "6 cases (`c00`, `c01`, `c02`, `c03`, `c04` and 1 more)\n"
    ) in text


def test_what_else_differs_is_told_even_where_no_case_does() -> None:
    (own,) = results("r")

    text = comparison_text(compare(run(own, documents="a|b"), run(own, documents="c")))

    assert "No difference" in text
    assert "## What else differs\n\n| what      | before | after |\n" in text
    assert "| documents | a\\|b   | c     |\n" in text


def test_groups_are_shown_with_how_far_they_moved() -> None:
    text = page("rrrr", "rrrw")

    assert "| sky   | 1.000           | 0.750 | -0.250     | 4     |" in text
    assert "Groups are shown, not tested." in text


def test_words_of_a_document_stay_words() -> None:
    """They neither leave their block of plain text nor reach a terminal as orders."""
    question = "Is it\n```\n<img src=x>\x1b[2J so?"
    why = Verdict(Outcome.WRONG, "x" * 500)
    before = result("a", "r", question=question)

    text = comparison_text(
        compare(run(before), run(replace(result("a", "w", question=question), verdict=why)))
    )

    block = text.split("```text\n")[1].split("\n```\n")[0].splitlines()
    assert block[1] == "  Is it ``` <img src=x> [2J so?"
    assert block[2].endswith("xxx...")
    assert len(block[2]) == 202
    assert "\x1b" not in text
