"""Headings: those with marks, those a page dump shows only by their shape, and the title."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.boilerplate import as_furniture
from ingest.implied import DECIMAL, PART, implied_headings, is_bold_heading
from ingest.pieces import Piece, Shape
from ingest.wording import bare, folded, plain, words

_NO_TITLE = re.compile(
    r"(?:introduction|overview|summary|abstract|background|preface|contents|conclusion|faqs?|"
    r"table of contents|frequently asked questions)$"
)
_ASIDES = {"advantages", "disadvantages", "pros", "cons", "benefits", "drawbacks"} | {
    "limitations",
    "strengths",
    "weaknesses",
    "examples",
    "example",
}
_IMPLIED_BOLD = 7


def find_headings(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` with every heading as one; levels start at 1 or, below a title, at 2."""
    if sum(piece.shape is Shape.HEADING for piece in pieces) < 2:
        implied = implied_headings(text, pieces)
    else:
        implied = {at for at, piece in enumerate(pieces) if is_bold_heading(text, pieces, at)}
    found = []
    levels = _Levels(text)
    for at, piece in enumerate(pieces):
        if at in implied:
            level = _IMPLIED_BOLD if levels.marked else levels.next(piece)
            # The number of a numbered heading is part of its name.
            name = piece.span if piece.shape is Shape.ITEM else bare(text, piece.words)
            found.append(replace(piece, shape=Shape.HEADING, level=level, words=name))
        else:
            levels.see(piece)
            found.append(piece)
    return _tidy_opening(text, found)


def title_at(text: str, pieces: Sequence[Piece]) -> int | None:
    """Position of the heading that is the document's title: one before the first paragraph."""
    for at, piece in enumerate(pieces):
        if piece.shape not in (Shape.HEADING, Shape.FURNITURE, Shape.FRONT):
            return None
        if piece.shape is not Shape.HEADING:
            continue
        name = folded(plain(piece.words.of(text)))
        if not name or (not piece.marked and _NO_TITLE.match(name)):
            return None
        return at
    return None


class _Levels:
    """Levels of headings without marks, in order of appearance."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._above: set[str] = set()
        self._part = False
        self.marked = 0

    def see(self, piece: Piece) -> None:
        if piece.shape is Shape.HEADING:
            self.marked += 1 if piece.level > 1 else 0

    def next(self, piece: Piece) -> int:
        line = plain(piece.words.of(self._text))
        own = set(folded(line).split())
        if decimal := DECIMAL.match(line):
            return 2 + decimal.group(1).count(".")
        if PART.match(line):
            self._part = True
            return 2
        below = 3 if self._part else 2
        # "Clarity" below "The Three Cs (Clarity, Context, Constraints)", "Pros" below anything.
        if self._above and len(own) <= 2 and (own < self._above or own <= _ASIDES):
            return below + 1
        self._above = own
        return below


def _tidy_opening(text: str, pieces: list[Piece]) -> list[Piece]:
    """The title once and on the first level, without the category above or the repeat below it."""
    opening = []
    for at, piece in enumerate(pieces):
        if piece.shape is Shape.HEADING and not piece.marked:
            opening.append(at)
        elif piece.shape not in (Shape.FURNITURE, Shape.FRONT):
            break
    if not opening:
        return pieces
    title = title_at(text, pieces)
    if title is None:
        return pieces
    # A heading right above a byline is the title, and what stands above it a category.
    for at in opening[1:]:
        byline = at + 1 < len(pieces) and pieces[at + 1].shape is Shape.FURNITURE
        if (
            byline
            and len(words(pieces[at].words.of(text))) > 3
            and not _alike(text, pieces, title, at)
        ):
            pieces[title] = as_furniture(pieces[title])
            title = at
    for at in opening:
        if at > title and _alike(text, pieces, title, at):
            pieces[at] = as_furniture(pieces[at])
    pieces[title] = replace(pieces[title], level=1)
    return pieces


def _alike(text: str, pieces: Sequence[Piece], one: int, other: int) -> bool:
    """Whether two headings say the same, apart from a few words."""
    left, right = (set(folded(plain(pieces[at].words.of(text))).split()) for at in (one, other))
    one_in_other = min(len(left), len(right)) > 2 and (left <= right or right <= left)
    return one_in_other or len(left & right) >= 0.6 * max(len(left), len(right))
