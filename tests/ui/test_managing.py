import pytest

from corpus import SettingsError
from ui.managing import is_owner, owner_given

EVERYWHERE = "0.0.0.0"  # noqa: S104 - where nobody is the owner


@pytest.mark.parametrize(
    ("host", "headers", "expected"),
    [
        pytest.param("127.0.0.1", (), True, id="at this machine"),
        pytest.param("::1", (), True, id="at this machine by its newer address"),
        pytest.param(EVERYWHERE, (), False, id="from anywhere"),
        pytest.param(None, (), False, id="not known where"),
        pytest.param("127.0.0.1", ("x-forwarded-for",), False, id="through a proxy"),
        pytest.param("127.0.0.1", ("forwarded",), False, id="through another proxy"),
    ],
)
def test_whoever_sits_at_this_machine_is_the_owner(
    host: str | None, headers: tuple[str, ...], expected: bool
) -> None:
    assert is_owner(host, headers) is expected


@pytest.mark.parametrize(("value", "expected"), [("yes", True), ("No", False), (" YES ", True)])
def test_the_setting_comes_first(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: bool
) -> None:
    monkeypatch.setenv("FOOTNOTE_OWNER", value)

    assert is_owner("127.0.0.1", ()) is expected
    assert is_owner(EVERYWHERE, ("forwarded",)) is expected


def test_a_setting_that_says_neither_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_OWNER", "maybe")

    with pytest.raises(SettingsError, match="FOOTNOTE_OWNER cannot be 'maybe': give yes or no"):
        owner_given()
