"""Ctrl-C and SIGTERM while documents are taken in: the work ends, and what is done is kept."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType

from ui.exits import INTERRUPTED, TERMINATED


class Stop:
    """Whether one of the two has come."""

    def __init__(self) -> None:
        self.code = INTERRUPTED
        """The exit code that says which."""
        self.hint = ""
        """What the first signal has printed, where the end may take a moment."""

    def receive(self, number: int, frame: FrameType | None) -> None:
        """Raises `KeyboardInterrupt` where the work is."""
        if number == signal.SIGTERM:
            self.code = TERMINATED
        hint, self.hint = self.hint, ""
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, hint.encode())
        raise KeyboardInterrupt


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Makes SIGTERM end the work like Ctrl-C, for the length of a `with` block."""
    stop = Stop()
    if current_thread() is not main_thread():
        yield stop
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, stop.receive) for number in numbers]
    try:
        yield stop
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)
