"""A reply that is being made, in a thread of its own, so that a page can stop it at any time."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing, suppress
from functools import partial
from time import time

from assistant import Assistant, Event, Turn
from ui.web.choices import Choices, asks_model

AS_IT_IS = Choices()
"""Nothing chosen: all is as the site has it."""

_Stream = Callable[[], AsyncGenerator[Event, None]]


class Underway:
    """A question that is being answered; safe to look at from any thread.

    Args:
        assistant: Who answers.
        question: What to answer.
        history: Earlier turns, oldest first.
        chosen: How the visitor wants it answered.
    """

    def __init__(
        self,
        assistant: Assistant,
        question: str,
        history: Sequence[Turn],
        chosen: Choices = AS_IT_IS,
    ) -> None:
        self.question = question
        self.asked = time()
        """When, in seconds since 1970."""
        self.generation = assistant.generation
        self.has_model = asks_model(chosen, assistant)
        """Whether a chat model may be asked."""
        self.error: Exception | None = None
        """What went wrong, if it is over for that."""
        self.shown = 0
        """Claims that have been drawn."""
        self._is_stopped = self._is_over = False
        self._events: tuple[Event, ...] = ()
        self._changed = threading.Condition()
        self._cancel: Callable[[], object] | None = None
        stream = partial(
            assistant.astream,
            question,
            history,
            chosen.documents,
            threshold=chosen.threshold,
            mode=chosen.mode,
        )
        threading.Thread(target=self._run, args=(stream,), daemon=True).start()

    @property
    def events(self) -> tuple[Event, ...]:
        """What has happened so far."""
        return self._events

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self._is_over or self._is_stopped

    @property
    def is_stopped(self) -> bool:
        """Whether it was stopped before its end."""
        return self._is_stopped

    def wait(self, known: int, seconds: float) -> None:
        """Wait until there are more than `known` events or it is over, but no longer than this."""
        with self._changed:
            self._changed.wait_for(lambda: self.is_over or len(self._events) > known, seconds)

    def stop(self) -> None:
        """End the asking; what has happened stays."""
        with self._changed:
            if self._is_over:
                return
            self._is_stopped = True
            if self._cancel is not None:
                with suppress(RuntimeError):  # its loop has just ended
                    self._cancel()
            self._changed.notify_all()

    def _run(self, stream: _Stream) -> None:
        try:
            asyncio.run(self._follow(stream))
        except asyncio.CancelledError:
            pass
        except Exception as error:
            self.error = error
        finally:
            with self._changed:
                self._is_over, self._cancel = True, None
                self._changed.notify_all()

    async def _follow(self, stream: _Stream) -> None:
        task = asyncio.current_task()
        if task is None:
            raise AssertionError("A coroutine that runs is a task.")
        with self._changed:
            if self._is_stopped:
                return
            self._cancel = partial(asyncio.get_running_loop().call_soon_threadsafe, task.cancel)
        async with aclosing(stream()) as events:
            async for event in events:
                with self._changed:
                    if not self._is_stopped:
                        self._events += (event,)
                    self._changed.notify_all()
