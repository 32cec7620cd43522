"""A conversation on standard input and output."""

import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from assistant import Assistant, Reply


def converse(
    assistant: "Assistant",
    documents: Collection[str] | None,
    show: Callable[["Reply"], str],
) -> "Reply | None":
    """The last reply, after each question of standard input was answered with the ones before it.

    In a terminal an empty line or Ctrl-D ends; else each line is a question. A question that
    cannot be asked is said to be none, and the conversation goes on.
    """
    from assistant import Turn
    from corpus import QuestionError
    from ui.render import corpus_line

    in_terminal = sys.stdin.isatty()
    if in_terminal:
        typer.echo(f"{corpus_line(assistant.sources())}. An empty line or Ctrl-D ends.")
    history: list[Turn] = []
    reply: Reply | None = None
    for question in _typed() if in_terminal else _piped():
        try:
            reply = assistant.ask(question, history=history, documents=documents)
        except QuestionError as error:
            typer.echo(str(error), err=True)
            continue
        typer.echo(f"\n{show(reply)}\n" if in_terminal else show(reply))
        history.append(Turn(question, reply.text))
    return reply


def _typed() -> Iterator[str]:
    with suppress(ImportError):
        import readline  # noqa: F401  # input() then has arrow keys and earlier lines
    with suppress(EOFError):
        while question := input("> ").strip():
            yield question
        return
    typer.echo()


def _piped() -> Iterator[str]:
    return (line.strip() for line in sys.stdin if line.strip())
