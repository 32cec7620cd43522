"""Documents read as sections: headings, paragraphs, lists, tables, FAQ pairs and boilerplate.

Plain text and Markdown go the same way, line by line: a `.txt` may hold Markdown, and a page saved
as Markdown may have lost its marks.
"""

from collections.abc import Sequence

from corpus import Block, Kind, Section, Span, sentence_spans
from ingest.boilerplate import mark_furniture
from ingest.faq import pair_questions, units_of
from ingest.frontmatter import front_matter
from ingest.headings import find_headings, title_at
from ingest.lists import lead_of, list_block, list_length
from ingest.pieces import Piece, Shape, read_pieces
from ingest.wording import folded, plain

_KINDS = {
    Shape.FRONT: Kind.BOILERPLATE,
    Shape.FURNITURE: Kind.BOILERPLATE,
    Shape.HEADING: Kind.HEADING,
    Shape.PARAGRAPH: Kind.TEXT,
    Shape.CODE: Kind.TEXT,
    Shape.TABLE: Kind.TABLE,
    Shape.PAIR: Kind.FAQ,
}


def read_sections(text: str) -> tuple[Section, ...]:
    """The sections of `text` in order; together their blocks hold every visible character."""
    pieces, title = _read(text)
    assembly = _Assembly(text, title)
    at = 0
    pieces = pair_questions(text, pieces, title)
    # Nothing before the title makes a pair, so its position has not moved.
    while at < len(pieces):
        at += assembly.add(pieces, at)
    return assembly.sections()


def title_of(text: str) -> str | None:
    """The title in the front matter, else the heading before the first paragraph, else None."""
    front = front_matter(text)
    if front and front.fields.get("title"):
        return front.fields["title"]
    pieces, title = _read(text)
    return None if title is None else plain(pieces[title].words.of(text))


def _read(text: str) -> tuple[list[Piece], int | None]:
    pieces = find_headings(text, mark_furniture(text, read_pieces(text)))
    return pieces, _page_title(text, pieces, title_at(text, pieces))


def _page_title(text: str, pieces: Sequence[Piece], at: int | None) -> int | None:
    """The heading that repeats the front matter's title, or is the only one on its level."""
    front = front_matter(text)
    if at is None or not front or not front.fields.get("title"):
        return at
    same = folded(plain(pieces[at].words.of(text))) == folded(front.fields["title"])
    level = pieces[at].level
    others = [piece for piece in pieces[at + 1 :] if piece.shape is Shape.HEADING]
    alone = level == 1 and all(piece.level > 1 for piece in others)
    return at if same or alone else None


class _Assembly:
    """Blocks and sections as they grow."""

    def __init__(self, text: str, title: int | None) -> None:
        self._text = text
        self._title = title
        self._path: list[tuple[int, str]] = []
        self._blocks: list[Block] = []
        self._sections: list[Section] = []

    def sections(self) -> tuple[Section, ...]:
        self._close()
        return tuple(self._sections)

    def add(self, pieces: Sequence[Piece], at: int) -> int:
        """Take the piece at `at` and those below it that belong to its block; how many."""
        piece = pieces[at]
        if count := list_length(self._text, pieces, at):
            self._blocks.append(
                list_block(self._text, pieces[at : at + count], None, piece.span.start)
            )
            return count
        if piece.shape is Shape.PARAGRAPH and (count := list_length(self._text, pieces, at + 1)):
            self._introduced(piece, pieces[at + 1 : at + 1 + count])
            return 1 + count
        if piece.shape is Shape.HEADING or (piece.shape is Shape.PAIR and piece.level):
            self._open(piece, at == self._title)
        self._single(piece)
        return 1

    def _introduced(self, paragraph: Piece, items: Sequence[Piece]) -> None:
        lead = lead_of(self._text, paragraph)
        words = paragraph.words
        units = sentence_spans(self._text, Span(words.start, lead.start if lead else words.end))
        first = paragraph.span.start
        if units:
            end = units[-1].end if lead else paragraph.span.end
            self._blocks.append(Block(Kind.TEXT, Span(first, end), None, units))
            first = lead.start if lead else items[0].span.start
        self._blocks.append(list_block(self._text, items, lead, first))

    def _open(self, piece: Piece, is_title: bool) -> None:
        """Begin a section at a heading; one at a question only leaves the deeper sections."""
        self._close()
        while self._path and self._path[-1][0] >= piece.level:
            self._path.pop()
        name = plain(piece.words.of(self._text))
        if piece.shape is Shape.HEADING and not is_title and name:
            self._path.append((piece.level, name))

    def _close(self) -> None:
        if self._blocks:
            span = Span(self._blocks[0].span.start, self._blocks[-1].span.end)
            heading = tuple(name for _, name in self._path)
            self._sections.append(Section(heading, span, tuple(self._blocks)))
            self._blocks = []

    def _single(self, piece: Piece) -> None:
        kind = _KINDS[piece.shape]
        last = self._blocks[-1] if self._blocks else None
        if kind is Kind.BOILERPLATE and last and last.kind is kind:
            self._blocks[-1] = Block(kind, Span(last.span.start, piece.span.end))
            return
        lead = piece.words if kind in (Kind.FAQ, Kind.TABLE) else None
        self._blocks.append(Block(kind, piece.span, lead, units_of(self._text, piece)))
