import pytest

from assistant import Settings
from corpus import SettingsError


def test_arguments_win_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_THRESHOLD", "0.7")
    monkeypatch.setenv("FOOTNOTE_MAX_CLAIMS", "2")

    settings = Settings(threshold=0.2)

    assert (settings.threshold, settings.max_claims) == (0.2, 2)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"threshold": 1.5}, r"'threshold' \(FOOTNOTE_THRESHOLD\) cannot be 1.5"),
        ({"treshold": 0.5}, "'treshold'"),
    ],
    ids=["out-of-range", "unknown"],
)
def test_a_wrong_setting_is_named(values: dict[str, float], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Settings(**values)


def test_a_wrong_environment_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_READ_K", "many")

    with pytest.raises(SettingsError, match="FOOTNOTE_READ_K"):
        Settings()


def test_every_setting_is_described() -> None:
    assert [n for n, field in Settings.model_fields.items() if not field.description] == []
