from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpus import SettingsError
from ingest import Limits
from ui.cli import app
from ui.limits import LIMIT_VARIABLES, limits_given


def test_the_environment_sets_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate(sorted(LIMIT_VARIABLES), start=1):
        monkeypatch.setenv(name, str(number))

    assert limits_given() == Limits(max_file_mb=1, max_text_chars=2, parse_mb=3, parse_seconds=4)


def test_without_settings_the_limits_are_those_shipped() -> None:
    assert limits_given() == Limits()


def test_a_limit_that_is_no_number_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_PARSE_MB", "much")

    with pytest.raises(SettingsError, match="FOOTNOTE_PARSE_MB cannot be 'much'"):
        limits_given()


def test_inspect_shows_a_page_and_what_was_left_out(tmp_path: Path) -> None:
    page = tmp_path / "owls.html"
    page.write_text("<h1>Owls</h1><p>They hunt.</p>" + "<div>" * 5000 + "deep", "utf-8")

    shown = CliRunner().invoke(app, ["inspect", str(page)])

    assert shown.exit_code == 0
    assert "Owls, owls.html: 18 characters" in shown.output
    assert "250 elements deep was left out" in shown.output
