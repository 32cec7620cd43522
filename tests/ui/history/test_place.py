from pathlib import Path

import pytest

from corpus import Server, SettingsError
from ui.history import index_key, keep_questions_days, state_folder


def test_the_state_is_where_the_setting_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FOOTNOTE_STATE", str(tmp_path / "kept"))
    assert state_folder() == tmp_path / "kept"

    monkeypatch.setenv("FOOTNOTE_STATE", "~/kept")
    assert state_folder() == Path.home() / "kept"


def test_the_state_is_else_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.delenv("FOOTNOTE_STATE")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() == tmp_path / "footnote"

    monkeypatch.delenv("XDG_STATE_HOME")
    assert state_folder() == Path.home() / ".local" / "state" / "footnote"


@pytest.mark.parametrize(("given", "days"), [("", 90), ("0", 0), (" 7 ", 7)])
def test_the_log_is_kept_for_days(monkeypatch: pytest.MonkeyPatch, given: str, days: int) -> None:
    monkeypatch.setenv("FOOTNOTE_KEEP_QUESTIONS_DAYS", given)

    assert keep_questions_days() == days


@pytest.mark.parametrize("given", ["-1", "1.5", "ever", "٣", "99999999999"])
def test_what_is_no_number_of_days_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("FOOTNOTE_KEEP_QUESTIONS_DAYS", given)

    with pytest.raises(SettingsError, match=r"FOOTNOTE_KEEP_QUESTIONS_DAYS cannot be .*give a"):
        keep_questions_days()


def test_an_index_on_a_server_is_named_by_its_address(tmp_path: Path) -> None:
    server = Server("http://chroma:8000/", tmp_path)

    assert index_key("some/index", server) == "http://chroma:8000/index"
    assert index_key(index_key("some/index", server)) == "http://chroma:8000/index"
    assert index_key(tmp_path / "x" / ".." / "index") == str(tmp_path / "index")
