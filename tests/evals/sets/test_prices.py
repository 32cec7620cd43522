import json
from pathlib import Path

import pytest

from assistant import Settings
from evals.sets.prices import is_reported, main
from evals.sets.question_set import sets_in


def test_prices_are_measured_on_the_reported_half_and_written_as_they_are_shipped(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = [str(folder), "--sets", "planets", "--write", f"{tmp_path}/prices.json"]
    args += ["--keep", f"{tmp_path}/kept", "--indexes", f"{tmp_path}/indexes"]
    cases = [one for one in sets_in(folder)[0].cases(200) if is_reported(one)]

    code = main(args)
    first = capsys.readouterr()
    again = main(args)

    page = json.loads((tmp_path / "prices.json").read_text("utf-8"))
    prices = page["prices"]
    answerable = sum(case.answerable for case in cases)
    assert (code, again) == (0, 0)
    assert 0 < len(cases) < 16
    assert first.err == f"planets: {len(cases)} questions\n"
    assert capsys.readouterr().err == ""
    assert prices["sources"] == {"planets": [answerable, len(cases) - answerable]}
    assert (prices["right"][0], prices["refused"][-1]) == (answerable, len(cases) - answerable)
    assert page["encoder"].startswith(Settings().encoder)
    assert "| 0.5 " in first.out


def test_a_folder_without_sets_is_an_error_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([str(tmp_path / "nowhere")])

    assert code == 1
    assert "There are no question sets" in capsys.readouterr().err
