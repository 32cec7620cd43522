"""Ingest with its progress shown, where somebody watches."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import typer

from ui.pace import DOING, Pace
from ui.stopping import stoppable

if TYPE_CHECKING:
    from ingest import IngestReport, Progress

    Show = Callable[[Progress], None]

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"
"""The corpus that comes with Footnote."""

_LINE_SECONDS = 5.0
_HINT = "\nStopping when the texts in hand are encoded.\n"


def ingested(
    paths: Sequence[Path], index: Path, *, quiet: bool = False, check: bool = False
) -> "IngestReport":
    """The report of an ingest, printed unless `quiet`; meanwhile stderr shows how far it is.

    On a terminal that is a bar, elsewhere a line every few seconds. Files that were left out are
    always named, on stderr.

    Raises:
        typer.Exit: Ctrl-C or SIGTERM came, and what that means for the index was told.
    """
    from ui.history.forgetting import forget_removed
    from ui.render import failure_lines, ingest_lines

    report = _run(paths, index, quiet=quiet, check=check)
    forget_removed(report, index)
    for line in failure_lines(report):
        typer.echo(line, err=True)
    if not quiet:
        typer.echo("\n".join(ingest_lines(report)))
    return report


def ensure_index(index: Path, documents: Path | None) -> None:
    """Makes sure that there is an index: from `documents`, or from the corpus that comes along.

    Where there is one already, `documents` are brought up to date in it if they are given.
    """
    from assistant import Settings
    from corpus import Index, IndexNotFound

    try:
        Index.open(index, server=Settings().server).close()
    except IndexNotFound:
        given = documents or DOCUMENTS
        typer.echo(f"There is no index at {str(index)!r} yet: ingesting {str(given)!r}.")
        ingested([given], index)
    else:
        if documents:
            ingested([documents], index)


def _run(paths: Sequence[Path], index: Path, *, quiet: bool, check: bool) -> "IngestReport":
    from assistant import Settings
    from ingest import ingest
    from ui.limits import limits_given

    settings = Settings()
    pace = Pace()
    with stoppable() as stop:
        try:
            with _shown(pace, quiet=quiet) as show:

                def told(progress: "Progress") -> None:
                    pace.see(progress, monotonic())
                    stop.hint = _HINT if progress.phase.value == "encode" else ""
                    show(progress)

                return ingest(
                    paths,
                    index=index,
                    encoder=settings.encoder,
                    server=settings.server,
                    progress=told,
                    check=check,
                    limits=limits_given(),
                )
        except KeyboardInterrupt:
            typer.echo(_stopped(index, pace.encoded), err=True)
            raise typer.Exit(stop.code) from None


def _stopped(index: Path, encoded: int) -> str:
    """What the next ingest will find, for the person who stopped this one."""
    from assistant import Settings
    from corpus import FootnoteError, Index

    try:
        Index.open(index, server=Settings().server).close()
        state = "The index answers from what it held before"
    except FootnoteError:
        state = "There is no index yet"
    kept = f"{encoded:,} encoded chunks are kept" if encoded else "nothing was encoded yet"
    return f"Stopped. {state}; {kept}, and the next ingest goes on from there."


@contextmanager
def _shown(pace: Pace, *, quiet: bool) -> "Iterator[Show]":
    if quiet:
        yield lambda progress: None
    elif sys.stderr.isatty():
        with _bars(pace) as show:
            yield show
    else:
        yield _lines(pace)


def _lines(pace: Pace) -> "Show":
    """A line now and then, for a file or another program."""
    next_line = monotonic() + _LINE_SECONDS

    def show(progress: "Progress") -> None:
        nonlocal next_line
        is_behind = progress.phase.value == "load" and pace.encoded
        if progress.note or (monotonic() >= next_line and not is_behind):
            next_line = monotonic() + _LINE_SECONDS
            typer.echo(pace.line(progress), err=True)

    return show


@contextmanager
def _bars(pace: Pace) -> "Iterator[Show]":
    """One bar a phase, with its rate and the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
    from rich.progress import Progress as Bar

    words = TextColumn("{task.description}", markup=False)
    rate = TextColumn("{task.fields[rate]}", markup=False)
    console = Console(stderr=True)
    with Bar(
        words, BarColumn(), MofNCompleteColumn(), rate, console=console, transient=True
    ) as bar:
        tasks: dict[str, TaskID] = {}

        def show(progress: "Progress") -> None:
            phase = progress.phase.value
            doing = f"{DOING[phase]} ({progress.note})" if progress.note else DOING[phase]
            if phase not in tasks:
                tasks.update({phase: bar.add_task(doing, total=None, rate="")})
            if phase == "store":
                for other in tasks.keys() - {phase}:
                    bar.update(tasks[other], visible=False)
            total = pace.total(progress) or None
            bar.update(
                tasks[phase], completed=progress.done, total=total, rate=pace.words(progress)
            )

        yield show
