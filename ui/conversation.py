"""A conversation on standard input and output."""

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from assistant import Assistant, Event, Reply, Turn


def converse(
    assistant: "Assistant",
    documents: Collection[str] | None,
    show: Callable[["Sequence[Event]"], str],
) -> "Reply | None":
    """The last reply, after each question of standard input was answered with the ones before it.

    In a terminal an empty line or Ctrl-D ends; else each line is a question. A question that
    cannot be asked is said to be none, and the conversation goes on.
    """
    from corpus import QuestionError
    from ui.explain import reply_of
    from ui.render import corpus_line

    in_terminal = sys.stdin.isatty()
    if in_terminal:
        typer.echo(f"{corpus_line(assistant.sources())}. An empty line or Ctrl-D ends.")
    history: list[Turn] = []
    reply: Reply | None = None
    for question in _typed() if in_terminal else _piped():
        try:
            events = tuple(assistant.stream(question, history, documents))
        except QuestionError as error:
            typer.echo(str(error), err=True)
            continue
        reply = reply_of(events)
        typer.echo(f"\n{show(events)}\n" if in_terminal else show(events))
        history.append(reply.turn)
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
