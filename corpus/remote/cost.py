"""What it takes to bring an index from a server to this machine."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Self

from corpus.remote.http import Http

_FILE = "cost.json"


@dataclass(frozen=True, slots=True)
class Cost:
    """What it took to bring words or vectors to this machine."""

    seconds: float
    received_bytes: int
    """Size of the server's answers."""
    segments: int
    """Segments that were fetched; others were here already."""
    chunks: int
    """Chunks there are now, searched or not."""
    kept_bytes: int
    """Size of the files here."""

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """What is noted in a folder; `None` where nothing had to be fetched."""
        try:
            return cls(**json.loads((folder / _FILE).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return None


class Meter:
    """Measures from when it is made."""

    def __init__(self, http: Http) -> None:
        self._http = http
        self._started = perf_counter()
        self._received = http.received_bytes

    def write(self, folder: Path, segments: int, chunks: int, kept_bytes: int) -> None:
        """Notes in a folder what it took to fill it."""
        cost = Cost(
            seconds=round(perf_counter() - self._started, 3),
            received_bytes=self._http.received_bytes - self._received,
            segments=segments,
            chunks=chunks,
            kept_bytes=kept_bytes,
        )
        (folder / _FILE).write_text(json.dumps(asdict(cost)), "utf-8")


def summed(costs: Iterable[Cost | None]) -> Cost | None:
    """All of them together; `None` if there are none."""
    known = [cost for cost in costs if cost is not None]
    if not known:
        return None
    return Cost(
        seconds=round(sum(cost.seconds for cost in known), 3),
        received_bytes=sum(cost.received_bytes for cost in known),
        segments=sum(cost.segments for cost in known),
        chunks=sum(cost.chunks for cost in known),
        kept_bytes=sum(cost.kept_bytes for cost in known),
    )
