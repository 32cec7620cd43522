from pathlib import Path

import pytest

from corpus import CaseError
from evals.sets import sets_in


def test_without_names_all_sets_with_documents_are_found(folder: Path) -> None:
    assert [one.name for one in sets_in(folder)] == ["planets"]


def test_an_ending_names_the_groups_that_are_asked(folder: Path) -> None:
    (whole, part) = sets_in(folder, ["planets", "planets_sea"])

    assert {case.group for case in whole.cases(99)} == {"at_sea", "cheese"}
    assert {case.group for case in part.cases(99)} == {"at_sea"}
    assert part.documents == whole.documents


def test_a_set_of_that_name_comes_before_groups_of_another(tmp_path: Path) -> None:
    for name in ("covid", "covid_users"):
        (tmp_path / name / "docs").mkdir(parents=True)
        (tmp_path / name / "docs" / "a.md").touch()
        (tmp_path / name / "questions.jsonl").touch()

    (found,) = sets_in(tmp_path, ["covid_users"])

    assert (found.folder.name, found.group_ending) == ("covid_users", "")


def test_of_more_questions_than_the_limit_the_same_are_drawn_each_time(folder: Path) -> None:
    (planets,) = sets_in(folder)

    assert planets.cases(5) == planets.cases(5)
    assert len(planets.cases(5)) == 5


def test_questions_stand_alone(folder: Path) -> None:
    (planets,) = sets_in(folder)

    assert {case.history for case in planets.cases(99)} == {()}


@pytest.mark.parametrize("name", ["moons", "planet", "planets_of_gas"])
def test_a_set_or_an_ending_that_is_not_there_is_an_error(folder: Path, name: str) -> None:
    with pytest.raises(CaseError, match=name):
        [one.cases(9) for one in sets_in(folder, [name])]
