"""How many requests a minute are sent."""

from collections import deque
from math import floor


class Rate:
    """Times at which requests may be sent, so that no span of time holds too many.

    Args:
        per_minute: Most requests in a minute; 0 for no limit. Below one, one in longer than
            a minute.
    """

    def __init__(self, per_minute: float) -> None:
        self._most = max(1, floor(per_minute))
        self._span = self._most * 60 / per_minute if per_minute else 0.0
        self._taken: deque[float] = deque(maxlen=self._most)

    def next(self, now: float) -> float:
        """When a request may be sent, in the seconds of `now`; not before that."""
        return max(now, self._taken[0] + self._span) if len(self._taken) == self._most else now

    def take(self, now: float) -> float:
        """The same, and nobody else gets that place."""
        at = self.next(now)
        if self._span:
            self._taken.append(at)
        return at
