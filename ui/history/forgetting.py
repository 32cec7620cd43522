"""Has kept conversations forget what the command line removed from an index."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ingest import IngestReport


def forget_removed(report: "IngestReport", index: Path) -> None:
    """Blanks in kept conversations what documents said that an ingest or removal took out.

    If it cannot be done, that is said on stderr: the index itself is as it should be, and the
    pages try again when they next see it.

    Args:
        report: What was done.
        index: Folder of the index.
    """
    from ui.history.place import state_folder
    from ui.history.store import FILE

    folder = state_folder()
    if not (report.removed or report.moved) or not (folder / FILE).exists():
        return
    from corpus import FootnoteError
    from ui.text import one_line

    try:
        _forget(index, folder)
    except FootnoteError as error:
        typer.echo(f"Kept conversations still have removed words. {one_line(str(error))}", err=True)


def _forget(index: Path, folder: Path) -> None:
    from assistant import Settings
    from corpus import Index
    from ui.history.history import History
    from ui.history.place import index_key

    server = Settings().server
    with Index.open(index, server=server) as opened:
        sources = opened.current(searching=False).sources()
    history = History.open(folder)
    try:
        history.purge(index_key(index, server), sources)
    finally:
        history.close()
