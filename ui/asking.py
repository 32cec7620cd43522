"""Asking from a terminal: what is printed while a reply is made, and where it is stopped."""

import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from assistant import Assistant, Event, Reply, Turn

_ERASE = "\r\x1b[K"


def answered(
    assistant: "Assistant",
    question: str,
    show: Callable[["Sequence[Event]"], str],
    *,
    history: "Sequence[Turn]" = (),
    documents: Collection[str] | None = None,
    is_live: bool = False,
    may_stop: bool = False,
) -> "Reply | None":
    """The reply, which is printed; `None` where it was stopped before a sentence was shown.

    Args:
        assistant: Who is asked.
        question: What to answer.
        show: Words of a whole reply.
        history: Earlier turns, oldest first.
        documents: Ids of the documents to answer from; `None` for all.
        is_live: Whether a model's sentences are printed as they come.
        may_stop: Whether Ctrl-C ends this reply only; what is left of it is printed then.

    Raises:
        QuestionError: The question cannot be asked.
        KeyboardInterrupt: Ctrl-C was pressed where it must not be.
    """
    from ui.explain import reply_of
    from ui.unfinished import STOPPED_BEFORE, stopped

    page = _Page(assistant, is_live=is_live)
    events: list[Event] = []
    try:
        with closing(assistant.stream(question, history, documents)) as stream:
            for event in stream:
                events.append(event)
                page.follow(events)
    except KeyboardInterrupt:
        if not may_stop:
            page.end("")
            raise
        left = stopped(events, assistant.generation)
        page.end(show(left) if left else STOPPED_BEFORE)
        return reply_of(left) if left else None
    page.end(show(events))
    return reply_of(events)


class _Page:
    """What stands in the terminal of a reply that is being made."""

    def __init__(self, assistant: "Assistant", *, is_live: bool) -> None:
        has_model = bool(assistant.settings.chat_model)
        self._assistant = assistant
        self._is_live = is_live and has_model and sys.stdout.isatty()
        self._is_watched = has_model and sys.stderr.isatty()
        self._printed = ""
        self._status = ""

    def follow(self, events: "Sequence[Event]") -> None:
        """Prints a claim that has come, or says what is done now."""
        from ui.replies import claims_text
        from ui.status import doing
        from ui.unfinished import so_far

        answer = so_far(events, "") if self._is_live else None
        if answer is not None and not answer.parts:
            self._print(claims_text(answer))
        elif self._is_watched and not self._printed:
            label = doing(events, self._assistant.settings.read_k, has_model=True)
            self._say(label or self._status)

    def end(self, text: str) -> None:
        """Prints what is missing of the whole text."""
        if text.startswith(self._printed):
            self._print(f"{text}\n")
        else:
            self._say("")
            typer.echo(f"\n\n{text}" if text else "")

    def _print(self, text: str) -> None:
        self._say("")
        if text.startswith(self._printed):
            typer.echo(text[len(self._printed) :], nl=False)
            self._printed = text

    def _say(self, label: str) -> None:
        """Replaces the line that says what is done."""
        if label != self._status:
            typer.echo(_ERASE + label, nl=False, err=True)
            self._status = label
