"""`footnote ingest --watch`: an index kept current, one line a round."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ui.stopping import Stop, stoppable

if TYPE_CHECKING:
    from ingest import IngestReport


def keep_current(paths: Sequence[Path], index: Path, failed: dict[str, str]) -> None:
    """Ingests again whenever files change, until Ctrl-C or SIGTERM, which end it with 0.

    What goes wrong in a round is told once, and the next round tries again.

    Args:
        paths: Files and folders, as given to the ingest before.
        index: Folder of the index.
        failed: The files that ingest left out, which are not named again for the same reason.
    """
    from ingest import changes

    typer.echo(f"Watching {', '.join(repr(str(path)) for path in paths)}; Ctrl-C ends it.")
    told = _Told(failed)
    with stoppable() as stop:
        try:
            for _ in changes(paths, index):
                _round(paths, index, told, stop)
        except KeyboardInterrupt:
            typer.echo(f"{_now()} Stopped watching; the index is as the last round left it.")


class _Told:
    """What was said last about what goes wrong, so that it is said once."""

    def __init__(self, failed: dict[str, str]) -> None:
        self.failed = failed
        self.error = ""


def _round(paths: Sequence[Path], index: Path, told: _Told, stop: Stop) -> None:
    from corpus import FootnoteError
    from ingest import ingest
    from ui.history.forgetting import forget_removed
    from ui.limits import limits_given
    from ui.text import one_line

    try:
        report = ingest(paths, index=index, limits=limits_given())
        forget_removed(report, index)
    except (FootnoteError, OSError) as error:
        message = one_line(str(error))
        if message != told.error:
            typer.echo(f"{_now()} {message} Watching goes on.", err=True)
        told.error = message
        return
    lines = _lines(report, told.failed)
    if told.error and not lines:
        lines = ["All is well again; nothing has changed."]
    told.error, told.failed = "", report.failed
    for line in lines:
        typer.echo(f"{_now()} {line}")


def _lines(report: "IngestReport", told: dict[str, str]) -> list[str]:
    """What a round did, in one line, and a line for each file that it is the first to leave out."""
    from dataclasses import replace

    from ui.render import failure_lines, ingest_lines

    new = {path: why for path, why in report.failed.items() if told.get(path) != why}
    lines = failure_lines(replace(report, failed=new))
    if not report.is_unchanged or new:
        lines.append(ingest_lines(report)[-1])
    return lines


def _now() -> str:
    return datetime.now().strftime("%H:%M:%S")
