"""Headings without marks: what a page dump shows only by the shape and place of a line."""

import re
from collections.abc import Sequence

from ingest.pieces import Piece, Shape
from ingest.wording import asks, ends, in_title_case, is_prose, plain, words

DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})\.?[ \t]+\S")
"""A number such as `2.1` before a heading."""

PART = re.compile(
    r"(?:chapter|part|section|step|lesson|module|appendix|phase|stage) "
    r"(?:\d{1,3}|[ivx]{1,5}|[a-z])\b",
    re.IGNORECASE,
)
"""`Chapter 3`, `Step 1` and the like."""

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})[.)][ \t]+\S")
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|thanks|thank you|cheers|sincerely|(?:best|kind|warm) (?:regards|wishes)|"
    r"regards|yours|last (?:updated|modified))\b|the [\w ]{1,30} team$|[\w ]{1,20}: ?[\d(+]|"
    r"q[.)] |(?:q|a|question|answer) ?\d*:",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"\b(?:a|an|the|of|from|to|for|with|by|in|on|at|and|or|but|as|is|are|was|were|nan)$",
    re.IGNORECASE,
)
_NO_HEADING = re.compile(r"\||://|@|\t|^[\"“'‘(\[<$>]|^\W*\d[\d\s.,:/%-]*$|[，；]|\.\.\.|…")
_BOLD_LINE = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+\1$")
_NUMBERED = re.compile(r"(\d{1,2})[.)][ \t]+\S")
_LONGEST = 100
_LONGEST_QUESTION = 160


def implied_headings(text: str, pieces: Sequence[Piece]) -> set[int]:
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
    return found | _numbered(text, pieces)


def _numbered(text: str, pieces: Sequence[Piece]) -> set[int]:
    """Numbered lines that are no list: each a title with paragraphs of prose of its own."""
    found = set()
    numbers = set()
    for at, piece in enumerate(pieces[:-1]):
        line = piece.words.of(text)
        below = pieces[at + 1]
        if piece.shape is not Shape.ITEM or not piece.marked or piece.lines > 1 or ends(line):
            continue
        titled = in_title_case(plain(line)) and len(words(line)) <= 12 and line[-1:] not in ":;,"
        prose = below.shape is Shape.PARAGRAPH and is_prose(below.words.of(text))
        number = _NUMBERED.match(piece.span.of(text))
        if titled and prose and number:
            found.add(at)
            numbers.add(number.group(1))
    return found if len(numbers) > 1 else set()


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
    numbered = _ROMAN.match(line) or DECIMAL.match(line) or PART.match(line)
    if _UNFINISHED.search(line) or 2 * sum(w[0].isdigit() for w in words(line)) >= count > 1:
        return bool(PART.match(line))
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
    line = after.words.of(text)
    return after.shape is not Shape.PARAGRAPH or (
        not likely[below[1]] and (is_prose(line) or ends(line))
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


def is_bold_heading(text: str, pieces: Sequence[Piece], at: int) -> bool:
    """Whether a paragraph is one bold line with content below."""
    line = pieces[at].words.of(text)
    if pieces[at].shape is not Shape.PARAGRAPH or not _BOLD_LINE.match(line):
        return False
    inner = plain(line)
    if inner[-1:] in ".;,:!…" or len(words(inner)) > 20 or at + 1 == len(pieces):
        return False
    return pieces[at + 1].shape not in (Shape.HEADING, Shape.FURNITURE)
