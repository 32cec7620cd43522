import asyncio
import time
from collections.abc import AsyncGenerator, Sequence

import pytest

from assistant import Assistant, Claimed, Event, Replied, Settings, Turn, Understood
from corpus import QuestionError
from tests.ui.made import answer, claim
from ui.web.underway import Underway

FIRST = Understood("?", "?")
SOON = 10.0


class StallingAssistant(Assistant):
    """Gives one event, then nothing until whoever waits for more gives up."""

    def __init__(self) -> None:
        self.was_cancelled = False
        self.settings = Settings()

    @property
    def generation(self) -> str:
        return "g"

    async def astream(self, *_: object, **__: object) -> AsyncGenerator[Event, None]:
        yield FIRST
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            self.was_cancelled = True
            raise


class QuickAssistant(StallingAssistant):
    """Replies at once; refuses an empty question."""

    async def astream(
        self, question: str, history: Sequence[Turn] = (), *_: object, **__: object
    ) -> AsyncGenerator[Event, None]:
        if not question:
            raise QuestionError("The question is empty.")
        reply = answer(claim(1, f"After {len(history)} turns."))
        for event in (FIRST, Claimed(reply.claims[0]), Replied(reply)):
            yield event


def wait_for_end(underway: Underway) -> None:
    end = time.monotonic() + SOON
    while not underway.is_over and time.monotonic() < end:
        underway.wait(len(underway.events), 1)


def test_events_come_one_by_one_until_it_is_over() -> None:
    underway = Underway(QuickAssistant(), "?", [Turn("a"), Turn("b")])

    wait_for_end(underway)

    assert underway.is_over
    assert not underway.is_stopped
    assert [type(event) for event in underway.events] == [Understood, Claimed, Replied]
    assert isinstance(underway.events[1], Claimed)
    assert underway.events[1].claim.text == "After 2 turns."
    assert underway.error is None


def test_an_error_ends_it_and_is_kept() -> None:
    underway = Underway(QuickAssistant(), "", [])

    wait_for_end(underway)

    assert underway.events == ()
    with pytest.raises(QuestionError):
        raise underway.error or AssertionError


def test_stopping_ends_it_at_once_and_keeps_what_has_happened() -> None:
    assistant = StallingAssistant()
    underway = Underway(assistant, "?", [])
    underway.wait(0, SOON)

    underway.stop()
    underway.stop()

    assert underway.is_over
    assert underway.is_stopped
    assert underway.events == (FIRST,)
    end = time.monotonic() + SOON
    while not assistant.was_cancelled and time.monotonic() < end:
        time.sleep(0.01)
    assert assistant.was_cancelled


def test_waiting_ends_in_time_where_nothing_happens() -> None:
    underway = Underway(StallingAssistant(), "?", [])
    underway.wait(0, SOON)
    began = time.monotonic()

    underway.wait(1, 0.05)

    assert time.monotonic() - began < SOON / 2
    assert not underway.is_over
    underway.stop()


def test_what_is_over_cannot_be_stopped_any_more() -> None:
    underway = Underway(QuickAssistant(), "?", [])
    wait_for_end(underway)

    underway.stop()

    assert not underway.is_stopped
