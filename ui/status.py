"""What is said while a question is answered."""

from collections.abc import Sequence

from assistant import (
    Claimed,
    Composed,
    Decided,
    Dropped,
    Event,
    Generated,
    Read,
    Retrieved,
    Understood,
)
from ui.text import counted

LOOKING = "Looking through the documents"
"""Said before anything has happened."""


def doing(events: Sequence[Event], read_k: int, *, has_model: bool = False) -> str | None:
    """What is done after the last of these events, without Markdown; `None` if just the same.

    Args:
        events: Of a reply, as far as they have happened.
        read_k: Passages that are read of those found.
        has_model: Whether a chat model words the answer.
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
            return "Asking the model" if has_model else "Putting the answer together"
        case Claimed() | Dropped() if has_model and not isinstance(events[-2], Composed):
            return f"The model is writing: {_checked(events)}"
        case Generated() if _to_ask(events):
            return "Asking the model"
        case Generated():
            return "Putting the answer together"
        case Composed():
            return "Setting footnotes"
    return None


def _to_ask(events: Sequence[Event]) -> bool:
    """Whether the model is to be asked another question of the message."""
    whole, *parts = [event.reason is None for event in events if isinstance(event, Decided)]
    asked = sum(isinstance(event, Generated) for event in events)
    return asked < (sum(parts) or whole)


def _checked(events: Sequence[Event]) -> str:
    claims = sum(isinstance(event, Claimed) for event in events)
    dropped = sum(isinstance(event, Dropped) for event in events)
    done = [f"{counted(claims, 'sentence')} checked"] * bool(claims)
    return ", ".join(done + [f"{dropped} dropped"] * bool(dropped))
