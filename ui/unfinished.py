"""A reply as far as it has come: shown while it is made, and what is left if it is stopped."""

from collections.abc import Sequence

from assistant import (
    Answer,
    Claimed,
    Decided,
    Dropped,
    Event,
    Generated,
    Mode,
    Notice,
    Part,
    Replied,
    Retrieved,
    Understood,
)
from ui.drafted import is_drafted, worded

STOPPED = Notice(
    "stopped", "Stopped. Each sentence shown has been checked; more may have been to come."
)
"""Stands with what was shown of a reply when it was stopped."""
STOPPED_BEFORE = "Stopped before there was a sentence to show."
"""Stands where nothing was."""


def so_far(
    events: Sequence[Event], generation: str, notices: tuple[Notice, ...] = ()
) -> Answer | None:
    """The claims that have come, as an answer; `None` while there is none.

    Args:
        events: Of a reply, as far as they have happened.
        generation: Name of the index generation that is asked.
        notices: What the reader of the answer should know besides.
    """
    claims = tuple(event.claim for event in events if isinstance(event, Claimed))
    understood = next((event for event in events if isinstance(event, Understood)), None)
    if not claims or understood is None:
        return None
    asked = next((event.question for event in events if isinstance(event, Retrieved)), "")
    if asked and asked != understood.standalone:
        notices = (Notice("respelled", f"Read as: {asked}"), *notices)
    answered = [
        event.confidence for event in events if isinstance(event, Decided) and event.reason is None
    ]
    return Answer(
        question=understood.question,
        standalone_question=asked or understood.standalone,
        claims=claims,
        confidence=min(answered, default=0.0),
        generation=generation,
        seconds=sum(
            event.seconds for event in events if not isinstance(event, Claimed | Dropped | Replied)
        ),
        mode=Mode.GENERATIVE if worded(events) else Mode.EXTRACTIVE,
        parts=_parts(events) if understood.parts else (),
        notices=notices,
        dropped=sum(isinstance(event, Dropped) for event in events),
    )


def stopped(events: Sequence[Event], generation: str) -> tuple[Event, ...]:
    """The events of a reply that was stopped, ended by what is left of it; none if nothing is."""
    answer = so_far(events, generation, (STOPPED,))
    return () if answer is None else (*events, Replied(answer))


def _parts(events: Sequence[Event]) -> tuple[Part, ...]:
    """The questions of a message, each with what has come for it but those still to come."""
    _, *asked = [event for event in events if isinstance(event, Decided)]
    chosen = [one for one in asked if one.reason is None]
    if not chosen or not is_drafted(events):
        return ()
    by_model = set(worded(events))
    held: list[list[int]] = [[] for _ in chosen]
    done = claims = 0
    for event in events:
        if isinstance(event, Generated):
            done += 1
        elif isinstance(event, Claimed):
            # Sentences of the documents come once the model is done with their question.
            at = done if event.claim in by_model else done - 1
            held[min(max(at, 0), len(held) - 1)].append(claims)
            claims += 1
    groups = iter(held)
    parts = [Part(one.question, tuple(next(groups)) if one.reason is None else ()) for one in asked]
    pairs = zip(parts, asked, strict=True)
    return tuple(part for part, one in pairs if part.claims or one.reason is not None)
