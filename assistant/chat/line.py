"""A thread in which all requests to one chat model run, so that any of them can be cut short."""

import asyncio
import os
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread, current_thread
from typing import Any

from assistant.chat.built import Built

_FAREWELL_SECONDS = 5.0


class Line:
    """An event loop of its own in a daemon thread, and the connections that live in it."""

    def __init__(self, built: Built) -> None:
        self.built = built
        self._process = os.getpid()
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._run, name="footnote-chat", daemon=True)
        self._thread.start()

    @property
    def is_open(self) -> bool:
        """Whether its thread runs in this process."""
        return self._process == os.getpid() and self._thread.is_alive()

    def start(self, work: Coroutine[Any, Any, None]) -> Future[None]:
        """Begin some work; cancelling the result closes what connection it holds."""
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError:
            work.close()
            raise

    def close(self) -> None:
        """End all work, close all connections, and end the thread."""
        if not self.is_open:
            return
        self._loop.call_soon_threadsafe(self._loop.stop)
        if self._thread is not current_thread():
            self._thread.join(_FAREWELL_SECONDS)

    def _run(self) -> None:
        try:
            self._loop.run_forever()
            self._loop.run_until_complete(self._end())
        finally:
            self._loop.close()

    async def _end(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_FAREWELL_SECONDS):
                while working := asyncio.all_tasks() - {asyncio.current_task()}:
                    for task in working:
                        task.cancel()
                    await asyncio.gather(*working, return_exceptions=True)
                await self.built.close()
                await self._loop.shutdown_asyncgens()
