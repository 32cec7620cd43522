"""A step on the way to a reply, and the short forms of what it tells."""

from dataclasses import dataclass

from ui.scores import Row
from ui.text import one_line

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Stage:
    """A step on the way to a reply."""

    title: str
    took: str = ""
    """How long it took; empty where the step is none of its own."""
    lines: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    """Names of the numbers in the rows."""
    rows: tuple[Row, ...] = ()
    is_aside: bool = False
    """Whether it shows what did not come into the reply."""


def milliseconds(seconds: float) -> str:
    """A time, e.g. `0.4 ms` or `1,234 ms`."""
    return f"{number(1000 * seconds)} ms"


def number(value: float) -> str:
    """A number with one decimal where it is small."""
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def short(text: str) -> str:
    """The words of a person, a document or a model on one line, cut where they are many."""
    return one_line(text, _LONGEST)
