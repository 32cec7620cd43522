"""How much one file may cost."""

from dataclasses import dataclass
from math import inf

from corpus import SettingsError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that a file must keep; one that does not is refused, and the others go in."""

    max_file_mb: float = 100
    """Most megabytes of a file."""
    parse_seconds: float = 120
    """Most seconds that reading one file may take."""
    parse_mb: float = 1024
    """Most megabytes of memory for reading one file, where the system can hold it to that."""
    max_text_chars: float = 10_000_000
    """Most characters of text that are taken from one file."""

    def __post_init__(self) -> None:
        for name in ("max_file_mb", "parse_seconds", "parse_mb", "max_text_chars"):
            value = getattr(self, name)
            if not 0 < value < inf:
                raise SettingsError(f"Limit {name!r} cannot be {value!r}: give a positive number.")
