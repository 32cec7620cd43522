from collections import Counter
from pathlib import Path
from random import Random

import pytest

from evals.training.support import __main__, course
from evals.training.support.pair import Pair

KINDS = ("reworded", "swapped", "own, true", "own, hedge", "human, refuted", "long answer")


def pairs(each: int) -> list[Pair]:
    return [
        Pair(kind, f"Claim {n}.", ("A mill.",), "", kind == "reworded", f"page {n}.md")
        for kind in KINDS
        for n in range(each)
    ]


def test_the_first_stage_takes_a_share_of_each_kind_and_none_of_our_own() -> None:
    count = Counter(pair.kind for pair in course._capped(pairs(6000), Random(0)))

    assert count["reworded"] == 4500
    assert count["swapped"] == 600
    assert not any(kind.startswith("own") for kind in count)


def test_the_second_stage_reads_our_own_claims_often_and_others_less() -> None:
    count = Counter(pair.kind for pair in course._again(pairs(1000), Random(0)))

    assert count["own, true"] == count["own, hedge"] == 4000
    assert count["human, refuted"] == 1000
    assert count["swapped"] == 120


def test_the_third_stage_takes_more_of_what_was_mistaken() -> None:
    made = [*pairs(700), *(Pair("names swapped, told", "A.", ("B.",), "", False, "c.md"),) * 700]

    count = Counter(pair.kind for pair in course._mistaken(made, Random(0)))

    assert count["names swapped, told"] == 300
    assert count["swapped"] == 170
    assert count["human, refuted"] == 300
    assert count["own, hedge"] == 1400


def test_the_seed_draws_the_same() -> None:
    made = pairs(900)

    assert course._capped(made, Random(1)) == course._capped(made, Random(1))
    assert course._capped(made, Random(1)) != course._capped(made, Random(2))


@pytest.mark.parametrize("stage", ["written", "again", "export"])
def test_a_stage_needs_the_one_before(
    stage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        __main__.main(["--data", "sets", "--out", str(tmp_path), "--stage", stage])

    assert f"the stage {stage!r} begins from" in capsys.readouterr().err


def test_a_missing_start_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = tmp_path / "nowhere.pt"

    with pytest.raises(SystemExit):
        __main__.main(["--data", "sets", "--out", str(tmp_path), "--start", str(start)])

    assert "nowhere.pt" in capsys.readouterr().err
