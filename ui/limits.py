"""How much one file may cost, as the environment says."""

import os
from dataclasses import fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest import Limits

LIMIT_VARIABLES = frozenset(
    {
        "FOOTNOTE_MAX_FILE_MB",
        "FOOTNOTE_MAX_TEXT_CHARS",
        "FOOTNOTE_PARSE_MB",
        "FOOTNOTE_PARSE_SECONDS",
    }
)


def limits_given() -> "Limits":
    """The limits of reading a file: the defaults, and what the environment sets.

    Raises:
        SettingsError: A value is no positive number.
    """
    from corpus import SettingsError
    from ingest import Limits

    given: dict[str, float] = {}
    for field in fields(Limits):
        variable = f"FOOTNOTE_{field.name.upper()}"
        value = os.environ.get(variable, "").strip()
        if not value:
            continue
        try:
            given[field.name] = float(value)
        except ValueError as error:
            raise SettingsError(
                f"Setting {variable} cannot be {value!r}: give a positive number."
            ) from error
    return Limits(**given)
