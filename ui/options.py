"""The options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer


def _print_version(asked: bool) -> None:
    if not asked:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        typer.echo(f"footnote {version('footnote')}")
    except PackageNotFoundError:
        typer.echo("footnote, run from its folder without being installed")
    raise typer.Exit


VersionOption = Annotated[
    bool,
    typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True),
]
IndexOption = Annotated[
    Path,
    typer.Option(
        "--index",
        envvar="FOOTNOTE_INDEX",
        metavar="DIR",
        file_okay=False,
        help="Folder of the index; with FOOTNOTE_CHROMA_URL, its name on that Chroma server.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
ExplainOption = Annotated[
    bool,
    typer.Option("--explain", help="Also show how the reply came about, with scores and times."),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print nothing but the files that were left out.")
]
WatchOption = Annotated[
    bool, typer.Option("--watch", help="Go on, and follow every change until Ctrl-C.")
]
CheckOption = Annotated[
    bool,
    typer.Option("--check", help="Read also files whose size and times are those of last time."),
]
PortOption = Annotated[
    int | None,
    typer.Option(
        min=1, max=65535, help="Port of the page.  [default: 8501, or the next that is free]"
    ),
]
OwnerOption = Annotated[
    bool | None,
    typer.Option(
        "--owner/--no-owner",
        help="Whether visitors may manage the documents and see what was asked.  "
        "[default: FOOTNOTE_OWNER, else only where this machine alone can reach the page]",
        show_default=False,
    ),
]
