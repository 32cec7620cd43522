"""How fast the work goes and how long it will take, from what is told as it goes on."""

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest import Progress

DOING = {
    "wait": "Waiting for another ingest",
    "load": "Reading documents",
    "encode": "Encoding chunks",
    "store": "Storing chunks",
}
"""What is said about each phase."""

_WINDOW_SECONDS = 30.0
_MINUTE = 60


class Pace:
    """The rate of each phase over the last half minute."""

    def __init__(self) -> None:
        self._marks: dict[str, deque[tuple[float, int]]] = {}
        self._last: dict[str, Progress] = {}

    def see(self, progress: "Progress", now: float) -> None:
        """Takes in what was told at this second."""
        phase = progress.phase.value
        self._last[phase] = progress
        marks = self._marks.setdefault(phase, deque())
        marks.append((now, progress.done))
        while now - marks[0][0] > _WINDOW_SECONDS and len(marks) > 2:
            marks.popleft()

    @property
    def encoded(self) -> int:
        """Texts encoded."""
        return self._last["encode"].done if "encode" in self._last else 0

    def total(self, progress: "Progress") -> int:
        """Steps the phase will have taken at its end: known, or estimated from the files read."""
        load = self._last.get("load")
        if progress.phase.value != "encode" or not load or not 0 < load.done < load.total:
            return progress.total
        return max(progress.total, progress.total * load.total // load.done)

    def words(self, progress: "Progress") -> str:
        """Rate and time left, e.g. `58/s, 3 min left`; empty before there is a rate."""
        (first, done), (last, now_done) = (self._marks[progress.phase.value][at] for at in (0, -1))
        if last - first < 1 or now_done <= done:
            return ""
        rate = (now_done - done) / (last - first)
        left = (self.total(progress) - now_done) / rate
        rounded = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
        return f"{rounded}/s, {_duration(left)} left" if left > 0 else f"{rounded}/s"

    def line(self, progress: "Progress") -> str:
        """The whole of it, where there is no bar: `Encoding chunks: 120 of about 3,000, ...`."""
        doing = DOING[progress.phase.value]
        if progress.note:
            return f"{doing} ({progress.note})"
        total = self.total(progress)
        about = "" if total == progress.total else "about "
        parts = (f"{doing}: {progress.done:,} of {about}{total:,}", self.words(progress))
        return ", ".join(part for part in parts if part)


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < 2 * _MINUTE:
        return f"{max(whole, 1)} s"
    minutes = round(seconds / _MINUTE)
    if minutes < 2 * _MINUTE:
        return f"{minutes} min"
    return f"{round(minutes / _MINUTE)} h"
