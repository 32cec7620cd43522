"""The owner's part of the library: documents in, out, and in again."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from assistant import Assistant
from corpus import FootnoteError
from ingest import SUFFIXES
from ui.history import index_key, state_folder
from ui.limits import uploads_given
from ui.render import counted, failure_lines, ingest_lines, one_line
from ui.upkeep import Task, Upkeep
from ui.uploads import Upload, uploads_folder
from ui.web.library import open_document
from ui.web.site import BROKEN, Site, is_owner_here, show_problem

_TICK_SECONDS = 0.5
_ROUND = "uploads"
"""How often files were sent: the box for them begins anew each time."""
_REFUSED = "refused"


@st.cache_resource(show_spinner=False)
def upkeep_of(index: str, _assistant: Assistant) -> Upkeep:
    """What is being done to the index, the same for all visitors."""
    settings = _assistant.settings
    key = index_key(index, settings.server)
    folder = uploads_folder(Path(index).name, key, state_folder())
    return Upkeep(Path(index), folder, settings)


def show_task(site: Site) -> None:
    """What is being done just now, or what came of it."""
    upkeep = upkeep_of(site.index, site.assistant)
    if refused := st.session_state.pop(_REFUSED, ""):
        show_problem("Nothing was done", refused)
    if upkeep.is_busy:
        _follow(upkeep)
    elif upkeep.task is not None:
        _show_outcome(upkeep, upkeep.task)


def show_adding(site: Site) -> None:
    """A box to drag files into, and a way to ingest again what the index was made from."""
    upkeep = upkeep_of(site.index, site.assistant)
    limits = uploads_given()
    key = f"files-{st.session_state.setdefault(_ROUND, 0)}"
    chosen = st.file_uploader(
        "Files to take in",
        key=key,
        accept_multiple_files=True,
        type=sorted(suffix.removeprefix(".") for suffix in SUFFIXES),
        max_upload_size=limits.file_mb,
    )
    st.caption(
        f"Up to {counted(limits.files, 'file')} at once. A file of the same name takes the place "
        "of the one before. Others can ask on meanwhile."
    )
    st.button(
        f"Take in {counted(len(chosen), 'file')}" if chosen else "Take in",
        key="take-in",
        type="primary",
        disabled=not chosen or upkeep.is_busy,
        on_click=_take_in,
        args=(site, key),
    )
    st.divider()
    st.markdown("**Ingest again**")
    st.caption(
        "Looks through the files and folders that the index was made from: what is new or changed "
        "goes in, and what is gone from a folder goes out."
    )
    st.button(
        "Ingest again",
        key="again",
        icon=":material/refresh:",
        disabled=upkeep.is_busy,
        on_click=_again,
        args=(site,),
    )


def show_removing(site: Site, document_id: str) -> None:
    """A way to remove a document, which asks first."""
    upkeep = upkeep_of(site.index, site.assistant)
    with st.popover("Remove", icon=":material/delete:"):
        st.markdown("Remove this document for good? Nothing will be answered from it any more.")
        st.button(
            "Remove for good",
            key="remove",
            type="primary",
            disabled=upkeep.is_busy,
            on_click=_take_out,
            args=(site, document_id),
        )


def _take_in(site: Site, key: str) -> None:
    chosen, limits = st.session_state.get(key) or [], uploads_given()
    st.session_state[_ROUND] += 1
    if len(chosen) > limits.files:
        st.session_state[_REFUSED] = (
            f"{len(chosen):,} files are too many at once: send up to {limits.files:,}, or set "
            "FOOTNOTE_UPLOAD_FILES."
        )
        return
    uploads = [Upload(file.name, file.getvalue()) for file in chosen]
    if uploads:
        _change(site, lambda upkeep: upkeep.take_in(uploads, file_mb=limits.file_mb))


def _take_out(site: Site, document_id: str) -> None:
    if _change(site, lambda upkeep: upkeep.take_out(document_id)):
        open_document(None)


def _again(site: Site) -> None:
    _change(site, Upkeep.again)


def _change(site: Site, begin: Callable[[Upkeep], bool]) -> bool:
    """Begins a change if the visitor may make one and no other is under way."""
    reason = ""
    if not is_owner_here():
        reason = "Only the owner of the documents may change them."
    elif not begin(upkeep_of(site.index, site.assistant)):
        reason = "Another change is being made: try again when it is done."
    if reason:
        st.session_state[_REFUSED] = reason
    return not reason


@st.fragment(run_every=_TICK_SECONDS)
def _follow(upkeep: Upkeep) -> None:
    task = upkeep.task
    if task is None or task.is_over:
        st.rerun()
        return
    with st.container(border=True, key="task", gap="xsmall"):
        st.markdown(f"**{task.title}**")
        st.progress(task.part or 0.0)
        st.text(one_line(task.line) or "Starting")


def _show_outcome(upkeep: Upkeep, task: Task) -> None:
    with st.container(key="outcome", gap="xsmall"):
        if task.error is not None:
            reason = str(task.error) if isinstance(task.error, FootnoteError) else BROKEN
            show_problem("The documents were not changed", reason)
        elif task.report is not None:
            with st.container(border=True, key="outcome-shown", gap="xxsmall"):
                st.markdown(f":material/check: **{task.title}: done**")
                for line in (*failure_lines(task.report), *ingest_lines(task.report)):
                    st.text(line)
        st.button("Dismiss", key="dismiss", type="tertiary", on_click=upkeep.dismiss)
