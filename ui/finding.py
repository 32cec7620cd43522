"""What is known of one thing that Footnote needs, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ui.text import one_line


class State(StrEnum):
    """How something is."""

    OK = "ok"
    NOTE = "note"
    FIX = "fix"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of one thing."""

    about: str
    """The thing, e.g. `index`."""
    state: State
    text: str
    """How it is."""
    hint: str = ""
    """What may be done; what to do, where it needs fixing."""
    facts: dict[str, Any] = field(default_factory=dict)
    """The same for programs."""


def tried(about: str, look: Callable[[], Finding]) -> Finding:
    """What is found; an error that is meant for people is what to fix."""
    from corpus import FootnoteError

    try:
        return look()
    except FootnoteError as error:
        return Finding(about, State.FIX, "cannot be used", one_line(str(error)))
    except OSError as error:
        return Finding(about, State.FIX, "cannot be used", f"{error.filename!r}: {error.strerror}.")
