"""Quotes in the text around them, cut where a reader would cut."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant import Citation

CONTEXT_CHARS = 300
"""Most characters shown before and after a quote."""
_LEAST_CHARS = 120
"""A cut at a paragraph must leave this much, or a cut at a sentence is looked for."""
_ELLIPSIS = "… "
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+|\n\s*")
_WORD = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an excerpt: a quote with its marker, or text around it."""

    text: str
    marker: int | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of one section of a document with one or more quotes in it."""

    heading: tuple[str, ...]
    line: int
    """Line of the document on which the first quote starts, from 1."""
    parts: tuple[Part, ...]
    page: int | None = None
    """Page of the first quote, from 1, where the format has pages."""

    @property
    def markers(self) -> tuple[int, ...]:
        """Markers of the quotes, in the order in which the quotes stand in the document."""
        return tuple(part.marker for part in self.parts if part.marker is not None)


def excerpts(text: str | None, citations: Iterable["Citation"]) -> tuple[Excerpt, ...]:
    """The citations of one document as excerpts, in document order; near quotes share one.

    Args:
        text: Text of the document; without it, or where it no longer holds a quote, the quote
            is shown alone.
        citations: All of the same document.
    """
    groups: list[list[Citation]] = []
    border = -1
    for citation in sorted(citations, key=lambda c: (c.start, c.end, c.marker)):
        same = groups and groups[-1][0].heading == citation.heading
        if same and text and citation.start <= border:
            groups[-1].append(citation)
        else:
            groups.append([citation])
        border = _end(text, citation.end) if text else -1
    return tuple(_excerpt(text, group) for group in groups)


def _excerpt(text: str | None, group: Sequence["Citation"]) -> Excerpt:
    first = group[0]
    holds = text is not None and all(text[c.start : c.end] == c.quote for c in group)
    if text is None or not holds:
        parts = [Part(citation.quote, citation.marker) for citation in group]
        return Excerpt(first.heading, first.line, tuple(parts), first.page)
    start = _start(text, first.start)
    end = _end(text, max(citation.end for citation in group))
    parts = []
    place = start
    for citation in group:
        if citation.end <= place and parts:
            continue
        parts.append(Part(text[place : citation.start]))
        parts.append(Part(text[max(place, citation.start) : citation.end], citation.marker))
        place = citation.end
    parts.append(Part(text[place:end]))
    return Excerpt(
        first.heading, first.line, _bordered(parts, text[:start], text[end:]), first.page
    )


def _bordered(parts: list[Part], before: str, after: str) -> tuple[Part, ...]:
    if before.strip():
        parts[0] = Part(_ELLIPSIS + parts[0].text)
    if after.strip():
        parts[-1] = Part(parts[-1].text.rstrip() + " " + _ELLIPSIS.strip())
    return tuple(part for part in parts if part.text)


def _start(text: str, place: int) -> int:
    """Where the text before `place` is cut."""
    if place <= CONTEXT_CHARS:
        return 0
    window = text[place - CONTEXT_CHARS : place]
    for pattern, least in ((_PARAGRAPH, _LEAST_CHARS), (_SENTENCE, 1), (_WORD, 1)):
        for border in pattern.finditer(window):
            if len(window) - border.end() >= least:
                return place - CONTEXT_CHARS + border.end()
    return place


def _end(text: str, place: int) -> int:
    """Where the text after `place` is cut."""
    window = text[place : place + CONTEXT_CHARS]
    if place + CONTEXT_CHARS >= len(text):
        return len(text)
    for pattern, least in ((_PARAGRAPH, _LEAST_CHARS), (_SENTENCE, 1), (_WORD, 1)):
        for border in reversed(list(pattern.finditer(window))):
            if border.start() >= least:
                return place + border.start()
    return place
