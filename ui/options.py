"""The options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

IndexOption = Annotated[
    Path,
    typer.Option(
        "--index",
        envvar="FOOTNOTE_INDEX",
        metavar="DIR",
        file_okay=False,
        help="Folder of the index.",
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
PortOption = Annotated[
    int | None,
    typer.Option(
        min=1, max=65535, help="Port of the page.  [default: 8501, or the next that is free]"
    ),
]
