"""What the page says while a question is answered."""

from collections.abc import Sequence

from assistant import Composed, Decided, Event, Read, Retrieved, Understood
from ui.render import counted

LOOKING = "Looking through the documents"
"""Said before anything has happened."""


def doing(events: Sequence[Event], read_k: int) -> str | None:
    """What is done after the last of these events, without Markdown; `None` if just the same.

    Args:
        events: Of a reply, as far as they have happened.
        read_k: Passages that are read of those found.
    """
    match events[-1]:
        case Understood(parts=parts) if parts:
            return f"Looking into {len(parts)} questions"
        case Retrieved(passages=passages):
            number = sum(isinstance(event, Retrieved) for event in events) - 1
            part = f" for question {number}" if number else ""
            return f"Reading {counted(min(len(passages), read_k), 'passage')}{part}"
        case Read():
            return "Weighing what they say"
        case Decided(reason=None):
            return "Putting the answer together"
        case Composed():
            return "Setting footnotes"
    return None
