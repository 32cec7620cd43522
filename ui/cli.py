"""The command line: `footnote`, also `python -m ui.cli`.

Nothing heavy is imported before a command needs it, so that `--help` is instant.
"""

import sys
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from ui.exits import ABSTAINED, ERROR, INTERRUPTED, SOME_REFUSED, Commands
from ui.options import (
    CheckOption,
    ExplainOption,
    IndexOption,
    JsonOption,
    QuietOption,
    VersionOption,
    WatchOption,
)
from ui.pages import chat, serve
from ui.text import columns, decoded, json_text

app = typer.Typer(
    cls=Commands,
    help="Answers from your documents, each sentence with a footnote to the exact words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _footnote(version: VersionOption = False) -> None:
    """Carries the options that stand before a command."""


@app.command()
def ingest(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files and folders to take in.")
    ],
    index: IndexOption = Path("index"),
    watch: WatchOption = False,
    check: CheckOption = False,
    quiet: QuietOption = False,
) -> None:
    """Bring the index up to date with files and folders.

    Exit code 4 if some files were left out. Ctrl-C leaves the index as it was; what was encoded is
    kept for the next time.
    """
    from ui.progress import ingested

    report = ingested(paths, index, quiet=quiet, check=check)
    if watch:
        from ui.watching import keep_current

        keep_current(paths, index, report.failed)
    elif report.failed:
        raise typer.Exit(SOME_REFUSED)


@app.command()
def remove(
    documents: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Ids as `footnote sources` lists them.")
    ],
    index: IndexOption = Path("index"),
    quiet: QuietOption = False,
) -> None:
    """Take documents out of the index for good.

    The next ingest of their folder does not bring them back; naming a file itself does. Kept
    conversations lose their words as well.
    """
    from assistant import Settings
    from ingest import remove as remove_documents
    from ui.history.forgetting import forget_removed
    from ui.render import ingest_lines

    report = remove_documents(documents, index=index, server=Settings().server)
    forget_removed(report, index)
    if not quiet:
        typer.echo("\n".join(ingest_lines(report)))


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="What to ask; without it a conversation begins.")
    ] = None,
    index: IndexOption = Path("index"),
    as_json: JsonOption = False,
    explain: ExplainOption = False,
    documents: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Answer from this document only; may be repeated."),
    ] = None,
) -> None:
    """Answer a question from the documents, with footnotes.

    Exit code 3 if they do not answer it. Questions piped in are one conversation, a line each.
    """
    from assistant import Abstention, Assistant
    from ui.asking import answered
    from ui.conversation import converse
    from ui.explain import shown

    show = partial(shown, as_json=as_json, explain=explain)
    with Assistant.open(index) as assistant:
        for document_id in documents or ():
            assistant.document(document_id)
        if question is None:
            said = partial(show, indent=None)
            reply = converse(assistant, documents, said, is_text=not as_json)
            if sys.stdin.isatty():
                return
        else:
            asked, is_live = decoded(question), not as_json
            reply = answered(assistant, asked, show, documents=documents, is_live=is_live)
    if isinstance(reply, Abstention):
        raise typer.Exit(ABSTAINED)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words to look for.")],
    index: IndexOption = Path("index"),
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="Passages to show.")] = 8,
    as_json: JsonOption = False,
) -> None:
    """Show the passages that are nearest to a query, best first."""
    from assistant import Assistant, passage_to_dict
    from ui.render import passage_lines

    with Assistant.open(index) as assistant:
        passages = assistant.search(decoded(query), k=k)
    if as_json:
        typer.echo(json_text([passage_to_dict(passage) for passage in passages]))
    else:
        typer.echo("\n".join(passage_lines(passages, scores=True)) or "Nothing was found.")


@app.command()
def sources(index: IndexOption = Path("index"), as_json: JsonOption = False) -> None:
    """List the documents of the index."""
    from dataclasses import asdict

    from assistant import Settings
    from corpus import Index
    from ui.render import corpus_line, sources_table

    with Index.open(index, server=Settings().server) as opened:
        generation = opened.current(searching=False)
        found, notices = generation.sources(), generation.notices
    for notice in notices:
        typer.echo(notice, err=True)
    if as_json:
        typer.echo(json_text([asdict(source) for source in found]))
    else:
        typer.echo("\n".join((*columns(sources_table(found)), corpus_line(found))))


@app.command()
def inspect(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, help="A file of any kind that is read; no index is needed."
        ),
    ],
) -> None:
    """Show what ingest makes of a file.

    That is headings, FAQ pairs, lists, tables, boilerplate and chunks.
    """
    from corpus import DocumentError
    from ingest import inspect_text, parse
    from ui.limits import limits_given
    from ui.render import inspection_lines

    try:
        parsed = parse(file, file.parent, limits_given())
    except DocumentError as error:
        raise DocumentError(f"{str(file)!r} cannot be inspected: {error}.") from error
    inspection = inspect_text(parsed.document, parsed.notes)
    typer.echo("\n".join(inspection_lines(inspection, parsed.document)))


app.command()(serve)
app.command()(chat)


@app.command()
def doctor(index: IndexOption = Path("index"), as_json: JsonOption = False) -> None:
    """Say what is configured, whether it works, and what to fix.

    A chat model, if one is set, is asked two short questions; nothing else uses the network.
    Exit code 1 if something needs fixing.
    """
    from ui.doctor import doctor_lines, examined

    examination = examined(index)
    if as_json:
        typer.echo(json_text(examination.to_dict()))
    else:
        typer.echo("\n".join(doctor_lines(examination)))
    if examination.fixes:
        raise typer.Exit(ERROR)


@app.command(
    "eval",
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def evaluate(ctx: typer.Context) -> None:
    """Measure answers; arguments as of `python -m evals`."""
    from evals.__main__ import main as evals_main

    code = evals_main(ctx.args, prog="footnote eval")
    sys.stdout.flush()
    raise typer.Exit(code)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(prog_name="footnote")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
