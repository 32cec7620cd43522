"""Headings: those with marks, those a page dump shows only by their shape, and the title."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.boilerplate import as_furniture
from ingest.pieces import Piece, Shape
from ingest.wording import asks, ends, folded, in_title_case, is_prose, plain, words

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})[.)][ \t]+\S")
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})\.?[ \t]+\S")
_PART = re.compile(
    r"(?:chapter|part|section|step|lesson|module|appendix|phase|stage) (?:\d{1,3}|[ivx]{1,5}|[a-z])\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|thanks|thank you|cheers|sincerely|(?:best|kind|warm) (?:regards|wishes)|"
    r"regards|yours|last (?:updated|modified))\b|[\w ]{1,20}: ?[\d(+]",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"\b(?:a|an|the|of|from|to|for|with|by|in|on|at|and|or|but|as|is|are|was|were|nan)$",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(r"\||://|@|\t|^[\"“'‘(\[<$>]|^\W*\d[\d\s.,:/%-]*$")
_NO_TITLE = re.compile(
    r"(?:introduction|overview|summary|abstract|background|preface|contents|conclusion|faqs?|"
    r"table of contents|frequently asked questions)$"
)
_ASIDES = {
    "advantages",
    "disadvantages",
    "pros",
    "cons",
    "benefits",
    "drawbacks",
    "limitations",
} | {"strengths", "weaknesses", "examples", "example"}
_LONGEST = 100
_LONGEST_QUESTION = 160
_IMPLIED_BOLD = 7


def find_headings(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` with every heading as one; levels start at 1 or, below a title, at 2."""
    if sum(piece.shape is Shape.HEADING for piece in pieces) < 2:
        implied = _implied(text, pieces)
    else:
        implied = {at for at, piece in enumerate(pieces) if _is_bold(text, pieces, at)}
    found = []
    levels = _Levels(text)
    for at, piece in enumerate(pieces):
        if at in implied:
            level = _IMPLIED_BOLD if levels.marked else levels.next(piece)
            found.append(replace(piece, shape=Shape.HEADING, level=level, words=piece.words))
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
        if decimal := _DECIMAL.match(line):
            return 2 + decimal.group(1).count(".")
        if _PART.match(line):
            self._part = True
            return 2
        below = 3 if self._part else 2
        # "Clarity" below "The Three Cs (Clarity, Context, Constraints)", "Pros" below anything.
        if self._above and len(own) <= 2 and (own < self._above or own <= _ASIDES):
            return below + 1
        self._above = own
        return below


def _implied(text: str, pieces: Sequence[Piece]) -> set[int]:
    """Positions of paragraphs that read as headings and stand where headings do."""
    likely = [_reads_as_heading(text, piece) for piece in pieces]
    spaced = _is_spaced(pieces)
    found: set[int] = set()
    run = 0
    for at, piece in enumerate(pieces):
        run = run + 1 if likely[at] and (run == 0 or not spaced or piece.gap) else int(likely[at])
        if not likely[at] or (spaced and not piece.gap and at > 0):
            continue
        if _introduces(text, pieces, likely, at, run) and _follows_an_end(text, pieces, at):
            found.add(at)
    return found


def _is_spaced(pieces: Sequence[Piece]) -> bool:
    """Whether blank lines stand between the paragraphs of the document."""
    paragraphs = [piece for piece in pieces[1:] if piece.shape is Shape.PARAGRAPH]
    return sum(piece.gap for piece in paragraphs) > 0.5 * len(paragraphs)


def _reads_as_heading(text: str, piece: Piece) -> bool:
    if piece.lines != 1 or len(piece.words) > _LONGEST_QUESTION:
        return False
    if piece.shape is not Shape.PARAGRAPH:
        return False
    line = plain(piece.words.of(text))
    count = len(words(line))
    if not count or line[0].islower() or _NO_HEADING.search(line) or _GREETING.match(line):
        return False
    if asks(line):
        return count <= 25
    if line[-1] in ".;,:!…。！" or len(line) > _LONGEST or count > 14:
        return False
    if _UNFINISHED.search(line) or 2 * sum(w.isdigit() for w in words(line)) >= count > 1:
        return False
    numbered = _ROMAN.match(line) or _DECIMAL.match(line) or _PART.match(line)
    return bool(numbered) or in_title_case(line) or count <= 8


def _introduces(
    text: str, pieces: Sequence[Piece], likely: Sequence[bool], at: int, run: int
) -> bool:
    """Whether content follows, directly or below one more heading."""
    below = [
        step
        for step in range(at + 1, min(at + 12, len(pieces)))
        if pieces[step].shape is not Shape.FURNITURE
    ][:2]
    if not below:
        return False
    following = pieces[below[0]]
    if following.shape is not Shape.PARAGRAPH:
        return following.shape is not Shape.PAIR
    line = following.words.of(text)
    if not likely[below[0]]:
        if is_prose(line) or ends(line):
            # The last of many short lines in a row is a line like the others.
            return run <= 2 or in_title_case(pieces[at].words.of(text))
        return line[-1] in ":：" or len(line) > _LONGEST
    if len(below) < 2 or run > 1:
        return False
    after = pieces[below[1]]
    return after.shape is not Shape.PARAGRAPH or (
        not likely[below[1]] and is_prose(after.words.of(text))
    )


def _follows_an_end(text: str, pieces: Sequence[Piece], at: int) -> bool:
    """Whether what stands above is finished, so that something new can begin."""
    if at == 0 or pieces[at].gap:
        return True
    above = pieces[at - 1]
    if above.shape is not Shape.PARAGRAPH or in_title_case(plain(pieces[at].words.of(text))):
        return True
    line = above.words.of(text)
    return ends(line) or len(line) <= _LONGEST or not is_prose(line)


def _is_bold(text: str, pieces: Sequence[Piece], at: int) -> bool:
    """Whether a paragraph is one bold line with content below."""
    piece = pieces[at]
    line = piece.words.of(text)
    if piece.shape is not Shape.PARAGRAPH or piece.lines != 1 or not line.startswith(("**", "__")):
        return False
    inner = plain(line)
    whole = len(line) - len(inner) == 4 and len(words(inner)) <= 20
    if not whole or inner[-1:] in ".;,:!…" or at + 1 == len(pieces):
        return False
    return pieces[at + 1].shape not in (Shape.HEADING, Shape.FURNITURE)


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
    return len(left & right) >= 0.6 * max(len(left), len(right))
