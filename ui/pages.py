"""The commands that show the pages: `footnote serve` and `footnote chat`."""

from pathlib import Path
from typing import Annotated

import typer

from ui.options import IndexOption, OwnerOption, PortOption


def serve(
    index: IndexOption = Path("index"),
    port: PortOption = None,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    owner: OwnerOption = None,
) -> None:
    """Serve the chat page.

    Only this machine can reach it unless --host says otherwise.
    """
    from assistant import Settings
    from corpus import Index
    from ui.serve import serve as serve_page

    Index.open(index, server=Settings().server).close()
    serve_page(index, host=host, port=port, browser=False, owner=owner)


def chat(
    index: IndexOption = Path("index"),
    documents: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Ingested first.  [default: the corpus that comes along, if no index exists]",
        ),
    ] = None,
    port: PortOption = None,
    browser: Annotated[
        bool, typer.Option(help="Show the page in a browser, where there is a screen.")
    ] = True,
    owner: OwnerOption = None,
) -> None:
    """Open the chat page in the browser."""
    from ui.progress import ensure_index
    from ui.serve import serve as serve_page

    ensure_index(index, documents)
    serve_page(index, port=port, browser=browser, owner=owner)
