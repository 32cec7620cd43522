"""What has been worked out lately, so that asking again costs nothing."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Sequence
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Memory(Generic[Key, Value]):
    """Values of keys, each worked out once; the least recently asked for are forgotten.

    Args:
        make: Works out the values of keys: one each, in order.
        most: Values that are kept.
    """

    def __init__(self, make: Callable[[Sequence[Key]], Iterable[Value]], most: int) -> None:
        self._make = make
        self._most = most
        self._known: OrderedDict[Key, Value] = OrderedDict()
        self._lock = Lock()

    def values(self, keys: Sequence[Key]) -> tuple[Value, ...]:
        """One value a key, in order; safe to call from several threads."""
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        # All at once: what makes them is faster on many than on one.
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            found.update(zip(missing, self._make(missing), strict=True))
        with self._lock:
            for key, value in found.items():
                self._known[key] = value
                self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return tuple(found[key] for key in keys)
