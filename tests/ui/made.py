"""Replies, and the events that lead to them, made by hand."""

from dataclasses import replace

from assistant import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Composed,
    Decided,
    Disagreement,
    Event,
    Form,
    LeftOut,
    Notice,
    Part,
    Read,
    Reading,
    Reason,
    Replied,
    Reply,
    Retrieved,
    Understood,
    Why,
)
from assistant.cite import Evidence
from corpus import Chunk, Kind, Passage, Span

RISE = "How long does dough rise?"


def citation(marker: int, quote: str, page: int | None = None, title: str = "Bread") -> Citation:
    return Citation(
        marker=marker,
        document_id="bread.md",
        title=title,
        source="/texts/bread.md",
        heading=("Dough", "Yeast"),
        quote=quote,
        start=0,
        end=len(quote),
        line=12,
        page=page,
        digest="00",
    )


def claim(marker: int, text: str, form: Form = Form.SENTENCE, title: str = "Bread") -> Claim:
    return Claim(text, (citation(marker, text, title=title),), form)


def answer(
    *claims: Claim,
    question: str = "?",
    standalone: str | None = None,
    disagreements: tuple[Disagreement, ...] = (),
    parts: tuple[Part, ...] = (),
    notices: tuple[Notice, ...] = (),
    seconds: float = 0.1,
) -> Answer:
    return Answer(
        question=question,
        standalone_question=standalone or question,
        claims=claims,
        confidence=0.9,
        generation="g",
        seconds=seconds,
        disagreements=disagreements,
        parts=parts,
        notices=notices,
    )


def passage(
    text: str,
    heading: tuple[str, ...] = ("Dough",),
    dense: float | None = None,
    lexical: float | None = None,
    document_id: str = "bread.md",
) -> Passage:
    span = Span(0, len(text))
    chunk = Chunk(f"{document_id}#0", document_id, 0, span, text, Kind.TEXT, heading)
    return Passage(chunk, "Bread", 0.25, dense, lexical)


def abstention(
    *nearest: Passage,
    reason: Reason = Reason.NOT_ANSWERED,
    text: str = "The documents do not say.",
    notices: tuple[Notice, ...] = (),
) -> Abstention:
    return Abstention(
        question="?",
        standalone_question="?",
        reason=reason,
        text=text,
        nearest=nearest,
        confidence=0.1,
        generation="g",
        seconds=0.1,
        notices=notices,
    )


def left_out(text: str, score: float, why: Why, kind: Kind = Kind.TEXT) -> LeftOut:
    chunk = replace(passage(text).chunk, kind=kind)
    return LeftOut(Evidence(chunk, chunk.span, score), why)


def looked_into(question: str, found: list[Passage], read: int, confidence: float) -> list[Event]:
    """The events of one question: so many passages are read, each a little worse."""
    readings = tuple(
        Reading(one, 0.9 - 0.1 * n, (0.9 - 0.1 * n, 0.05), answers=2.0 - n)
        for n, one in enumerate(found[:read])
    )
    reason = None if confidence >= 0.45 else Reason.NOT_ANSWERED
    return [
        Retrieved(tuple(found), question, 0.0213),
        Read(question, readings, 1.2341),
        Decided(question, confidence, 0.45, reason, 0.0004),
    ]


def events(
    reply: Reply,
    *looked: Event,
    understood: Understood | None = None,
    left: tuple[LeftOut, ...] = (),
) -> tuple[Event, ...]:
    """All events of a reply."""
    composed = (Composed(reply.claims, left, 0.0031),) if isinstance(reply, Answer) else ()
    first = understood or Understood(reply.question, reply.standalone_question, seconds=0.0012)
    return (first, *looked, *composed, Replied(reply))
