"""The history that all visitors of the site share."""

from pathlib import Path

import streamlit as st

from ui.history import History, index_key, keep_questions_days, state_folder
from ui.web.site import Site


def history() -> History:
    """The conversations and the log of questions.

    Raises:
        HistoryError: The file cannot be used.
        SettingsError: The setting of how long questions are kept is no number of days.
    """
    return _open(str(state_folder()), keep_questions_days())


def place(site: Site) -> str:
    """The name under which what was asked of this site's index is kept."""
    return index_key(site.index, site.assistant.settings.server)


@st.cache_resource(show_spinner=False, on_release=History.close)
def _open(folder: str, keep_days: int) -> History:
    return History.open(Path(folder), keep_days=keep_days)
