"""A sign that nobody waits any more."""

from collections.abc import Callable
from threading import RLock


class Stop:
    """Says that nobody waits any more; any thread may set it and any may ask."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._is_set = False
        self._calls: dict[object, Callable[[], object]] = {}

    @property
    def is_set(self) -> bool:
        """Whether nobody waits any more."""
        return self._is_set

    def set(self) -> None:
        """Say so; whatever is under way for whoever waited ends."""
        with self._lock:
            self._is_set = True
            calls, self._calls = self._calls, {}
        for call in calls.values():
            call()

    def when_set(self, call: Callable[[], object]) -> Callable[[], None]:
        """Have something called once this is set, at once if it is; the result takes that back."""
        key = object()
        with self._lock:
            if not (late := self._is_set):
                self._calls[key] = call
        if late:
            call()
        return lambda: self._forget(key)

    def _forget(self, key: object) -> None:
        with self._lock:
            self._calls.pop(key, None)
