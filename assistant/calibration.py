"""The threshold in force: set by hand, else chosen for these documents, else the shipped one."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.evidence import BUNDLED_READER
from assistant.prices import Prices, PricesEntry, prices_entry, shipped_prices
from assistant.settings import Settings
from assistant.types import Notice
from corpus import BUNDLED_ENCODER, Encoder, SettingsError, replace_text

SETTINGS_FILE = "settings.toml"
"""Name of the file in the index's folder that keeps what was chosen for its documents."""

_DIGEST_LENGTH = 12
_HEAD = (
    "# Confidence from which an answer is given, by encoder and reader; "
    "`footnote eval calibrate` writes it.\n"
    "# FOOTNOTE_THRESHOLD wins over it. Without this file the shipped threshold holds.\n"
)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A threshold, and the encoder and reader that it holds for."""

    encoder: str
    """Name of the encoder with the digest of its weights."""
    reader: str
    """Name of the reader with the digest of its weights."""
    threshold: float
    """Confidence from which an answer is given, 0 to 1."""
    cases: int = 0
    """How many cases it was chosen on; 0 if it was set by hand or shipped."""
    prices: Prices | None = None
    """What each threshold costs on the cases that it was not chosen on, where that was measured."""


@dataclass(frozen=True, slots=True)
class InForce:
    """The threshold that holds for a question, and what its asker should know of it."""

    calibration: Calibration
    notices: tuple[Notice, ...] = ()


class Thresholds:
    """Tells the threshold in force over one index, also when it is calibrated while it serves.

    A threshold in the settings wins; then comes the index's `settings.toml`, if it has one for
    this encoder and reader; then the shipped one, which was chosen for the bundled encoder.
    """

    def __init__(self, index: Path, settings: Settings, encoder: Encoder, reader: str) -> None:
        self._index = index
        self._is_explicit = "threshold" in settings.model_fields_set
        self._is_bundled = (encoder.name, settings.reader) == (BUNDLED_ENCODER, BUNDLED_READER)
        self._own = Calibration(_identity(encoder), reader, settings.threshold)
        self._known: tuple[object, InForce] | None = None

    def current(self, threshold: float | None = None) -> InForce:
        """What holds for the next question; the threshold given for it, if there is one.

        Raises:
            SettingsError: `settings.toml` is needed and cannot be used.
        """
        if threshold is not None:
            return InForce(replace(self._own, threshold=threshold))
        if self._is_explicit:
            return InForce(self._own)
        stamp = _stamp(self._index / SETTINGS_FILE)
        # One attribute is set at once, so that no thread sees a threshold of another file.
        known = self._known
        if known is None or known[0] != stamp:
            known = self._known = (stamp, self._read())
        return known[1]

    def prices(self) -> Prices | None:
        """What each threshold costs over this index, or else over public question sets.

        Raises:
            SettingsError: `settings.toml` cannot be used.
        """
        kept = (one.prices for one in load_calibrations(self._index) if self._is_ours(one))
        return next(kept, None) or shipped_prices(self._own.encoder, self._own.reader)

    def _is_ours(self, calibration: Calibration) -> bool:
        return _pair(calibration) == _pair(self._own)

    def _read(self) -> InForce:
        found = load_calibrations(self._index)
        for one in found:
            if self._is_ours(one):
                return InForce(one)
        if self._is_bundled and not found:
            return InForce(self._own)
        text = (
            f"Uncalibrated: the threshold of {self._own.threshold:g} was not chosen for this "
            "encoder and reader; `footnote eval calibrate` chooses one on your documents."
        )
        return InForce(self._own, (Notice("uncalibrated", text),))


def load_calibrations(index: str | Path) -> tuple[Calibration, ...]:
    """What was chosen for the documents of an index, by encoder and reader; none if nothing was.

    Raises:
        SettingsError: Its `settings.toml` cannot be read or holds something else.
    """
    path = Path(index) / SETTINGS_FILE
    try:
        read = _File.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"{str(path)!r} cannot be used: {_reason(error)}. Correct it, or delete it "
            "and run `footnote eval calibrate` anew."
        ) from error
    entries = {_pair(one): one for one in (entry.calibration() for entry in read.calibration)}
    return tuple(entries[pair] for pair in sorted(entries))


def save_calibration(index: str | Path, calibration: Calibration) -> Path:
    """Keeps a calibration in the index's folder, beside those of other encoders and readers.

    The file is replaced at once: who reads it finds the old or the new one.

    Returns:
        The file that was written.

    Raises:
        SettingsError: The file cannot be written, or holds something else already.
    """
    path = Path(index) / SETTINGS_FILE
    kept = [one for one in load_calibrations(index) if _pair(one) != _pair(calibration)]
    try:
        replace_text(path, _toml([*kept, calibration]))
    except OSError as error:
        raise SettingsError(
            f"{str(path)!r} cannot be written: {error.strerror}. Check the folder's permissions, "
            f"or set FOOTNOTE_THRESHOLD={calibration.threshold:g} instead."
        ) from error
    return path


_Name = Annotated[str, Field(min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    encoder: _Name
    reader: _Name
    threshold: Annotated[float, Field(ge=0, le=1)]
    cases: Annotated[int, Field(ge=0)] = 0
    prices: PricesEntry | None = None

    def calibration(self) -> Calibration:
        """The calibration that it holds."""
        prices = self.prices.prices() if self.prices else None
        return Calibration(self.encoder, self.reader, self.threshold, self.cases, prices)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    calibration: list[_Entry] = []


def _identity(encoder: Encoder) -> str:
    """Name and digest of an encoder; bytes of a path that are no UTF-8 are spelled out."""
    name = encoder.name.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"{name}-{encoder.digest[:_DIGEST_LENGTH]}"


def _pair(calibration: Calibration) -> tuple[str, str]:
    return calibration.encoder, calibration.reader


def _stamp(path: Path) -> tuple[int, ...] | None:
    """What changes when the file is replaced or rewritten; `None` without a file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _toml(calibrations: Iterable[Calibration]) -> str:
    tables = []
    for one in sorted(calibrations, key=_pair):
        own = {name: getattr(one, name) for name in ("encoder", "reader", "threshold", "cases")}
        tables.append("\n[[calibration]]\n" + _lines(own))
        if one.prices:
            tables.append("\n[calibration.prices]\n" + _lines(prices_entry(one.prices)))
    return _HEAD + "".join(tables)


def _lines(values: Mapping[str, Any]) -> str:
    return "".join(f"{name} = {_value(value)}\n" for name, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{_value(name)} = {_value(one)}" for name, one in value.items()) + "}"
        )
    # JSON escapes what TOML does but for DEL, and TOML has no surrogate pairs.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return f"{place!r} is not as it should be ({first['msg']})"
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
