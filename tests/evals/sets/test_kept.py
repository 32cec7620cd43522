from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from evals.judge import Outcome
from evals.sets import QuestionSet
from evals.sets.kept import Keeper, Made, code_digest, folder_digest, key_of, set_digest
from tests.evals.test_threshold import INVENTED, SURE, result

MADE = Made((replace(SURE, confidence=1 / 3, seconds=0.25, cited=("a.md",)), INVENTED), 0.45)
CASES = [one.case for one in MADE.results]


def once() -> Iterator[Made]:
    yield MADE


def test_what_was_made_is_kept_to_the_last_digit(tmp_path: Path) -> None:
    keeper, makes = Keeper(tmp_path), once()

    first = keeper.made("assistant (a/reader)", "key", CASES, lambda: next(makes))
    second = keeper.made("assistant (a/reader)", "key", CASES, lambda: next(makes))

    assert first == second == MADE
    assert [path.name for path in tmp_path.iterdir()] == ["assistant (a_reader)-key.json"]


def test_under_another_key_it_is_made_again(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path)
    other = Made((result("other", 0.5, Outcome.WRONG),))

    keeper.made("bm25", "key", CASES, lambda: MADE)
    found = keeper.made("bm25", "new", [one.case for one in other.results], lambda: other)

    assert found == other


def test_without_a_folder_nothing_is_kept() -> None:
    assert Keeper(None).made("bm25", "key", CASES, lambda: MADE) == MADE


@pytest.mark.parametrize("changed", ["questions.jsonl", "docs/0.md", "docs/new.md"])
def test_a_set_that_changed_has_another_digest(folder: Path, tmp_path: Path, changed: str) -> None:
    copied = QuestionSet("planets", copytree(folder / "planets", tmp_path / "planets"))
    before = set_digest(copied, 9)

    (copied.folder / changed).write_text("Jupiter")

    assert set_digest(copied, 9) != before
    assert set_digest(copied, 9) != set_digest(copied, 8)
    assert set_digest(copied, 9) != set_digest(replace(copied, group_ending="_sea"), 9)


def test_a_digest_is_of_contents_and_names(tmp_path: Path) -> None:
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "a").write_text("1")
    before = folder_digest(tmp_path / "weights")

    (tmp_path / "weights" / "a").rename(tmp_path / "weights" / "b")

    assert folder_digest(tmp_path / "weights") != before
    assert folder_digest(tmp_path / "nowhere") == ""


def test_a_key_tells_its_parts_apart() -> None:
    assert key_of("ab", "c") != key_of("a", "bc")


def test_the_code_of_one_package_is_not_that_of_another() -> None:
    assert len({code_digest(("assistant",)), code_digest(("ingest",)), code_digest(())}) == 3
