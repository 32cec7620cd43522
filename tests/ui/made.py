"""Replies, and the events that lead to them, made by hand."""

from dataclasses import replace

from assistant import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Claimed,
    Composed,
    Decided,
    Disagreement,
    Dropped,
    DropReason,
    Event,
    Form,
    Generated,
    LeftOut,
    Mode,
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
    mode: Mode = Mode.EXTRACTIVE,
) -> Answer:
    return Answer(
        question=question,
        standalone_question=standalone or question,
        claims=claims,
        confidence=0.9,
        generation="g",
        seconds=seconds,
        mode=mode,
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


def dropped(text: str, reason: DropReason = DropReason.NOT_SUPPORTED, detail: str = "") -> Dropped:
    return Dropped(text, reason, detail, (f"of {text}",), 0.25)


def drafted(
    *said: Claim | Dropped, question: str = "?", failure: str = "", declined: bool = False
) -> list[Event]:
    """The events of one question to a model that said this."""
    happened = [Claimed(one) if isinstance(one, Claim) else one for one in said]
    claims = sum(isinstance(one, Claim) for one in said)
    summary = Generated(
        question,
        "openai:small",
        passages=3,
        attempts=1,
        claims=claims,
        dropped=len(said) - claims,
        declined=declined,
        failure=failure,
        seconds=2.14,
    )
    return [*happened, summary]


def events(
    reply: Reply,
    *looked: Event,
    understood: Understood | None = None,
    left: tuple[LeftOut, ...] = (),
) -> tuple[Event, ...]:
    """All events of a reply; it was put together from the documents unless a model worded it."""
    is_own = isinstance(reply, Answer) and reply.mode is Mode.EXTRACTIVE
    composed = (Composed(reply.claims, left, 0.0031),) if is_own else ()
    first = understood or Understood(reply.question, reply.standalone_question, seconds=0.0012)
    return (first, *looked, *composed, Replied(reply))
