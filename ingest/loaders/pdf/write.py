"""Parts of a PDF written as text, with the place where each page starts."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ingest.loaders.markdown import code, folded, heading, item, joined, paragraph, table
from ingest.loaders.pdf.parts import Line, Part, PartKind, entry_words, marker_words
from ingest.loaders.pdf.tables import Table

PAGE = "\ue0ff"
"""Stands where a page starts until the text is whole; `fonts` lets no such letter in."""

_SMALL = 0.93
_HYPHENS = "-\u00ad\u2010"


class Written(NamedTuple):
    """A text and the places where its pages start."""

    text: str
    pages: tuple[int, ...]


def written(parts: Sequence[Part | Table], levels: Mapping[int, int], pages: int) -> Written:
    """The text of all parts; `levels` has the headings' levels by position."""
    words = _vocabulary(parts)
    blocks: list[str] = []
    page = 0
    at = 0
    while at < len(parts):
        end = at + 1
        part = parts[at]
        if isinstance(part, Part) and at not in levels:
            while end < len(parts) and end not in levels and _listed(part, parts[end]):
                end += 1
        turns = PAGE * max(0, part.page + 1 - page)
        block, page = _block(parts[at:end], levels.get(at, 0), words, part.page + 1)
        blocks.append(turns + block)
        at = end
    return _counted(joined(blocks) + PAGE * max(0, pages - page))


def across_pages(parts: Sequence[Part | Table], body_size: float) -> list[Part | Table]:
    """The parts, with a paragraph that goes on in the next column or page made one again."""
    found: list[Part | Table] = []
    for part in parts:
        at = _unfinished(found, body_size)
        above = found[at] if at is not None else None
        if at is not None and isinstance(above, Part) and _goes_on(above, part):
            assert isinstance(part, Part)  # noqa: S101 (`_goes_on` said so)
            whole = replace(above, lines=above.lines + part.lines, pages=above.pages + part.pages)
            # Footnotes between the halves stay on their page: before the paragraph.
            found[at:] = (
                [*found[at + 1 :], whole] if part.page > above.page else [whole, *found[at + 1 :]]
            )
        else:
            found.append(part)
    return found


def _unfinished(parts: Sequence[Part | Table], body_size: float) -> int | None:
    """Position of the last paragraph of the text itself, footnotes below it left aside."""
    for at in range(len(parts) - 1, max(-1, len(parts) - 8), -1):
        part = parts[at]
        if not isinstance(part, Part):
            return None
        if part.lines[0].size >= _SMALL * body_size or at == len(parts) - 1:
            if part.lines[0].size >= _SMALL * body_size:
                return at
            continue
    return None


def _goes_on(above: Part, part: Part | Table) -> bool:
    if not isinstance(part, Part) or part.kind is not PartKind.RUNNING:
        return False
    if above.kind not in (PartKind.RUNNING, PartKind.ITEM) or above.lines[-1].ends:
        return False
    last, first = above.lines[-1], part.lines[0]
    if abs(last.size - first.size) > 0.3 or last.bold != first.bold:
        return False
    moved = part.page != above.pages[-1] or first.y > last.y
    full = last.x1 > last.right - 3 * last.size and len(last.text.split()) > 3
    return moved and (first.text[:1].islower() or (full and len(above.lines) > 1))


def _listed(part: Part, below: Part | Table) -> bool:
    kinds = (PartKind.ITEM, PartKind.ENTRY)
    return isinstance(below, Part) and part.kind in kinds and below.kind is part.kind


def _block(
    parts: Sequence[Part | Table], level: int, words: Mapping[str, int], page: int
) -> tuple[str, int]:
    """What is written for parts that make one block, and the page it ends on."""
    first = parts[0]
    if isinstance(first, Table):
        return table(first.rows), page
    if first.kind is PartKind.CODE:
        return code(_indented(first.lines)), page
    lines = []
    for part in parts:
        assert isinstance(part, Part)  # noqa: S101 (`_listed` lets no table in)
        turns = PAGE * max(0, part.page + 1 - page)
        page = max(page, part.page + 1)
        text = _text(part, words)
        page = max(page, part.pages[-1] + 1)
        lines.append(turns + _line(part, text, level))
    return "\n".join(line for line in lines if line), page


def _line(part: Part, text: str, level: int) -> str:
    if level:
        return heading(text, level)
    if part.kind is PartKind.ENTRY:
        return item(text)
    if part.kind is PartKind.ITEM:
        if part.lines[0].bulleted:
            return item(text, part.level)
        return "    " * part.level + folded(text)
    return paragraph(text)


def _text(part: Part, words: Mapping[str, int]) -> str:
    """The lines of a part as one, words parted at a line's end made whole."""
    text, page = "", part.pages[0]
    for line, own_page in zip(part.lines, part.pages, strict=True):
        shown = _words(part, line)
        turn = PAGE * (own_page - page)
        page = own_page
        if not text:
            text = shown
            continue
        parted = text[-1] in _HYPHENS and text[-2:-1].isalpha() and shown[:1].islower()
        if parted:
            text = (text if _keeps_hyphen(text, shown, words) else text[:-1]) + turn + shown
        else:
            space = "" if _is_east_asian(text[-1]) and _is_east_asian(shown[:1]) else " "
            text += space + turn + shown
    return text


def _words(part: Part, line: Line) -> str:
    if part.kind is PartKind.ENTRY:
        return entry_words(line)
    if part.kind is PartKind.ITEM and line is part.lines[0] and line.bulleted:
        return marker_words(line)
    return line.text


def _keeps_hyphen(text: str, following: str, words: Mapping[str, int]) -> bool:
    """Whether a hyphen at a line's end is part of the word, by how the document writes it."""
    if text[-1] == "\u00ad":
        return False
    left = text[:-1].split()[-1].casefold().lstrip("(\"“'‘[")
    right = following.split()[0].casefold().rstrip(".,;:!?)\"”'’]")
    return words[f"{left}-{right}"] > words[left + right]


def _vocabulary(parts: Sequence[Part | Table]) -> Counter[str]:
    words: Counter[str] = Counter()
    for part in parts:
        for line in part.lines if isinstance(part, Part) else ():
            words.update(word.strip(".,;:!?()\"“”'‘’[]") for word in line.text.casefold().split())
    return words


def _is_east_asian(letter: str) -> bool:
    return bool(letter) and unicodedata.east_asian_width(letter) in "WF"


def _indented(lines: Sequence[Line]) -> str:
    left = min(line.x0 for line in lines)
    shown = []
    for line in lines:
        width = (line.x1 - line.x0) / max(len(line.text), 1)
        shown.append(" " * round((line.x0 - left) / max(width, 0.1)) + line.text)
    return "\n".join(shown)


def _counted(marked: str) -> Written:
    """`marked` without its page marks, and where they stood."""
    pieces = marked.split(PAGE)
    starts: list[int] = []
    length = 0
    for piece in pieces[:-1]:
        length += len(piece)
        starts.append(length)
    return Written("".join(pieces), tuple(starts))
