"""What a chat model had to do with a reply."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant import Dropped, DropReason, Event, Generated, Mode, Reply


@dataclass(frozen=True, slots=True)
class Worded:
    """What came of asking a chat model for the words of one reply."""

    is_worded: bool
    """Whether the model's words are shown."""
    fell_back: bool
    """Whether the documents' own words stand in for them."""
    declined: bool = False
    """Whether the model said of a question that the passages do not answer it."""
    failed: bool = False
    """Whether the model gave no whole reply."""
    shown: int = 0
    """Of its sentences."""
    dropped: Mapping[DropReason, int] = field(default_factory=dict)
    """Sentences that are not shown, by reason."""


def worded(events: Iterable[Event], reply: Reply) -> Worded | None:
    """What a model had to do with a reply; `None` where none was asked."""
    events = list(events)
    asked = [event for event in events if isinstance(event, Generated)]
    if not asked:
        return None
    is_worded = reply.mode is Mode.GENERATIVE and bool(reply.claims)
    dropped = Counter(event.reason for event in events if isinstance(event, Dropped))
    return Worded(
        is_worded=is_worded,
        fell_back=bool(reply.claims) and not is_worded,
        declined=any(one.declined for one in asked),
        failed=any(one.failure for one in asked),
        shown=sum(one.claims for one in asked),
        dropped={reason: dropped[reason] for reason in DropReason if dropped[reason]},
    )


@dataclass(frozen=True, slots=True)
class Wording:
    """The same over many replies."""

    asked: int
    """Replies that a model was asked for."""
    answered: int
    """Of those, answers."""
    worded: int
    """Answers in the model's words."""
    fell_back: int
    """Answers in the documents' own words instead."""
    declined: int
    failed: int
    shown: int
    """The model's sentences that are shown."""
    dropped: Mapping[DropReason, int]
    """Those that are not, by reason."""


def wording(found: Sequence[Worded]) -> Wording:
    """What a model had to do with these replies."""
    dropped = sum((Counter(one.dropped) for one in found), Counter[DropReason]())
    return Wording(
        asked=len(found),
        answered=sum(one.is_worded or one.fell_back for one in found),
        worded=sum(one.is_worded for one in found),
        fell_back=sum(one.fell_back for one in found),
        declined=sum(one.declined for one in found),
        failed=sum(one.failed for one in found),
        shown=sum(one.shown for one in found),
        dropped={reason: dropped[reason] for reason in DropReason if dropped[reason]},
    )
