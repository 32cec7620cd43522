"""A passage in the plain words that the evidence reader compares with a question."""

from dataclasses import dataclass

from assistant.evidence.layout import above_of
from assistant.evidence.leaning import leans
from assistant.plain import plain_words, row_words
from corpus import Kind, Passage

_SHORT_HEADING_WORDS = 3


@dataclass(frozen=True, slots=True)
class PassageTexts:
    """What stands above a passage, and each of its units."""

    above: str
    """The FAQ question, else the list's introduction, else the heading, else the title."""
    path: str
    """All that stands above: title, headings, and a FAQ pair's or list's lead."""
    units: tuple[str, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """Each unit, after the one before where it leans on it: `It` is told with what it is."""
        return tuple(
            f"{self.units[place - 1]} {unit}" if place and leans(unit) else unit
            for place, unit in enumerate(self.units)
        )

    @property
    def headed(self) -> tuple[str, ...]:
        """Each unit under what stands above it, so that a bare list item says what it is of."""
        return tuple(f"{self.above}: {unit}" for unit in self.told)


def texts_of(passage: Passage) -> PassageTexts:
    """The words of `passage`, markup removed."""
    chunk = passage.chunk
    offset = chunk.span.start
    raw = [chunk.text[unit.start - offset : unit.end - offset] for unit in chunk.units]
    if chunk.kind is Kind.TABLE:
        units = tuple(row_words(row, passage.lead) for row in raw)
    else:
        units = tuple(plain_words(unit) for unit in raw)
    return PassageTexts(above=_above(passage), path=_path(passage), units=units)


def _path(passage: Passage) -> str:
    # A table's header row is told with every row.
    lead = "" if passage.chunk.kind is Kind.TABLE else plain_words(passage.lead).rstrip(":")
    named = any(part.isalpha() for part in passage.title.split())
    return above_of(passage.title if named else "", passage.chunk.heading, lead)


def _above(passage: Passage) -> str:
    chunk, lead = passage.chunk, passage.lead
    if chunk.kind is Kind.FAQ and lead:
        return plain_words(lead)
    heading = chunk.heading[-1] if chunk.heading else passage.title
    if len(heading.split()) < _SHORT_HEADING_WORDS and len(chunk.heading) > 1:
        heading = f"{chunk.heading[-2]}: {heading}"
    if chunk.kind is Kind.LIST and lead:
        return f"{heading}: {plain_words(lead).rstrip(':')}"
    return heading
