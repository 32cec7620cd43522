"""The command line: `footnote`, also `python -m ui.cli`.

Nothing heavy is imported before a command needs it, so that `--help` is instant.
"""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

ERROR = 1
USAGE = 2
ABSTAINED = 3
SOME_REFUSED = 4
INTERRUPTED = 130

DOCUMENTS = Path(__file__).parent.parent / "corpus" / "documents"
"""The corpus that comes with Footnote."""


class _Commands(TyperGroup):
    """Turns errors into one line on stderr and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:
            from corpus import FootnoteError, QuestionError

            if not isinstance(error, FootnoteError):
                raise
            typer.echo(str(error), err=True)
            raise typer.Exit(USAGE if isinstance(error, QuestionError) else ERROR) from None


app = typer.Typer(
    cls=_Commands,
    help="Answers from your documents, each sentence with a footnote to the exact words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

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
PortOption = Annotated[
    int | None, typer.Option(min=1, max=65535, help="Port of the page (default: from 8501).")
]
HostOption = Annotated[str, typer.Option(help="Address to listen at.")]


@app.callback(invoke_without_command=True)
def _footnote(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)
    ] = False,
) -> None:
    if version:
        from importlib.metadata import PackageNotFoundError
        from importlib.metadata import version as installed

        try:
            typer.echo(f"footnote {installed('footnote')}")
        except PackageNotFoundError:
            typer.echo("footnote, not installed: run from its folder")
        raise typer.Exit


@app.command()
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files and folders to take in.")
    ],
    index: IndexOption = Path("index"),
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Name only the files that were left out.")
    ] = False,
) -> None:
    """Bring the index up to date with files and folders."""
    from ui.progress import ingested
    from ui.render import failures_text, report_text

    report = ingested(paths, index, shown=not quiet)
    if report.failed:
        typer.echo(failures_text(report), err=True)
    if not quiet:
        typer.echo(report_text(report))
    if report.failed:
        raise typer.Exit(SOME_REFUSED)


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="What to ask; without it, a conversation begins.")
    ] = None,
    index: IndexOption = Path("index"),
    as_json: JsonOption = False,
    documents: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Answer from this document only; may be repeated."),
    ] = None,
) -> None:
    """Answer a question with footnotes, or say that the documents do not."""
    from assistant import Abstention, Assistant
    from ui.conversation import converse
    from ui.render import reply_text

    if question is None and as_json:
        raise typer.BadParameter("it needs a QUESTION.", param_hint="'--json'")
    with Assistant.open(index) as assistant:
        for document_id in documents or ():
            assistant.document(document_id)
        if question is None:
            converse(assistant, documents)
            return
        reply = assistant.ask(question, documents=documents)
    typer.echo(_json(reply.to_dict()) if as_json else reply_text(reply))
    if isinstance(reply, Abstention):
        raise typer.Exit(ABSTAINED)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words to look for.")],
    index: IndexOption = Path("index"),
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="Passages to show.")] = 8,
    as_json: JsonOption = False,
) -> None:
    """Show the passages that would be read for a question, best first."""
    from assistant import Assistant, passage_to_dict
    from ui.render import passages_text

    with Assistant.open(index) as assistant:
        passages = assistant.search(query, k=k)
    if as_json:
        typer.echo(_json([passage_to_dict(passage) for passage in passages]))
    else:
        typer.echo(passages_text(passages, scores=True) or "Nothing in the index matches.")


@app.command()
def sources(index: IndexOption = Path("index"), as_json: JsonOption = False) -> None:
    """List the documents of the index."""
    from dataclasses import asdict

    from corpus import Index
    from ui.render import sources_text

    with Index.open(index) as opened:
        found = opened.current(searching=False).sources()
    typer.echo(_json([asdict(source) for source in found]) if as_json else sources_text(found))


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="A .txt or .md file; no index is needed.")],
) -> None:
    """Show what ingest makes of a file: headings, FAQ pairs, lists, boilerplate, chunks."""
    from corpus import DocumentError
    from ingest import inspect_text, load
    from ui.render import inspection_text, one_line

    try:
        document = load(file, file.parent)
    except DocumentError as error:
        raise DocumentError(f"{one_line(str(file))!r} cannot be inspected: {error}.") from error
    typer.echo(inspection_text(inspect_text(document)))


@app.command()
def serve(
    index: IndexOption = Path("index"),
    port: PortOption = None,
    host: HostOption = "127.0.0.1",
    documents: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Taken in first if there is no index.")
    ] = None,
) -> None:
    """Serve the chat page, on this machine only unless --host says otherwise."""
    from ui.serve import serve as serve_page

    serve_page(index, host=host, port=port, documents=documents, open_browser=False)


@app.command()
def chat(
    index: IndexOption = Path("index"),
    port: PortOption = None,
    documents: Annotated[
        Path, typer.Option(metavar="DIR", help="Taken in first if there is no index.")
    ] = DOCUMENTS,
) -> None:
    """Open the chat page in the browser."""
    from ui.serve import serve as serve_page

    serve_page(index, host="127.0.0.1", port=port, documents=documents, open_browser=True)


@app.command(
    "eval",
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def evaluate(ctx: typer.Context) -> None:
    """Measure answers; arguments as of `python -m evals`."""
    from evals.__main__ import main as evals_main

    raise typer.Exit(evals_main(ctx.args))


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app(prog_name="footnote")


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    main()
