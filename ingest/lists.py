"""Lists: which pieces make one, and the sentence that introduces it."""

import re
from collections.abc import Sequence

from corpus import Block, Kind, Span, sentence_spans
from ingest.faq import units_of
from ingest.pieces import Piece, Shape
from ingest.wording import ends, folded, in_title_case, plain, words

_ANNOUNCES = re.compile(
    r"\b(?:the )?following\b|\bas follows\b|\bhere (?:are|is)\b|\blisted below\b|"
    r"\bthere (?:are|is) (?:several|many|some|a few|various|two|three|four|five|six|seven|\d+)\b",
    re.IGNORECASE,
)
_LABELS = frozenset(
    {"key takeaways", "takeaways", "key points", "highlights", "summary", "in short", "tl dr"}
    | {"at a glance", "key facts", "main points", "key learnings"}
)
_LONGEST_LEAD = 40
_FEWEST_LINES = 3


def list_length(text: str, pieces: Sequence[Piece], at: int) -> int:
    """How many pieces from `at` on are one list; 0 if none starts there."""
    if at == len(pieces):
        return 0
    first = pieces[at]
    if first.shape is not Shape.ITEM:
        return _unmarked_length(text, pieces, at)
    end = at + 1
    while end < len(pieces):
        piece = pieces[end]
        inner = piece.shape in (Shape.CODE, Shape.PARAGRAPH) and piece.level > first.level + 1
        if piece.shape is not Shape.ITEM and not inner:
            break
        same_level = piece.shape is Shape.ITEM and piece.level == first.level
        if same_level and piece.gap and piece.marked != first.marked:
            break
        end += 1
    return end - at


def _unmarked_length(text: str, pieces: Sequence[Piece], at: int) -> int:
    """Lines that lost their bullets: several right below one another, after a colon."""
    above = pieces[at - 1] if at else None
    if not above or above.shape is not Shape.PARAGRAPH or not pieces[at].gap:
        return 0
    lead = sentence_spans(text, above.words)[-1].of(text)
    if lead[-1] not in ":：" or "|" in lead or not above.gap:
        return 0
    end = at
    while end < len(pieces) and pieces[end].shape is Shape.PARAGRAPH and pieces[end].lines == 1:
        if (end > at and pieces[end].gap) or len(words(pieces[end].words.of(text))) > _LONGEST_LEAD:
            break
        end += 1
    return end - at if end - at >= _FEWEST_LINES else 0


def list_block(text: str, pieces: Sequence[Piece], lead: Span | None, start: int) -> Block:
    """The list from `start` on; its units are the items without bullets, nested ones too."""
    units = [
        unit
        for piece in pieces
        for unit in ((piece.words,) if piece.shape is Shape.PARAGRAPH else units_of(text, piece))
    ]
    if lead is None and len(units) > 2 and _labels(text, units):
        lead = units.pop(0)
    return Block(Kind.LIST, Span(start, pieces[-1].span.end), lead, tuple(units))


def lead_of(text: str, paragraph: Piece) -> Span | None:
    """The sentence at the end of `paragraph` that introduces the list right below it."""
    last = sentence_spans(text, paragraph.words)[-1]
    sentence = last.of(text)
    if sentence[-1] in ":：" or sentence.endswith((":**", ":__", ":*", ":_")):
        return last
    short = len(words(sentence)) <= _LONGEST_LEAD // 2
    return last if short and _ANNOUNCES.search(sentence) else None


def _labels(text: str, units: Sequence[Span]) -> bool:
    """Whether the first item is a label over the others."""
    label = plain(units[0].of(text))
    if folded(label) in _LABELS:
        return True
    if ends(label) or not in_title_case(label) or len(words(label)) > 4 or ":" in label[:-1]:
        return False
    return all(ends(unit.of(text)) and len(words(unit.of(text))) > 4 for unit in units[1:])
