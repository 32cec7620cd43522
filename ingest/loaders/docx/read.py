"""A Word file's bytes as text with headings, lists, tables and notes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.parser import parse_xml

from corpus import DocumentError
from ingest.loaders.docx.styles import Numbering, Styles
from ingest.loaders.docx.tables import Cell, grid_of, is_layout
from ingest.loaders.docx.words import Words, words_of
from ingest.loaders.docx.xml import MC, Element, chosen, value, w
from ingest.loaders.extracted import Extracted
from ingest.loaders.markdown import code, folded, heading, item, joined, paragraph, table
from ingest.loaders.titles import sensible_title

_FOLLOWED = frozenset(map(w, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")))
_LONGEST_BOLD = 120
_PLAIN_NUMBER = re.compile(
    r"(?:\d{1,3}[.)]|\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|(?:[a-z]|[ivx]{1,4})\))$"
)
_NOTE_KINDS = {"f": "Footnote", "e": "Endnote"}


def read_docx(data: bytes) -> Extracted:
    """The text of a Word file: what a reader sees, without headers, footers and comments.

    Raises:
        DocumentError: It is broken, or there is no text in it.
    """
    try:
        document = docx.Document(BytesIO(data))
    except ValueError as error:
        raise DocumentError("it is not a Word document; save it as .docx") from error
    body = _Body(document.part)
    text = joined(body.blocks(document.element.body))
    if not text and body.left_out:
        raise DocumentError("all its text is in a file embedded in it; save it anew as .docx")
    if not text:
        raise DocumentError("there is no text in it; put text in it or leave it out")
    # The title that is seen counts more than one that a template may have left.
    return Extracted(text, body.title or _own_title(document), notes=tuple(body.left_out))


def _own_title(document: Any) -> str:
    try:
        return sensible_title(document.core_properties.title or "")
    except (AttributeError, KeyError, ValueError):
        return ""


class _Body:
    """Writes blocks as it goes through the paragraphs and tables."""

    def __init__(self, part: Any) -> None:
        parts = _parts(part)
        self.title = ""
        self.left_out: list[str] = []
        self._styles = Styles(parts.get("styles"))
        self._numbering = Numbering(parts.get("numbering"), self._styles)
        self._notes = {
            kind + str(note.get(w("id"), "")): note
            for kind, name in (("f", "footnotes"), ("e", "endnotes"))
            for note in parts.get(name, ())
        }
        self._note_counts: Counter[str] = Counter()
        self._items: list[str] = []
        self._lines: list[str] = []
        self._waiting: list[str] = []

    def blocks(self, parent: Iterable[Element]) -> list[str]:
        """What is written for the children of a body, cell or text box."""
        outer = self._items, self._lines, self._waiting
        self._items, self._lines, self._waiting = [], [], []
        found = [block for element in parent for block in self._element(element)]
        found += self._close()
        self._items, self._lines, self._waiting = outer
        return found

    def _element(self, element: Element) -> Iterator[str]:
        if element.tag == w("p"):
            yield from self._paragraph(element)
        elif element.tag == w("tbl"):
            yield from self._close()
            yield from self._table(element)
        elif element.tag == w("altChunk"):
            self.left_out.append("A file embedded in it was left out: paste its text instead.")
        elif element.tag == f"{MC}AlternateContent":
            for inner in chosen(element):
                yield from self._element(inner)
        elif element.tag in _FOLLOWED and "Table of Contents" not in _gallery(element):
            for inner in element:
                yield from self._element(inner)

    def _paragraph(self, element: Element) -> Iterator[str]:
        words = words_of(element)
        if words.text.strip() and not self._styles.is_contents(element):
            yield from self._written(element, words)
        self._waiting += self._noted(words)
        for box in words.boxes:
            yield from self._close()
            yield from self.blocks(box)

    def _written(self, element: Element, words: Words) -> Iterator[str]:
        style_id = self._styles.style_id(element)
        level = self._styles.heading_level(element)
        listed = self._styles.listed(element)
        is_title = self._styles.is_title(element) and not self.title
        if self._styles.is_code(element) and not level:
            yield from self._close(lines=False)
            self._lines.append(words.text)
            return
        depth = self._numbering.level(listed, style_id) if listed else 0
        marker = self._numbering.marker(listed, depth) if listed else ""
        if listed and not level and not is_title:
            yield from self._close(items=False)
            self._items.append(_item(words.text, depth, marker))
            return
        yield from self._close()
        if is_title:
            self.title = sensible_title(words.text)
            yield heading(words.text, 1)
        elif level:
            named = f"{marker} {words.text}" if marker else words.text
            yield heading(named, level + bool(self.title))
        else:
            yield from _paragraphs(words)

    def _table(self, element: Element) -> Iterator[str]:
        grid = grid_of(element)
        if sum(map(len, grid)) > 1 and len(grid) > 1:
            known: dict[int, str] = {}
            texts = [[self._cell(cell, known) for cell in row] for row in grid]
            if not is_layout(grid, texts):
                yield table(texts)
                yield from self._close()
                return
            self._waiting = []
        seen: set[int] = set()
        for cell in (cell for row in grid for cell in row):
            if id(cell) not in seen:
                seen.add(id(cell))
                yield from self.blocks(cell.elements)

    def _cell(self, cell: Cell, known: dict[int, str]) -> str:
        """A cell's words on one line; tables within it are words too."""
        if id(cell) not in known:
            known[id(cell)] = " ".join(self._plain(cell.elements))
        return known[id(cell)]

    def _plain(self, parent: Iterable[Element]) -> Iterator[str]:
        for element in parent:
            if element.tag == w("p"):
                words = words_of(element)
                yield words.text
                self._waiting += self._noted(words)
                for box in words.boxes:
                    yield from self._plain(box)
            elif element.tag == w("tbl"):
                for row in grid_of(element):
                    cells = {id(cell): cell for cell in row}.values()
                    texts = [folded(" ".join(self._plain(cell.elements))) for cell in cells]
                    if any(texts):
                        yield ", ".join(filter(None, texts)) + ";"
            elif element.tag in _FOLLOWED:
                yield from self._plain(element)

    def _noted(self, words: Words) -> list[str]:
        """The notes that a paragraph refers to."""
        found = []
        for note_id in words.notes:
            note = self._notes.pop(note_id, None)
            text = folded(" ".join(self._plain(note))) if note is not None else ""
            if text:
                self._note_counts[note_id[0]] += 1
                name = f"{_NOTE_KINDS[note_id[0]]} {self._note_counts[note_id[0]]}"
                found.append(paragraph(f"{name}: {text}"))
        return found

    def _close(self, *, items: bool = True, lines: bool = True) -> Iterator[str]:
        """Ends the list and the program that were being written, then gives the notes."""
        if lines and self._lines:
            yield code("\n".join(self._lines))
            self._lines = []
        if items and self._items:
            yield "\n".join(one for one in self._items if one)
            self._items = []
        if items and lines:
            yield from self._waiting
            self._waiting = []


def _parts(main: Any) -> dict[str, Element]:
    """The XML of the parts that say more about the main one, by kind."""
    wanted = ("styles", "numbering", "footnotes", "endnotes")
    found: dict[str, Element] = {}
    for relation in main.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind in wanted and not relation.is_external and kind not in found:
            part = relation.target_part
            found[kind] = part.element if hasattr(part, "element") else parse_xml(part.blob)
    return found


def _gallery(element: Element) -> str:
    return value(element, "sdtPr", "docPartObj", "docPartGallery")


def _item(text: str, depth: int, marker: str) -> str:
    if _PLAIN_NUMBER.match(marker):
        return f"{'    ' * depth}{marker} {folded(text)}"
    return item(f"{marker} {text}" if marker else text, depth)


def _paragraphs(words: Words) -> Iterator[str]:
    """A paragraph, or several where empty lines part it; a short bold one may be a heading."""
    if words.is_bold and len(words.text) <= _LONGEST_BOLD and "*" not in words.text:
        line = folded(words.text)
        yield f"**{line}**" if line[-1:] not in ".,;:!…" else paragraph(line)
        return
    for part in re.split(r"\n[^\S\n]*\n", words.text):
        yield paragraph(part)
