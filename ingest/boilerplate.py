"""Page furniture around an article: share bars, bylines, comment forms, sales pitches.

Three kinds of cues: some tell furniture wherever they stand, some only between the title and the
first paragraph, some only after the last. In doubt a piece is content.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.cues import (
    ANYWHERE,
    CLOSING_PARTS,
    CONTENTS,
    CREDIT,
    HEAD_ONLY,
    INVITES,
    LEGAL,
    SELLS,
    SHARING,
    TAIL_ONLY,
)
from ingest.pieces import Piece, Shape
from ingest.wording import ends, folded, is_prose, plain, words

_ANCHOR_LINK = re.compile(r"(?:\[[^\]]*\]\(#[^()]*\)\W*)+$")
_BRANDED = re.compile(r"[A-Z][a-z]+[A-Z]\w*$")

_SHORT = 15
_LONGEST_PART = 2500
_SALES_SHORT = 12


def mark_furniture(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """`pieces` in the same order, those that are page furniture turned into such."""
    marks = {at for at in range(len(pieces)) if _is_furniture(text, pieces, at)}
    marks |= _contents(text, pieces)
    marks |= _opening(text, pieces, marks)
    marks |= _credited(text, pieces, marks)
    marks |= _closing_parts(text, pieces)
    marks |= _closing(text, pieces, marks)
    return [as_furniture(piece) if at in marks else piece for at, piece in enumerate(pieces)]


def as_furniture(piece: Piece) -> Piece:
    """The same piece, kept in the document but never searched."""
    return replace(piece, shape=Shape.FURNITURE, words=piece.span, parts=())


def _is_furniture(text: str, pieces: Sequence[Piece], at: int) -> bool:
    piece = pieces[at]
    line = plain(piece.words.of(text)[:600])
    if piece.shape not in (Shape.PARAGRAPH, Shape.HEADING) or len(words(line)) > 2 * _SHORT:
        return False
    if SHARING.search(line) or CLOSING_PARTS.search(line):
        return at > 0
    unmarked = piece.shape is Shape.PARAGRAPH
    return unmarked and bool(ANYWHERE.search(line) or (at > 0 and LEGAL.search(line)))


def _closing_parts(text: str, pieces: Sequence[Piece]) -> set[int]:
    """What stands below "Leave a reply", "Related posts" and the like, up to the next heading."""
    found: set[int] = set()
    inside = False
    for at, piece in enumerate(pieces):
        late = at > 0 and piece.span.start > pieces[-1].span.end // 2
        shaped = piece.shape in (Shape.PARAGRAPH, Shape.HEADING)
        if late and shaped and CLOSING_PARTS.search(plain(piece.words.of(text)[:200])):
            inside = pieces[-1].span.end - piece.span.start <= _LONGEST_PART
        elif piece.shape is Shape.HEADING:
            inside = False
        if inside:
            found.add(at)
    return found


def _contents(text: str, pieces: Sequence[Piece]) -> set[int]:
    """Tables of contents: their heading, and what below it repeats other lines or links to them."""
    marks: set[int] = set()
    known: dict[str, int] = {}
    for piece in pieces:
        line = folded(plain(piece.words.of(text)[:300]))
        known[line] = known.get(line, 0) + 1
    inside = False
    for at, piece in enumerate(pieces):
        words_here = piece.words.of(text)[:300]
        if _opens_contents(piece, words_here):
            inside = True
            marks.add(at)
            continue
        entry = _ANCHOR_LINK.match(words_here) or (
            inside and known[folded(plain(words_here))] > 1 and not is_prose(words_here)
        )
        # The last repeat is the heading itself, not its entry.
        if entry and piece.shape in (Shape.ITEM, Shape.PARAGRAPH):
            marks.add(at)
            known[folded(plain(words_here))] -= 1
        else:
            inside = False
    return marks


def _opens_contents(piece: Piece, line: str) -> bool:
    shaped = piece.shape in (Shape.PARAGRAPH, Shape.HEADING)
    return shaped and bool(CONTENTS.match(plain(line)))


def _opening(text: str, pieces: Sequence[Piece], marks: set[int]) -> set[int]:
    """Bylines, dates and the like between the title and the first paragraph of prose."""
    head = _head(text, pieces)
    lines = [plain(pieces[at].words.of(text)[:300]) for at in head]
    found = {
        at
        for at, line in zip(head, lines, strict=True)
        if pieces[at].shape is Shape.PARAGRAPH and at > 0 and HEAD_ONLY.search(line)
    }
    if len(head) > 1 and _BRANDED.match(lines[1]) and not pieces[head[1]].gap:
        found.add(head[1])
    # A name, or names, right above the first cue belong to the byline.
    cued = sorted(at for at in found | marks if at in head)
    if found and cued:
        at = cued[0] - 1
        while at > 0 and len(lines[head.index(at)].split()) <= 3 and not pieces[at + 1].gap:
            found.add(at)
            at -= 1
    return found


def _head(text: str, pieces: Sequence[Piece]) -> list[int]:
    """Positions before the first paragraph of prose; none if the text opens with it."""
    head = []
    for at, piece in enumerate(pieces[:30]):
        if piece.shape not in (Shape.PARAGRAPH, Shape.HEADING, Shape.FURNITURE, Shape.FRONT):
            break
        if piece.shape is Shape.PARAGRAPH and is_prose(piece.words.of(text)):
            break
        head.append(at)
    return head


def _credited(text: str, pieces: Sequence[Piece], marks: set[int]) -> set[int]:
    """Captions: a short line without a full stop right above an image credit."""
    found = set()
    for at in marks:
        above = pieces[at - 1] if at else None
        if not above or above.shape is not Shape.PARAGRAPH or pieces[at].gap or at - 1 in marks:
            continue
        credit = CREDIT.search(pieces[at].words.of(text)[:300])
        line = above.words.of(text)
        if credit and not ends(line) and len(line) < 200 and len(words(line)) <= _SHORT:
            found.add(at - 1)
    return found


def _closing(text: str, pieces: Sequence[Piece], marks: set[int]) -> set[int]:
    """What follows the last piece of content, from the first cue on."""
    found: set[int] = set()
    waiting: set[int] = set()
    for at in range(len(pieces) - 1, -1, -1):
        piece = pieces[at]
        if piece.span.start < pieces[-1].span.end // 2:
            break
        line = plain(piece.words.of(text)[:1500])
        if at in marks or piece.shape is Shape.FURNITURE or _invites(piece, line):
            found |= waiting | {at}
            waiting = set()
        elif piece.shape is Shape.PARAGRAPH and len(words(line)) <= 8 and not ends(line):
            waiting.add(at)
        else:
            break
    return found


def _invites(piece: Piece, line: str) -> bool:
    """Whether a piece sells, signs people up, or introduces the author."""
    if piece.shape not in (Shape.PARAGRAPH, Shape.HEADING):
        return False
    count = len(words(line))
    if count <= 2 * _SHORT and TAIL_ONLY.search(line):
        return True
    if not INVITES.search(line):
        return False
    sales = {found.lower() for found in SELLS.findall(line)}
    score = 1 + len(sales) + line.endswith("!")
    return score >= (2 if count <= _SALES_SHORT else 3)
