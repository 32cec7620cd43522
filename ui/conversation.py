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
    *,
    is_text: bool = False,
) -> "Reply | None":
    """The last reply, after each question of standard input was answered with the ones before it.

    In a terminal an empty line or Ctrl-D ends; else each line is a question. A question that
    cannot be asked is said to be none, and the conversation goes on; so it does where Ctrl-C
    stops a reply that is being made.

    Args:
        assistant: Who is asked.
        documents: Ids of the documents to answer from; `None` for all.
        show: Words of a whole reply.
        is_text: Whether these are text that can be printed as it comes, and no JSON.
    """
    from corpus import QuestionError
    from ui.asking import answered
    from ui.render import corpus_line

    in_terminal = sys.stdin.isatty()
    if in_terminal:
        typer.echo(f"{corpus_line(assistant.sources())}. An empty line or Ctrl-D ends.")
    history: list[Turn] = []
    reply: Reply | None = None
    for question in _typed() if in_terminal else _piped():
        try:
            if in_terminal:
                typer.echo()
            reply = answered(
                assistant,
                question,
                show,
                history=history,
                documents=documents,
                is_live=in_terminal and is_text,
                may_stop=in_terminal,
            )
        except QuestionError as error:
            typer.echo(str(error), err=True)
            continue
        if in_terminal:
            typer.echo()
        if reply is not None:
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
