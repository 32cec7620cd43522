"""The blocks of a web page, written as Markdown, in the order in which the page shows them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.loaders import markdown
from ingest.loaders.page_elements import (
    INLINE,
    Element,
    first_number,
    holding_blocks,
    inline,
    is_furniture,
    spaced,
    terms_of,
    words_of,
)
from ingest.loaders.page_tables import rows_of, stacked
from ingest.wording import announces_questions, asks, opens_question

_HEADING = re.compile(r"h([1-6])$")


class Shape(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    PAIR = "question and answer"


@dataclass(frozen=True, slots=True)
class PageBlock:
    """One block of a page."""

    shape: Shape
    text: str
    """Written as Markdown."""
    parts: tuple[str, ...] = ()
    """Its words in lines, items or rows, without marks."""
    furniture: bool = False
    """It stands in navigation, a footer or the like."""
    level: int = 0
    """Of a heading."""


class Walk:
    """Walks down a cleaned page once."""

    def __init__(self, body: Element, questions: frozenset[str] = frozenset()) -> None:
        self._body = body
        self._questions = questions
        self._holding = holding_blocks(body)
        self._faq = False

    def blocks(self) -> Iterator[PageBlock]:
        """Its blocks in order."""
        yield from self._within(self._body, False)

    def _within(
        self, parent: Element, furniture: bool, without: Collection[str] = ()
    ) -> Iterator[PageBlock]:
        """The blocks in `parent`; text between them is a paragraph."""
        run = [spaced(parent.text)]
        for child in parent:
            if child.tag in without:
                run.append(" ")
            elif self._is_inline(child):
                run.append(inline(child))
            else:
                yield from _paragraphs("".join(run), furniture)
                run = []
                yield from self._block(child, furniture)
            run.append(spaced(child.tail))
        yield from _paragraphs("".join(run), furniture)

    def _is_inline(self, element: Element) -> bool:
        return element.tag in INLINE and element not in self._holding

    def _block(self, element: Element, furniture: bool) -> Iterator[PageBlock]:
        tag = str(element.tag)
        furniture = furniture or is_furniture(element)
        if found := _HEADING.match(tag):
            yield from self._heading(element, int(found.group(1)), furniture)
        elif tag in ("ul", "ol"):
            yield from self._list(element, furniture)
        elif tag == "table" and not stacked(element):
            yield from _table(element, furniture)
        elif tag == "pre":
            text = "".join(str(part) for part in element.itertext())
            yield PageBlock(Shape.CODE, markdown.code(text), tuple(text.split("\n")), furniture)
        elif tag == "details":
            yield from self._details(element, furniture)
        elif tag == "dl":
            yield from self._definitions(element, furniture)
        elif element.get("itemtype", "").rstrip("/").endswith("schema.org/Question"):
            yield from self._marked_question(element, furniture)
        else:
            yield from self._within(element, furniture)

    def _heading(self, element: Element, level: int, furniture: bool) -> Iterator[PageBlock]:
        if element in self._holding and not words_of(element):
            yield from self._within(element, furniture)
            return
        words = words_of(element)
        if words:
            self._faq = announces_questions(words) or (self._faq and level > 2)
            text = markdown.heading(words, level)
            yield PageBlock(Shape.HEADING, text, (words,), furniture, level)

    def _list(self, element: Element, furniture: bool) -> Iterator[PageBlock]:
        if not any(str(child.tag) == "li" for child in element) or self._holds_sections(element):
            for child in element:
                yield from self._block(child, furniture)
            return
        lines = list(self._items(element, 0))
        if lines:
            text = "\n".join(line for line, _ in lines)
            yield PageBlock(Shape.LIST, text, tuple(words for _, words in lines), furniture)

    def _holds_sections(self, element: Element) -> bool:
        """Whether a list is only the frame of headings, tables or questions."""
        wanted = ("h1", "h2", "h3", "h4", "h5", "table", "details", "dl")
        return next(element.iter(*wanted), None) is not None

    def _items(self, element: Element, level: int) -> Iterator[tuple[str, str]]:
        numbered = element.tag == "ol"
        number = first_number(element)
        for child in element:
            if child.tag in ("ul", "ol"):
                yield from self._items(child, level + 1)
                continue
            inner = list(self._within(child, False, ("ul", "ol")))
            words = " ".join(part for b in inner if b.shape is not Shape.CODE for part in b.parts)
            line = markdown.item(words, level, number if numbered else None)
            if line:
                yield line, words
                number += 1
            for block in inner:
                if block.shape is Shape.CODE and block.text:
                    indent = "    " * (level + 1)
                    yield indent + block.text.replace("\n", "\n" + indent), " ".join(block.parts)
            for below in child.iterchildren("ul", "ol"):
                yield from self._items(below, level + 1)

    def _details(self, element: Element, furniture: bool) -> Iterator[PageBlock]:
        summary = next((child for child in element if child.tag == "summary"), None)
        asked = words_of(summary) if summary is not None else ""
        inner = list(self._within(element, furniture, ("summary",)))
        # What folds out below an ordinary label is no answer, unless all questions stand so.
        if asked and (self._faq or self._asks(asked)):
            yield from _pair(asked, inner, furniture)
            return
        if asked:
            yield PageBlock(Shape.TEXT, f"**{markdown.folded(asked)}**", (asked,), furniture)
        yield from inner

    def _definitions(self, element: Element, furniture: bool) -> Iterator[PageBlock]:
        pairs = list(terms_of(element))
        asked = sum(self._asks(term) for term, _ in pairs)
        if pairs and (self._faq or 2 * asked > len(pairs)):
            for term, values in pairs:
                inner = [block for value in values for block in self._within(value, furniture)]
                yield from _pair(term, inner, furniture)
            return
        lines = [
            f"{term}: {' '.join(words_of(value) for value in values)}"
            if term
            else words_of(values[0])
            for term, values in pairs
        ]
        text = "\n".join(markdown.item(line) for line in lines)
        if text:
            yield PageBlock(Shape.LIST, text, tuple(lines), furniture)

    def _marked_question(self, element: Element, furniture: bool) -> Iterator[PageBlock]:
        name = next((e for e in element.iter() if e.get("itemprop") == "name"), None)
        answers = [e for e in element.iter() if "Answer" in (e.get("itemtype") or "")]
        if name is None or not answers:
            yield from self._within(element, furniture)
            return
        inner = [block for answer in answers for block in self._within(answer, furniture)]
        yield from _pair(words_of(name), inner, furniture)

    def _asks(self, words: str) -> bool:
        return asks(words) or opens_question(words) or markdown.folded(words) in self._questions


def shown(blocks: list[PageBlock]) -> str:
    """The blocks as one text; what follows the last answer is told from it by a rule."""
    written: list[str] = []
    open_pair = False
    for block in blocks:
        if open_pair and block.shape not in (Shape.PAIR, Shape.HEADING):
            written.append(markdown.RULE)
        written.append(block.text)
        open_pair = block.shape is Shape.PAIR
    return markdown.joined(written)


def pair(question: str, answer: str) -> PageBlock:
    """A question and its answer, given as plain words."""
    text = markdown.question(question, [markdown.paragraph(line) for line in answer.split("\n")])
    return PageBlock(Shape.PAIR, text, (question, answer))


def _pair(asked: str, inner: list[PageBlock], furniture: bool) -> Iterator[PageBlock]:
    text = markdown.question(asked, [_unheaded(block) for block in inner])
    if text:
        parts = (asked, *(part for block in inner for part in block.parts))
        yield PageBlock(Shape.PAIR, text, parts, furniture)
    else:
        yield from inner


def _unheaded(block: PageBlock) -> str:
    """A block of an answer; a heading in it would end the answer."""
    return markdown.paragraph(block.parts[0]) if block.shape is Shape.HEADING else block.text


def _paragraphs(run: str, furniture: bool) -> Iterator[PageBlock]:
    """The lines of running text, a paragraph each time a blank line ends one."""
    for stretch in re.split(r"\n[ \t]*\n", run):
        lines = [line for line in map(markdown.folded, stretch.split("\n")) if line]
        if lines:
            text = "\n".join(markdown.paragraph(line) for line in lines)
            yield PageBlock(Shape.TEXT, text, tuple(lines), furniture)


def _table(element: Element, furniture: bool) -> Iterator[PageBlock]:
    rows = [[words_of(cell) for cell in row] for row in rows_of(element)]
    caption = next((words_of(child) for child in element if child.tag == "caption"), "")
    if caption:
        yield PageBlock(Shape.TEXT, markdown.paragraph(caption), (caption,), furniture)
    text = markdown.table(rows)
    if text:
        parts = tuple(" ".join(row) for row in rows)
        yield PageBlock(Shape.TABLE, text, parts, furniture)
