"""What every page of the site shares: the assistant, the documents, and which pages there are."""

import logging
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from assistant import Assistant
from corpus import FootnoteError, Index, Source
from ui.managing import is_owner
from ui.render import visible
from ui.web.examples import example_questions

BROKEN = "Something went wrong on the server; its log says what. Ask again, or restart it."
"""Said of an error that is a bug."""

_LOG = logging.getLogger(__name__)
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Overview:
    """What the pages say about a generation."""

    sources: tuple[Source, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """What a page is drawn from."""

    assistant: Assistant
    index: str
    """Path of the index."""
    overview: Overview
    is_owner: bool = False
    """Whether the visitor may manage the documents and see what was asked."""


def show() -> None:
    """Draws the page that is looked at; Streamlit calls it again after every click."""
    st.set_page_config("Footnote", (_FOLDER / "icon.svg").read_text("utf-8"))
    st.html(f"<style>{(_FOLDER / 'page.css').read_text('utf-8')}</style>")
    try:
        site = _opened()
    except FootnoteError as error:
        _show_closed(str(error))
        return
    except Exception:
        _LOG.exception("The page could not be opened.")
        _show_closed(BROKEN)
        return
    st.navigation(_pages(site)).run()


def show_problem(title: str, reason: str) -> None:
    """An error in one sentence; `title` is Markdown, `reason` is not."""
    with st.container(border=True, key="problem-shown", gap="xxsmall"):
        st.markdown(f":material/error: **{title}**")
        st.text(visible(reason))


@st.cache_resource(show_spinner="Opening the index")
def open_assistant(index: str) -> Assistant:
    """The assistant that all visitors share; it takes up new generations by itself."""
    return Assistant.open(index)


@st.cache_data(show_spinner="Reading the documents", max_entries=4)
def read_overview(index: str, generation: str, _assistant: Assistant) -> Overview:
    """The documents and example questions of a generation, read once for all visitors."""
    with Index.open(index, server=_assistant.settings.server) as opened:
        current = opened.current(searching=False)
        return Overview(current.sources(), example_questions(_assistant, current))


def _opened() -> Site:
    index = os.environ.get("FOOTNOTE_INDEX", "index")
    assistant = open_assistant(index)
    overview = read_overview(index, assistant.generation, assistant)
    return Site(assistant, index, overview, is_owner_here())


def is_owner_here() -> bool:
    """Whether the visitor is the owner of the documents; asked again before every change.

    Raises:
        SettingsError: The setting is neither yes nor no.
    """
    return is_owner(st.get_option("server.address"), st.context.headers)


def _pages(site: Site) -> list[st.Page]:
    """The pages that a visitor can go to, the first of which is the chat."""
    from ui.web.views import chat, library, owner, settings

    pages = [
        st.Page(partial(chat.show, site), title="Chat", icon=":material/chat:", default=True),
        st.Page(
            partial(library.show, site),
            title="Library",
            icon=":material/local_library:",
            url_path="library",
        ),
        st.Page(
            partial(settings.show, site),
            title="Settings",
            icon=":material/tune:",
            url_path="settings",
        ),
    ]
    if site.is_owner:
        shown = partial(owner.show, site)
        icon = ":material/query_stats:"
        pages.append(st.Page(shown, title="Questions", icon=icon, url_path="questions"))
    return pages


def _show_closed(reason: str) -> None:
    st.title("Footnote", anchor=False)
    show_problem("The documents cannot be asked", reason)
