"""What a format's reader hands back: the text the index keeps, and what it knows about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """The words of one file."""

    text: str
    """What the index keeps: a text file's own text, else Markdown that `read_sections` reads."""
    title: str = ""
    """What the file says its title is; empty if it does not say, or says nothing worth showing."""
    pages: tuple[int, ...] = ()
    """Where each page starts in `text`, the first one first; empty without pages."""
    notes: tuple[str, ...] = ()
    """What was left out and why, a sentence each, for the person who inspects the file."""
