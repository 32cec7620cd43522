"""How much one file may cost, and how much may be sent at once, as the environment says."""

import os
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest import Limits

LIMIT_VARIABLES = frozenset(
    {
        "FOOTNOTE_MAX_FILE_MB",
        "FOOTNOTE_MAX_TEXT_CHARS",
        "FOOTNOTE_PARSE_MB",
        "FOOTNOTE_PARSE_SECONDS",
        "FOOTNOTE_UPLOAD_FILES",
        "FOOTNOTE_UPLOAD_MB",
    }
)


@dataclass(frozen=True, slots=True)
class Uploads:
    """Bounds of what the owner may send through the page."""

    file_mb: int = 25
    """Most megabytes of a file."""
    files: int = 50
    """Most files at once."""


def limits_given() -> "Limits":
    """The limits of reading a file: the defaults, and what the environment sets.

    Raises:
        SettingsError: A value is no positive number.
    """
    from ingest import Limits

    named = (field.name for field in fields(Limits))
    given = {name: _number(f"FOOTNOTE_{name.upper()}") for name in named}
    return Limits(**{name: number for name, number in given.items() if number is not None})


def uploads_given() -> Uploads:
    """The limits of sending files: the defaults, and what the environment sets.

    Raises:
        SettingsError: A value is no whole number from 1.
    """
    file_mb, files = (_whole(f"FOOTNOTE_UPLOAD_{name}") for name in ("MB", "FILES"))
    default = Uploads()
    return Uploads(file_mb or default.file_mb, files or default.files)


def _whole(variable: str) -> int | None:
    from corpus import SettingsError

    number = _number(variable)
    if number is not None and (number < 1 or not number.is_integer()):
        raise SettingsError(f"Setting {variable} cannot be {number:g}: give a whole number from 1.")
    return None if number is None else int(number)


def _number(variable: str) -> float | None:
    from corpus import SettingsError

    value = os.environ.get(variable, "").strip()
    if not value:
        return None
    try:
        return float(value)
    except ValueError as error:
        raise SettingsError(
            f"Setting {variable} cannot be {value!r}: give a positive number."
        ) from error
