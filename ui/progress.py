"""Ingest with a progress bar, where somebody watches."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ingest import IngestReport, Progress

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"
"""The corpus that comes with Footnote."""

_DOING = {
    "wait": "Waiting for another ingest",
    "load": "Reading documents",
    "encode": "Encoding chunks",
    "store": "Storing chunks",
}


def ingested(paths: Sequence[Path], index: Path, *, quiet: bool = False) -> "IngestReport":
    """The report of an ingest, printed unless `quiet`; on a terminal a bar shows how far it is.

    Files that were left out are always named, on stderr.
    """
    from ui.render import failure_lines, ingest_lines

    report = _watched(paths, index) if sys.stderr.isatty() and not quiet else _run(paths, index)
    for line in failure_lines(report):
        typer.echo(line, err=True)
    if not quiet:
        typer.echo("\n".join(ingest_lines(report)))
    return report


def ensure_index(index: Path, documents: Path | None) -> None:
    """Makes sure that there is an index: from `documents`, or from the corpus that comes along.

    Where there is one already, `documents` are brought up to date in it if they are given.
    """
    from corpus import Index, IndexNotFound

    try:
        Index.open(index).close()
    except IndexNotFound:
        given = documents or DOCUMENTS
        typer.echo(f"There is no index at {str(index)!r} yet: ingesting {str(given)!r}.")
        ingested([given], index)
    else:
        if documents:
            ingested([documents], index)


def _run(paths: Sequence[Path], index: Path) -> "IngestReport":
    from ingest import ingest
    from ui.limits import limits_given

    return ingest(paths, index=index, limits=limits_given())


def _watched(paths: Sequence[Path], index: Path) -> "IngestReport":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    from ingest import ingest
    from ui.limits import limits_given

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        shown = ("", bar.add_task(""))

        def show(progress: "Progress") -> None:
            nonlocal shown
            doing, total = _doing(progress)
            if shown[0] != doing:
                bar.remove_task(shown[1])
                shown = (doing, bar.add_task(doing, total=total))
            bar.update(shown[1], completed=progress.done, total=total)

        return ingest(paths, index=index, progress=show, limits=limits_given())


def _doing(progress: "Progress") -> tuple[str, int | None]:
    """What is said about the work, and how many steps it has if that is known."""
    doing = _DOING[progress.phase.value]
    if progress.note:
        return f"{doing} ({progress.note})", None
    if progress.phase.value == "load" and progress.done == progress.total:
        return "Loading the encoder", None  # it takes seconds, and nothing is reported meanwhile
    return doing, progress.total or None
