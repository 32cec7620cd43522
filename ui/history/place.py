"""Where conversations are kept, under which name an index goes there, and for how long."""

import os
import sys
from pathlib import Path

from corpus import Server, SettingsError

HISTORY_VARIABLES = frozenset({"FOOTNOTE_STATE", "FOOTNOTE_KEEP_QUESTIONS_DAYS"})
KEPT_DAYS = 90
"""How long questions stay in the log unless the setting says otherwise."""
_MOST_DAYS = 36_500


def state_folder() -> Path:
    """The folder of what must outlive a restart: `FOOTNOTE_STATE`, or the user's own for that."""
    if given := os.environ.get("FOOTNOTE_STATE", "").strip():
        return Path(given).expanduser()
    home = Path.home()
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = home / "Library" / "Application Support"
    else:
        base = os.environ.get("XDG_STATE_HOME") or home / ".local" / "state"
    return Path(base) / "footnote"


def keep_questions_days() -> int:
    """For how many days questions stay in the owner's log; 0 keeps none.

    Raises:
        SettingsError: `FOOTNOTE_KEEP_QUESTIONS_DAYS` is no whole number of days.
    """
    given = os.environ.get("FOOTNOTE_KEEP_QUESTIONS_DAYS", "").strip()
    if not given:
        return KEPT_DAYS
    if not (given.isascii() and given.isdigit() and int(given) <= _MOST_DAYS):
        raise SettingsError(
            f"Setting FOOTNOTE_KEEP_QUESTIONS_DAYS cannot be {given!r}: give a whole number of "
            f"days up to {_MOST_DAYS:,}, or 0 to keep no questions."
        )
    return int(given)


def index_key(index: str | Path, server: Server | None = None) -> str:
    """The name under which conversations with an index are kept.

    It is the same however the folder of the index is written; on a server, it is the address.
    """
    if server is not None:
        return f"{server.address}/{server.index_name(Path(index))}"
    return str(index) if "://" in str(index) else str(Path(index).resolve())
