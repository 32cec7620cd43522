"""What strictness costs, as it is kept and looked up."""

import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from assistant import (
    Assistant,
    Calibration,
    Price,
    Prices,
    Settings,
    load_calibrations,
    save_calibration,
)
from assistant.prices import shipped_prices
from corpus import SettingsError

EAGER = Price(0.0, right=8, wrong=2, answerable=10, refused=0, unanswerable=4)
MIDDLE = Price(0.5, right=6, wrong=1, answerable=10, refused=3, unanswerable=4)
STRICT = Price(1.0, right=0, wrong=0, answerable=10, refused=4, unanswerable=4)
OWN = Prices((EAGER, MIDDLE, STRICT), "2026-11-22")


@pytest.mark.parametrize(
    ("threshold", "right", "wrong", "unanswered", "refused"),
    [
        pytest.param(0.5, 6, 1, 3, 3, id="measured"),
        pytest.param(0.25, 7, 1, 2, 2, id="between"),
        pytest.param(0.75, 3, 1, 6, 4, id="between, rounded"),
        pytest.param(0.0, 8, 2, 0, 0, id="always"),
        pytest.param(1.0, 0, 0, 10, 4, id="never"),
    ],
)
def test_a_price_is_known_at_every_threshold(
    threshold: float, right: int, wrong: int, unanswered: int, refused: int
) -> None:
    price = OWN.at(threshold)

    assert (price.right, price.wrong, price.unanswered) == (right, wrong, unanswered)
    assert (price.refused, price.answerable, price.unanswerable) == (refused, 10, 4)
    assert price.threshold == threshold


def test_own_prices_are_kept_with_the_threshold_that_was_chosen(tmp_path: Path) -> None:
    kept = Calibration("e-1", "r-1", 0.5, 40, OWN)
    plain = Calibration("e-2", "r-1", 0.4)

    save_calibration(tmp_path, kept)
    save_calibration(tmp_path, plain)

    assert load_calibrations(tmp_path) == (kept, plain)
    assert OWN.is_own


def test_prices_of_public_sets_survive_being_kept(tmp_path: Path) -> None:
    shipped = _shipped_prices()

    save_calibration(tmp_path, Calibration("e", "r", 0.5, 40, shipped))

    assert load_calibrations(tmp_path)[0].prices == shipped


def test_a_file_of_before_there_were_prices_is_read(tmp_path: Path) -> None:
    lines = ("[[calibration]]", 'encoder = "e"', 'reader = "r"', "threshold = 0.5", "cases = 40")
    (tmp_path / "settings.toml").write_text("\n".join(lines), "utf-8")

    assert load_calibrations(tmp_path) == (Calibration("e", "r", 0.5, 40),)


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ("right = [8, 6, 0]", "right = [8, 6]", "differ in length"),
        ("right = [8, 6, 0]", "right = [9, 6, 0]", "more questions than were asked"),
        ("refused = [0, 3, 4]", "refused = [0, 3, 5]", "more questions than were asked"),
        ("[0.0, 0.5, 1.0]", "[0.0, 1.0, 0.5]", "do not rise"),
        ("[0.0, 0.5, 1.0]", "[0.0, 0.5, 45.0]", "less than or equal to 1"),
        ('"2026-11-22"', '"today"', "measured"),
    ],
)
def test_prices_that_cannot_be_are_refused(
    tmp_path: Path, was: str, becomes: str, why: str
) -> None:
    path = save_calibration(tmp_path, Calibration("e", "r", 0.5, 40, OWN))
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes), "utf-8")

    with pytest.raises(SettingsError, match=why):
        load_calibrations(tmp_path)


def test_the_shipped_prices_are_those_of_the_shipped_reader_on_public_sets() -> None:
    shipped = _shipped_prices()
    last = shipped.points[-1]

    assert len(shipped.points) > 20
    assert 0.45 in [point.threshold for point in shipped.points]
    assert sum(one.answerable for one in shipped.sources) == last.answerable > 100
    assert sum(one.unanswerable for one in shipped.sources) == last.unanswerable > 100
    assert not shipped.is_own


def test_stricter_never_answers_more() -> None:
    points = _shipped_prices().points

    for eager, strict in pairwise(points):
        assert strict.right <= eager.right
        assert strict.wrong <= eager.wrong
        assert strict.refused >= eager.refused


def test_own_prices_come_before_the_shipped_ones(bread_index: Path, tmp_path: Path) -> None:
    index = shutil.copytree(bread_index, tmp_path / "index")
    with Assistant.open(index, Settings(threshold=0.3)) as assistant:
        before = assistant.prices()
        save_calibration(index, replace(assistant.calibration, prices=OWN))
        after = assistant.prices()

    assert (before, after) == (_shipped_prices(), OWN)


def test_another_reader_has_no_shipped_prices(bread_index: Path) -> None:
    with Assistant.open(bread_index, Settings(reader="first")) as assistant:
        assert assistant.prices() is None


def _shipped_prices() -> Prices:
    from assistant.prices import _shipped

    found = shipped_prices(_shipped().encoder, _shipped().reader)
    assert found is not None
    return found
