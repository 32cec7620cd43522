import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Calibration, Settings, load_calibrations, save_calibration
from assistant.calibration import Thresholds
from corpus import BUNDLED_ENCODER, SettingsError
from tests.fakes import HashEncoder

BUNDLED = HashEncoder(BUNDLED_ENCODER, digest="ab" * 32)
OTHER = HashEncoder("bge", digest="cd" * 32)
OURS = Calibration("all-MiniLM-L6-v2-abababababab", "first-1", 0.6, 40)
OF_OTHER_READER = Calibration("all-MiniLM-L6-v2-abababababab", "first-0", 0.7, 40)
OF_OTHER_ENCODER = Calibration("bge-cdcdcdcdcdcd", "first-1", 0.8, 40)

NAMES = st.text(min_size=1, max_size=20)


@given(
    NAMES,
    NAMES,
    st.floats(0, 1),
    st.integers(0, 10**6),
)
def test_what_is_saved_is_loaded(encoder: str, reader: str, threshold: float, cases: int) -> None:
    calibration = Calibration(encoder, reader, threshold, cases)

    with TemporaryDirectory() as index:
        save_calibration(index, calibration)

        assert load_calibrations(index) == (calibration,)


@pytest.mark.parametrize(
    "name",
    ['say "hi"', "C:\\models\\bge", "名前 🍞", "line\nbreak\r\n", "\x00\x1b\x7f", "a = 'b' # c"],
    ids=["quotes", "backslashes", "unicode", "lines", "control", "toml"],
)
def test_odd_names_come_back(tmp_path: Path, name: str) -> None:
    calibration = Calibration(name, "first-1", 0.5, 20)

    save_calibration(tmp_path, calibration)

    assert load_calibrations(tmp_path) == (calibration,)


def test_other_pairs_are_kept_and_the_same_pair_is_replaced(tmp_path: Path) -> None:
    save_calibration(tmp_path, OF_OTHER_READER)
    save_calibration(tmp_path, Calibration(OURS.encoder, OURS.reader, 0.1))
    save_calibration(tmp_path, OURS)

    assert load_calibrations(tmp_path) == (OF_OTHER_READER, OURS)


def test_the_file_is_the_same_in_whatever_order_it_was_written(tmp_path: Path) -> None:
    entries = (OURS, OF_OTHER_ENCODER)
    for folder, order in (("a", entries), ("b", entries[::-1])):
        (tmp_path / folder).mkdir()
        for one in order:
            path = save_calibration(tmp_path / folder, one)

    assert path.read_bytes() == (tmp_path / "a" / path.name).read_bytes()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("threshold 0.5", "Expected '='", id="no TOML"),
        pytest.param("threshold = 0.5", "'threshold'", id="unknown key"),
        pytest.param("calibration = 5", "'calibration'", id="no table"),
        pytest.param('[[calibration]]\nencoder = "e"\nreader = "r"', "threshold", id="incomplete"),
        pytest.param(
            '[[calibration]]\nencoder = "e"\nreader = "r"\nthreshold = 45',
            "'calibration.0.threshold'",
            id="a percentage",
        ),
        pytest.param(
            '[[calibration]]\nencoder = "e"\nreader = "r"\nthreshold = nan',
            "'calibration.0.threshold'",
            id="no number",
        ),
    ],
)
def test_a_file_that_holds_something_else_is_refused(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "settings.toml").write_text(text, "utf-8")

    with pytest.raises(SettingsError, match=why) as error:
        load_calibrations(tmp_path)

    assert repr(str(tmp_path / "settings.toml")) in str(error.value)
    assert "delete it" in str(error.value)


def test_a_file_that_is_no_text_is_refused_and_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SettingsError, match="delete it"):
        save_calibration(tmp_path, OURS)

    assert path.read_bytes() == b"\xff\xfe\x00"


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"settings\.toml' cannot be written: No such file"):
        save_calibration(tmp_path / "nowhere", OURS)


def test_a_killed_write_leaves_the_old_file(tmp_path: Path) -> None:
    save_calibration(tmp_path, OURS)
    # The process dies where the new file is complete and has not taken the old one's place.
    program = (
        "import os, signal\n"
        "from assistant import Calibration, save_calibration\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"save_calibration({str(tmp_path)!r}, Calibration('e', 'r', 0.9))\n"
    )

    killed = subprocess.run([sys.executable, "-c", program], capture_output=True)
    after_the_kill = load_calibrations(tmp_path)
    save_calibration(tmp_path, OF_OTHER_READER)

    assert killed.returncode == -9
    assert after_the_kill == (OURS,)
    assert load_calibrations(tmp_path) == (OF_OTHER_READER, OURS)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    ("encoder", "saved", "given_value", "threshold", "is_told"),
    [
        pytest.param(BUNDLED, [], None, 0.45, False, id="shipped"),
        pytest.param(BUNDLED, [OURS], None, 0.6, False, id="calibrated"),
        pytest.param(BUNDLED, [OURS], 0.2, 0.2, False, id="set by hand"),
        pytest.param(BUNDLED, [OURS], 0.45, 0.45, False, id="the shipped one set by hand"),
        pytest.param(BUNDLED, [OF_OTHER_READER], None, 0.45, True, id="for another reader"),
        pytest.param(BUNDLED, [OF_OTHER_ENCODER], None, 0.45, True, id="for another encoder"),
        pytest.param(BUNDLED, [OF_OTHER_ENCODER, OURS], None, 0.6, False, id="one of two"),
        pytest.param(OTHER, [], None, 0.45, True, id="other encoder"),
        pytest.param(OTHER, [OURS], None, 0.45, True, id="other encoder, bundled calibrated"),
        pytest.param(OTHER, [OF_OTHER_ENCODER], None, 0.8, False, id="other encoder, calibrated"),
        pytest.param(OTHER, [], 0.3, 0.3, False, id="other encoder, set by hand"),
    ],
)
@pytest.mark.parametrize("by", ["argument", "environment"])
def test_by_hand_comes_before_calibrated_and_that_before_shipped(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    encoder: HashEncoder,
    saved: list[Calibration],
    given_value: float | None,
    threshold: float,
    is_told: bool,
    by: str,
) -> None:
    for one in saved:
        save_calibration(tmp_path, one)
    arguments = {}
    if given_value is not None and by == "environment":
        monkeypatch.setenv("FOOTNOTE_THRESHOLD", str(given_value))
    elif given_value is not None:
        arguments["threshold"] = given_value

    found = Thresholds(tmp_path, Settings(**arguments), encoder, "first-1").current()

    assert found.calibration.threshold == threshold
    assert [notice.code for notice in found.notices] == ["uncalibrated"] * is_told


def test_the_notice_says_what_holds_and_how_to_choose(tmp_path: Path) -> None:
    (notice,) = Thresholds(tmp_path, Settings(), OTHER, "first-1").current().notices

    assert notice.text == (
        "Uncalibrated: the threshold of 0.45 was not chosen for this encoder and reader; "
        "`footnote eval calibrate` chooses one on your documents."
    )


def test_a_threshold_set_by_hand_needs_no_sound_file(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("not at all", "utf-8")

    found = Thresholds(tmp_path, Settings(threshold=0.3), BUNDLED, "first-1").current()

    assert found.calibration.threshold == 0.3


def test_every_change_of_the_file_is_picked_up(tmp_path: Path) -> None:
    thresholds = Thresholds(tmp_path, Settings(), BUNDLED, "first-1")
    path = tmp_path / "settings.toml"
    seen = [thresholds.current().calibration.threshold]

    save_calibration(tmp_path, OURS)
    seen.append(thresholds.current().calibration.threshold)
    save_calibration(tmp_path, Calibration(OURS.encoder, OURS.reader, 0.7, 40))
    seen.append(thresholds.current().calibration.threshold)
    path.write_text("not at all", "utf-8")
    with pytest.raises(SettingsError, match="delete it"):
        thresholds.current()
    path.unlink()
    seen.append(thresholds.current().calibration.threshold)

    assert seen == [0.45, 0.6, 0.7, 0.45]


def test_an_encoder_in_a_folder_whose_name_is_no_text_can_be_calibrated(tmp_path: Path) -> None:
    encoder = HashEncoder("models/\udcff")
    thresholds = Thresholds(tmp_path, Settings(), encoder, "first-1")

    save_calibration(tmp_path, thresholds.current().calibration)

    assert thresholds.current().notices == ()
