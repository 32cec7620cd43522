"""Question and answer pairs, in every shape that pages give them.

A heading, a list item, a bold line or a line that opens with `Q:` asks; the paragraphs, lists and
tables below it, up to the next question or heading, answer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Span, sentence_spans
from ingest.pieces import Piece, Shape
from ingest.wording import announces_questions, asks, bare, opens_question, plain, words

_ASK = re.compile(r"[*_]*(?:Q|Question)[ \t]?\d*[ \t]*[:.)][*_]*[ \t]+")
_REPLY = re.compile(r"[*_]*(?:A|Answer)[ \t]?\d*[ \t]*(?:[:.)][*_]*[ \t]+|:$)")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}$")
_BOLD_QUESTION = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).){3,300}?[?？])\1[ \t]*")
_INNER_QUESTION = re.compile(r"[^.!?？\n]{3,300}[?？][*_]*(?=\s)")
_SHORTEST_RUN = 3
_LONGEST_QUESTION = 60


@dataclass(frozen=True, slots=True)
class _Pair:
    first: int
    end: int
    """Position after the last piece of the answer."""
    question: Span
    answer: tuple[Span, ...]


def pair_questions(text: str, pieces: Sequence[Piece], title: int | None) -> list[Piece]:
    """`pieces` with each question and its answer as one."""
    zones = _zones(text, pieces, title)
    runs = _question_runs(text, pieces, title)
    found: list[Piece] = []
    at = 0
    while at < len(pieces):
        pair = _pair(text, pieces, at, zones[at], runs) if at != title else None
        if pair is None:
            found.append(pieces[at])
            at += 1
            continue
        span = Span(pieces[pair.first].span.start, pieces[pair.end - 1].span.end)
        # Below an announcing heading a question opens no section of its own, elsewhere it does.
        level = 0 if zones[at] or pieces[at].shape is not Shape.HEADING else pieces[at].level
        found.append(Piece(Shape.PAIR, span, pair.question, level, parts=pair.answer))
        at = pair.end
    return found


def _zones(text: str, pieces: Sequence[Piece], title: int | None) -> list[bool]:
    """For each piece whether it stands below a heading that announces questions."""
    zones = []
    whole = title is not None and announces_questions(plain(pieces[title].words.of(text)))
    inside, level = whole, 0
    for at, piece in enumerate(pieces):
        if piece.shape is Shape.HEADING and at != title:
            line = plain(piece.words.of(text))
            if announces_questions(line) and not asks(line):
                inside, level = True, piece.level
            elif not asks(line) and piece.level <= level:
                inside, level = whole, 0
        zones.append(inside)
    return zones


def _question_runs(text: str, pieces: Sequence[Piece], title: int | None) -> set[int]:
    """Positions of questions, headings or items, of which several follow one another."""
    found: set[int] = set()
    run: list[int] = []
    for at, piece in enumerate(pieces):
        heading = piece.shape is Shape.HEADING and at != title
        asking = asks(piece.words.of(text))
        answered = at + 1 < len(pieces) and pieces[at + 1].shape is Shape.PARAGRAPH
        if (heading or (piece.shape is Shape.ITEM and answered)) and asking:
            if run and (pieces[run[0]].shape, pieces[run[0]].level) != (piece.shape, piece.level):
                run = []
            run.append(at)
            if len(run) >= _SHORTEST_RUN:
                found.update(run[-_SHORTEST_RUN:])
        elif heading:
            run = []
    return found


def _pair(text: str, pieces: Sequence[Piece], at: int, zone: bool, runs: set[int]) -> _Pair | None:
    piece = pieces[at]
    if piece.shape is Shape.HEADING:
        return (
            _below_heading(text, pieces, at)
            if _heading_asks(text, piece, zone, at in runs)
            else None
        )
    if piece.shape is Shape.ITEM:
        return _below_item(text, pieces, at, zone or at in runs)
    if piece.shape is Shape.PARAGRAPH:
        return _within_paragraph(text, pieces, at, zone)
    return None


def _heading_asks(text: str, piece: Piece, zone: bool, in_run: bool) -> bool:
    line = plain(piece.words.of(text))
    if asks(line):
        return zone or in_run
    return zone and piece.marked and opens_question(line) and not announces_questions(line)


def _below_heading(text: str, pieces: Sequence[Piece], at: int) -> _Pair | None:
    end = at + 1
    while end < len(pieces) and not _stops(text, pieces[end]):
        end += 1
    deeper = end < len(pieces) and (
        pieces[end].shape is Shape.HEADING
        and pieces[end].level > pieces[at].level
        and not asks(pieces[end].words.of(text))
    )
    return None if deeper else _answered(text, pieces, at, end, pieces[at].words)


def _below_item(text: str, pieces: Sequence[Piece], at: int, zone: bool) -> _Pair | None:
    item = pieces[at]
    if not asks(item.words.of(text)) or len(words(item.words.of(text))) > _LONGEST_QUESTION:
        return _within_item(text, pieces, at) if zone else None
    end = at + 1
    while end < len(pieces) and pieces[end].shape is Shape.ITEM and not pieces[end].words:
        end += 1
    empty = end - at - 1
    if end == len(pieces) or pieces[end].shape is not Shape.PARAGRAPH or not (zone or empty):
        return None
    while end < len(pieces) and not _stops(text, pieces[end]):
        if pieces[end].shape is Shape.ITEM and pieces[end].level <= item.level:
            break
        end += 1
    return _answered(text, pieces, at, end, bare(text, item.words))


def _within_item(text: str, pieces: Sequence[Piece], at: int) -> _Pair | None:
    """`- What is it? It is this.` or the answer indented on the next line."""
    words_here = pieces[at].words
    found = _BOLD_QUESTION.match(text, words_here.start, words_here.end)
    asked = found or _INNER_QUESTION.match(text, words_here.start, words_here.end)
    if not asked or not opens_question(plain(asked.group())):
        return None
    question = bare(text, Span(asked.start(), asked.end()))
    answer = sentence_spans(text, Span(asked.end(), words_here.end))
    return _Pair(at, at + 1, question, answer) if answer else None


def _within_paragraph(text: str, pieces: Sequence[Piece], at: int, zone: bool) -> _Pair | None:
    span = pieces[at].words
    if asked := _ASK.match(text, span.start, span.end):
        return _spoken(text, pieces, at, asked.end())
    found = _BOLD_QUESTION.match(text, span.start, span.end)
    if not found:
        return None
    question = Span(*found.span(2))
    if found.end() < span.end:
        answer = sentence_spans(text, Span(found.end(), span.end))
        return _Pair(at, at + 1, question, answer) if zone and answer else None
    end = at + 1
    while end < len(pieces) and not _stops(text, pieces[end]):
        end += 1
    return _answered(text, pieces, at, end, question) if zone else None


def _spoken(text: str, pieces: Sequence[Piece], at: int, start: int) -> _Pair | None:
    """`Q: ...` with `A: ...` below it."""
    reply = at + 1
    while reply < len(pieces) and reply < at + 4 and not _stops(text, pieces[reply]):
        if found := _REPLY.match(text, pieces[reply].words.start, pieces[reply].words.end):
            end = reply + 1
            while end < len(pieces) and not _ends_reply(text, pieces[end]):
                end += 1
            first = sentence_spans(text, Span(found.end(), pieces[reply].words.end))
            rest = [unit for piece in pieces[reply + 1 : end] for unit in units_of(text, piece)]
            question = bare(text, Span(start, pieces[reply - 1].words.end))
            return _Pair(at, end, question, (*first, *rest))
        reply += 1
    return None


def _answered(
    text: str, pieces: Sequence[Piece], at: int, end: int, question: Span
) -> _Pair | None:
    while end > at + 1 and pieces[end - 1].shape is Shape.FURNITURE:
        end -= 1
    answer = tuple(unit for piece in pieces[at + 1 : end] for unit in units_of(text, piece))
    return _Pair(at, end, question, answer) if answer else None


def units_of(text: str, piece: Piece) -> tuple[Span, ...]:
    """What can be quoted from a piece: sentences, an item's words, rows, runs of code."""
    match piece.shape:
        case Shape.PARAGRAPH:
            return sentence_spans(text, piece.words)
        case Shape.ITEM:
            return (piece.words,) if piece.words else ()
        case Shape.TABLE | Shape.CODE | Shape.PAIR:
            return piece.parts
    return ()


def _ends_reply(text: str, piece: Piece) -> bool:
    """Whether a reply is over here: also at a horizontal rule."""
    return _stops(text, piece) or bool(_RULE.match(text, piece.span.start, piece.span.end))


def _stops(text: str, piece: Piece) -> bool:
    """Whether an answer cannot go on in this piece."""
    if piece.shape in (Shape.HEADING, Shape.PAIR, Shape.FRONT):
        return True
    if piece.shape is Shape.ITEM:
        return asks(piece.words.of(text)) and opens_question(plain(piece.words.of(text)[:300]))
    if piece.shape is not Shape.PARAGRAPH:
        return False
    span = piece.words
    return bool(
        _ASK.match(text, span.start, span.end) or _BOLD_QUESTION.match(text, span.start, span.end)
    )
