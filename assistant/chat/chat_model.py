"""`ChatModel`: a chat model as configured."""

import os
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Self
from weakref import WeakSet, finalize

from assistant.chat.asking import Asking, Failed, Patience
from assistant.chat.line import Line
from assistant.chat.provider import Place, place_of, require_key, require_package
from assistant.chat.rate import Rate
from assistant.chat.stop import Stop
from assistant.prompt import Message
from assistant.settings import Settings
from corpus import ModelError

_LOOK_SECONDS = 1.0
_GRACE_SECONDS = 5.0
"""By how much the provider's own time-outs come after ours."""


class ChatModel:
    """A chat model; any number of threads may ask it at once.

    Nothing is imported and no connection made before the first question. Made by `configured`.
    """

    def __init__(self, place: Place, settings: Settings) -> None:
        self.name = f"{place.provider.name}:{place.model}"
        self._place = place
        self._settings = settings
        self._patience = Patience(
            timeout=settings.chat_timeout,
            deadline=settings.chat_deadline,
            retries=settings.chat_retries,
            streaming=settings.chat_streaming,
            reply_tokens=settings.chat_reply_tokens,
        )
        self._rate = Rate(settings.chat_requests_per_minute)
        self._lock = Lock()
        self._line: Line | None = None
        self._farewell: finalize[[], ChatModel] | None = None
        _ALL.add(self)

    @classmethod
    def configured(cls, settings: Settings) -> Self | None:
        """The model that the settings name; `None` where they name none.

        Raises:
            SettingsError: It cannot be used: an unknown provider or address, a package that is
                not installed, a key that is not set.
        """
        name = settings.chat_model.strip()
        if not name:
            return None
        place = place_of(name, settings.chat_base_url)
        require_package(place)
        require_key(place)
        return cls(place, settings)

    @property
    def where(self) -> str:
        """The address it is served at."""
        return self._place.where

    def prepare(self) -> None:
        """Import what is needed, which takes seconds; the first question does so otherwise.

        Raises:
            ModelError: The provider's package cannot be used.
        """
        self._opened()

    def stream(
        self, messages: Sequence[Message], stop: Stop | None = None
    ) -> Generator[str, None, None]:
        """The model's reply, piece by piece as it is written.

        Closing the generator closes the connection, and so does `stop` from any thread, even
        while nothing comes; the reply just ends then.

        Raises:
            ModelError: There is no reply, or it broke off: one sentence says why, and what to do.
        """
        stop = stop or Stop()
        if stop.is_set:
            return
        line = self._opened()
        pieces: SimpleQueue[str | None] = SimpleQueue()
        working = self._begin(line, messages, pieces.put)
        working.add_done_callback(lambda _: pieces.put(None))
        forget = stop.when_set(working.cancel)
        try:
            while (piece := self._next(pieces, line)) is not None and not stop.is_set:
                yield piece
            if not stop.is_set:
                self._end(working)
        finally:
            working.cancel()
            forget()

    def close(self) -> None:
        """End all replies and close all connections; a further question opens them anew."""
        with self._lock:
            farewell, self._line, self._farewell = self._farewell, None, None
        if farewell is not None:
            farewell()

    def _begin(
        self, line: Line, messages: Sequence[Message], give: Callable[[str], object]
    ) -> Future[None]:
        async def work() -> None:
            asking = Asking(line.built, self._place, self._patience, self._rate, give)
            await asking.run(messages)

        try:
            return line.start(work())
        except RuntimeError:
            raise ModelError(f"Chat model {self.name!r} has just been closed; ask again.") from None

    def _end(self, working: Future[None]) -> None:
        """Raise what kept a reply from being whole."""
        if working.cancelled():
            raise ModelError(f"Chat model {self.name!r} was closed while it wrote; ask again.")
        error = working.exception()
        if isinstance(error, Failed):
            raise ModelError(error.failure.told(self.name))
        if error is not None:
            kind = type(error).__name__
            raise ModelError(f"Chat model {self.name!r} cannot be asked ({kind}); ask again.")

    def _next(self, pieces: "SimpleQueue[str | None]", line: Line) -> str | None:
        while True:
            try:
                return pieces.get(timeout=_LOOK_SECONDS)
            except Empty:
                if not line.is_open:
                    raise ModelError(
                        f"Chat model {self.name!r} was left in the middle of a reply; ask again."
                    ) from None

    def _opened(self) -> Line:
        with self._lock:
            if self._line is None or not self._line.is_open:
                from assistant.chat.built import built

                try:
                    model = built(
                        self._place,
                        prompt_tokens=self._settings.chat_prompt_tokens,
                        reply_tokens=self._settings.chat_reply_tokens,
                        seconds=self._settings.chat_deadline + _GRACE_SECONDS,
                    )
                except Exception as error:
                    raise ModelError(
                        f"Chat model {self.name!r} cannot be set up ({type(error).__name__}); "
                        f"run: pip install --upgrade 'footnote[{self._place.provider.name}]'."
                    ) from None
                self._line = Line(model)
                self._farewell = finalize(self, self._line.close)
            return self._line

    def _forked(self) -> None:
        """Leave to the other process what is its own; a new process has no threads but one."""
        self._lock = Lock()
        if self._line is not None:
            _LEFT.append(self._line)
            self._line = self._farewell = None


_ALL: "WeakSet[ChatModel]" = WeakSet()
_LEFT: list[Line] = []
"""Connections of the process that this one was forked from; closing them would disturb it."""


def _forked() -> None:
    for model in list(_ALL):
        model._forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
