"""What a trained reader has read lately, so that asking again costs nothing."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock

from assistant.evidence.raw import RawScores

Text = tuple[str, Sequence[str]]
"""What stands above a passage, and its units."""
_REMEMBERED = 2_000
"""Passages whose scores are kept, with their words: about 2 MB."""


class Memory:
    """Scores of passages, each read once; the least recently asked for are forgotten.

    Args:
        read: Reads passages: a question and texts in, one score a text out, in order.
    """

    def __init__(self, read: Callable[[str, Sequence[Text]], Sequence[RawScores]]) -> None:
        self._read = read
        self._known: OrderedDict[tuple[str, str, tuple[str, ...]], RawScores] = OrderedDict()
        self._lock = Lock()

    def read(self, question: str, texts: Sequence[Text]) -> tuple[RawScores, ...]:
        """One score a text, in order; safe to call from several threads."""
        asked = [(question, above, tuple(units)) for above, units in texts]
        with self._lock:
            found = {key: self._known[key] for key in asked if key in self._known}
        missing = [key for key in dict.fromkeys(asked) if key not in found]
        if missing:
            scores = self._read(question, [(above, units) for _, above, units in missing])
            found.update(zip(missing, scores, strict=True))
        with self._lock:
            for key, score in found.items():
                self._known[key] = score
                self._known.move_to_end(key)
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)
        return tuple(found[key] for key in asked)
