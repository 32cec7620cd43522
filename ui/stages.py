"""How a reply came about: its events as stages, in words and numbers that every edge can show.

Words of documents and people are made visible, on one line each.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant import (
    Answer,
    Citation,
    Claimed,
    Composed,
    Decided,
    Dropped,
    Event,
    Generated,
    Read,
    Reading,
    Reason,
    Replied,
    Reply,
    Retrieved,
    Understood,
    Why,
)
from corpus import Passage
from ui.drafted import drafting, is_drafted
from ui.scores import (
    FOUND_COLUMNS,
    LEFT_OUT_COLUMNS,
    LEGEND,
    READ_COLUMNS,
    found_row,
    left_out_row,
    read_row,
)
from ui.stage import Stage, milliseconds, number, short
from ui.text import counted

_WHY = {
    Why.WEAKER: "they say the answer less likely",
    Why.REPEATED: "a chosen sentence says the same",
    Why.FRAGMENT: "they are no whole sentences, or only announce the next",
    Why.NO_ROOM: "the answer would get too long",
    Why.OTHER_BLOCK: "one whole FAQ answer, list or table is the answer",
}
"""Why sentences were left out."""
_UNSOUGHT = {
    Reason.NOT_A_QUESTION: "Taken as said to the assistant, not as asked of the documents.",
    Reason.NEEDS_CONTEXT: "It leans on something that was not said before.",
}
"""Why nothing was looked for."""
_OWN = "The documents' own sentences, word for word."
"""Said of what was put together where a model was asked, too."""
_Timed = Understood | Retrieved | Read | Decided | Generated | Composed
_DOING: dict[type[_Timed], str] = {
    Understood: "understanding",
    Retrieved: "finding",
    Read: "reading",
    Decided: "deciding",
    Generated: "drafting",
    Composed: "composing",
}


@dataclass(frozen=True, slots=True)
class _Looked:
    """What came of looking into one question."""

    retrieved: Retrieved
    read: Read
    decided: Decided


def was_sought(events: Iterable[Event]) -> bool:
    """Whether anything was looked for, so that there is something to explain."""
    return any(isinstance(event, Retrieved) for event in events)


def stages(events: Sequence[Event]) -> tuple[Stage, ...]:
    """What led to a reply, step by step, from all its events."""
    understood = next(event for event in events if isinstance(event, Understood))
    reply = next(event for event in events if isinstance(event, Replied)).reply
    looked, drafted = _looked_into(events), is_drafted(events)
    found = [_understanding(understood)]
    # A FAQ pair that asks just this ends the looking, so there may be fewer than names.
    for name, one in zip(_names(understood), looked, strict=False):
        found += _looking(name, one, _decision(one.decided, reply, drafted), reply.citations)
    found += drafting(events)
    for event in events:
        if isinstance(event, Composed):
            joined = _put_together(understood, reply, len(looked))
            found += _composing(event, joined, _OWN if drafted else "")
    if looked:
        found.append(Stage("The numbers", lines=LEGEND))
    in_all = f"{milliseconds(reply.seconds)} in all"
    return (*found, Stage("Time", in_all, (_times(events),)))


def _looked_into(events: Sequence[Event]) -> list[_Looked]:
    retrieved = (event for event in events if isinstance(event, Retrieved))
    read = (event for event in events if isinstance(event, Read))
    decided = (event for event in events if isinstance(event, Decided))
    return [_Looked(*three) for three in zip(retrieved, read, decided, strict=True)]


def _understanding(event: Understood) -> Stage:
    if event.reason is not None:
        lines = [_UNSOUGHT.get(event.reason, event.reason.value), "Nothing was looked for."]
    elif event.standalone == event.question:
        lines = ["Taken as it stands."]
    else:
        lines = [f"On its own: {short(event.standalone)}"]
    if event.carried:
        lines.append(f"From the conversation: {', '.join(map(short, event.carried))}")
    if event.beside:
        lines.append(f"Searched for beside it, counting half: {short(event.beside)}")
    lines += [f"Question {n}: {short(part)}" for n, part in enumerate(event.parts, start=1)]
    return Stage("Understood", milliseconds(event.seconds), tuple(lines))


def _names(event: Understood) -> Iterator[str]:
    """What each question is called that may be looked into."""
    yield "The message as a whole" if event.parts else "The question"
    yield from (f"Question {n}" for n, _ in enumerate(event.parts, start=1))


def _looking(
    name: str, looked: _Looked, decision: str, cited: Sequence[Citation]
) -> Iterator[Stage]:
    found, decided = looked.retrieved, looked.decided
    passages, readings = found.passages, looked.read.readings
    lines = (short(found.question), decision, _counts(passages, readings))
    took = (
        f"found in {milliseconds(found.seconds)}, read in {milliseconds(looked.read.seconds)}, "
        f"decided in {milliseconds(decided.seconds)}"
    )
    rows = tuple(read_row(rank, reading, cited) for rank, reading in enumerate(readings, start=1))
    yield Stage(name, took, lines, READ_COLUMNS if rows else (), rows)
    first = len(readings) + 1
    unread = tuple(
        found_row(rank, one) for rank, one in enumerate(passages[first - 1 :], start=first)
    )
    if unread:
        yield Stage(
            "Found but not read, as others came first",
            columns=FOUND_COLUMNS,
            rows=unread,
            is_aside=True,
        )


def _counts(passages: Sequence[Passage], readings: Sequence[Reading]) -> str:
    found = counted(len(passages), "candidate")
    if len(readings) == len(passages):
        return f"{found}, all read." if passages else f"{found}."
    first = "the first was" if len(readings) == 1 else f"the first {len(readings)} were"
    return f"{found}, of which {first} read."


def _decision(event: Decided, reply: Reply, drafted: bool) -> str:
    if event.reason is Reason.NOTHING_FOUND:
        return "There was nothing to read: not answered."
    digits = 2
    while digits < 4 and f"{event.confidence:.{digits}f}" == f"{event.threshold:.{digits}f}":
        digits += 1  # so that a close decision does not look like a wrong one
    confidence, threshold = f"{event.confidence:.{digits}f}", f"{event.threshold:.{digits}f}"
    purpose = " for asking the model" * drafted
    if event.reason is not None:
        so = f"not {'asked' if drafted else 'answered'}"
        return f"Confidence {confidence} stays below the threshold of {threshold}{purpose}: {so}."
    so = ": answered" * (isinstance(reply, Answer) and not drafted)
    return f"Confidence {confidence} reaches the threshold of {threshold}{purpose}{so}."


def _composing(event: Composed, *how: str) -> Iterator[Stage]:
    documents = {one.document_id for claim in event.claims for one in claim.citations}
    size = f"{counted(len(event.claims), 'claim')} from {counted(len(documents), 'document')}."
    lines = tuple(line for line in (size, *how) if line)
    yield Stage("Composed", milliseconds(event.seconds), lines)
    for why, reason in _WHY.items():
        rows = tuple(left_out_row(one) for one in event.left_out if one.why is why)
        if rows:
            yield Stage(
                f"Left out, as {reason}", columns=LEFT_OUT_COLUMNS, rows=rows, is_aside=True
            )


def _put_together(understood: Understood, reply: Reply, looked: int) -> str:
    """How the questions of a message became one reply; empty where it has but one."""
    if not understood.parts:
        return ""
    if isinstance(reply, Answer) and reply.parts:
        return "Put together from the questions in it; the message as a whole was not needed."
    if looked == 1:
        return "A FAQ pair asks just this, so its questions were not looked into one by one."
    return "No question alone is answered, so the message is as a whole."


def _times(events: Iterable[Event]) -> str:
    """Milliseconds by kind of stage; together a little less than it took in all."""
    spent: dict[str, float] = {}
    for event in events:
        if not isinstance(event, Claimed | Dropped | Replied):
            doing = _DOING[type(event)]
            spent[doing] = spent.get(doing, 0.0) + event.seconds
    return (
        ", ".join(f"{doing} {number(1000 * seconds)}" for doing, seconds in spent.items()) + " ms"
    )
