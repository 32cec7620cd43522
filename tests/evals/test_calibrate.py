from collections.abc import Sequence
from dataclasses import replace

import pytest

from corpus import CaseError
from evals.calibrate import Finding, Shift, calibrate, calibration_text
from evals.compare import Change
from evals.judge import Outcome
from evals.metrics import Result
from evals.threshold import is_for_choosing
from tests.evals.test_threshold import result


def names(count: int, *, choosing: bool) -> list[str]:
    """Cases whose documents fall on one half."""
    found = (f"case-{n}" for n in range(10_000))
    sided = (name for name in found if is_for_choosing(f"{name}.md") == choosing)
    return [next(sided) for _ in range(count)]


def half(right: Sequence[float], invented: Sequence[float], *, choosing: bool) -> list[Result]:
    """Right answers and invented ones of these confidences, of documents of their own."""
    cases = names(len(right) + len(invented), choosing=choosing)
    return [
        *(result(cases.pop(), one, Outcome.RIGHT) for one in right),
        *(result(cases.pop(), one, Outcome.WRONG, answerable=False) for one in invented),
    ]


SEPARATED = half([0.9] * 20, [0.6] * 20, choosing=True)
ALIKE = half([0.9] * 15, [0.6] * 15, choosing=False)
REVERSED = half([0.6] * 15, [0.9] * 15, choosing=False)


def test_a_threshold_is_chosen_on_one_half_and_told_of_the_other() -> None:
    unscored = result("unscored", 0.5, Outcome.UNSCORED)

    found = calibrate([*SEPARATED, unscored, *ALIKE], shipped=0.45)

    assert found.choice.threshold == 0.75
    assert (found.choosing, found.reporting) == (tuple(SEPARATED), tuple(ALIKE))
    assert found.left_out == 1
    assert (found.shift.better, found.shift.worse) == (15, 0)
    assert found.shift.finding is Finding.BETTER
    assert found.worth_writing


def test_a_threshold_that_does_harm_on_the_other_half_is_not_worth_writing() -> None:
    found = calibrate([*SEPARATED, *REVERSED], shipped=0.45)

    assert found.choice.threshold == 0.75
    assert found.shift.finding is Finding.WORSE
    assert not found.worth_writing
    assert "clearly worse: not worth writing." in unwrapped(calibration_text(found))


def test_a_shipped_threshold_that_is_as_good_as_the_best_stays() -> None:
    found = calibrate([*SEPARATED, *ALIKE], shipped=0.8)

    assert found.choice.threshold == 0.8
    assert (found.shift.better, found.shift.worse, found.shift.chance) == (0, 0, 1.0)
    assert found.shift.finding is Finding.UNCLEAR
    assert found.worth_writing


@pytest.mark.parametrize(
    ("better", "worse", "chance", "gain", "finding"),
    [
        pytest.param(9, 0, 0.004, (0.1, 0.05, 0.2), Finding.BETTER, id="all better"),
        pytest.param(5, 9, 0.424, (0.1, 0.05, 0.2), Finding.BETTER, id="balanced is clear"),
        pytest.param(9, 5, 0.424, (-0.1, -0.2, -0.05), Finding.WORSE, id="balanced is worse"),
        pytest.param(5, 3, 0.727, (0.1, -0.05, 0.2), Finding.UNCLEAR, id="nothing is clear"),
        pytest.param(9, 1, 0.021, (0.1, -0.05, 0.2), Finding.BETTER, id="the number is clear"),
        pytest.param(9, 1, 0.021, (-0.1, -0.2, 0.05), Finding.UNCLEAR, id="number alone"),
        pytest.param(7, 21, 0.013, (0.08, -0.03, 0.2), Finding.COSTLY, id="dearly bought"),
        pytest.param(1, 9, 0.021, (-0.1, -0.2, 0.05), Finding.WORSE, id="both worse"),
    ],
)
def test_balanced_decides_where_it_is_clear_and_the_number_of_cases_elsewhere(
    better: int, worse: int, chance: float, gain: tuple[float, float, float], finding: Finding
) -> None:
    value, low, high = gain

    shift = Shift(better, worse, chance, Change(0.5, 0.5 + value, low, high, p=1.0))

    assert shift.finding is finding


@pytest.mark.parametrize(
    ("results", "said"),
    [
        pytest.param(
            half([0.9] * 60, [0.6] * 9, choosing=True),
            r"and \d unanswerable cases to choose from",
            id="few unanswerable",
        ),
        pytest.param(
            half([0.9] * 9, [0.6] * 60, choosing=True),
            r"are \d answerable .* cases to choose from",
            id="few answerable",
        ),
        pytest.param([], "0 answerable and 0 unanswerable", id="nothing"),
    ],
)
def test_too_few_cases_are_refused_with_the_way_out(results: list[Result], said: str) -> None:
    with pytest.raises(CaseError, match=said) as error:
        calibrate(results, shipped=0.45)

    assert "--cases FILE" in str(error.value)


def test_of_few_documents_the_questions_are_halved() -> None:
    alone = [replace(one, case=replace(one.case, documents=("moon.md",))) for one in SEPARATED * 2]
    cases = [replace(one, case=replace(one.case, id=str(n))) for n, one in enumerate(alone)]

    found = calibrate(cases, shipped=0.45)

    assert len(found.choosing) + len(found.reporting) == len(cases)
    assert "about other questions" in unwrapped(calibration_text(found))


def test_the_text_tells_what_was_chosen_and_what_it_trades() -> None:
    page = unwrapped(calibration_text(calibrate([*SEPARATED, *ALIKE], shipped=0.45)))

    assert "Chosen on 40 cases (20 answerable, 20 unanswerable)" in page
    assert "reported on 30 cases (15 answerable, 15 unanswerable) about other documents." in page
    assert "0.75 is chosen, the nearest to the shipped 0.45" in page
    assert "15 turn out better and 0 worse than at 0.45 (p < 0.001, exact McNemar test)" in page
    assert "balanced changes by +0.500 (95 % interval +0.500 to +0.500): clearly better." in page
    assert "Brier score 0.185" in page
    assert "left out" not in page


def test_the_table_has_a_row_a_threshold_from_always_to_never() -> None:
    rows = table(calibration_text(calibrate([*SEPARATED, *ALIKE], shipped=0.45)))

    assert rows["always answer"][1:4] == ["15", "15", "0"]
    assert rows["shipped"] == ["0.45", "15", "15", "0", "1.000", "0.500", "1.000", "0.500"]
    assert rows["chosen"] == ["0.75", "15", "0", "0", "1.000", "1.000", "0.500", "1.000"]
    assert rows["always abstain"] == ["-", "0", "0", "15", "0.000", "-", "0.000", "0.500"]


def test_a_threshold_that_stays_is_said_to_stay() -> None:
    page = calibration_text(calibrate([*SEPARATED, *ALIKE], shipped=0.8))

    assert "The shipped threshold of 0.8 stays" in page
    assert "McNemar" not in page
    assert "shipped, chosen" in table(page)


def test_halves_of_one_document_are_not_called_other_documents() -> None:
    case = SEPARATED[0].case
    results = [
        replace(one, case=replace(one.case, documents=case.documents))
        for one in [*SEPARATED, *ALIKE] * 2
    ]
    results = [
        replace(one, case=replace(one.case, id=f"case-{n}")) for n, one in enumerate(results)
    ]

    page = unwrapped(calibration_text(calibrate(results, shipped=0.45)))

    assert "about other questions." in page


def test_the_same_results_always_give_the_same_text() -> None:
    first, second = (
        calibration_text(calibrate([*SEPARATED, *ALIKE], shipped=0.45)) for _ in range(2)
    )

    assert first == second


def test_no_line_is_wider_than_a_hundred_characters() -> None:
    page = calibration_text(calibrate([*SEPARATED, *REVERSED], shipped=0.45))

    assert max(map(len, page.splitlines())) <= 100


def unwrapped(page: str) -> str:
    return " ".join(page.split())


def table(page: str) -> dict[str, list[str]]:
    """Rows that have a name, by it."""
    lines = [line.split("  ") for line in page.splitlines() if "  " in line]
    cells = [[cell.strip() for cell in line if cell.strip()] for line in lines]
    return {row[0]: row[1:] for row in cells}
