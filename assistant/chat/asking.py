"""One question to a chat model: sent, sent again where that may help, and given up in time."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from random import random
from typing import TYPE_CHECKING

from assistant.chat.built import Built
from assistant.chat.failure import Failure, broke_off, failure_of, refuses_temperature
from assistant.chat.provider import Place
from assistant.chat.rate import Rate

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 8.0
_TOKEN_CHARS = 64
"""Letters in a token at the very most, on the average of a reply."""
_ENDINGS = ("finish_reason", "stop_reason", "done_reason", "status")
_CUT_SHORT = ("length", "max_tokens", "incomplete")
_FLOOD = Failure("writes far more than it was asked for", "check its server")


class Failed(Exception):
    """A request failed for good."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure.reason)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited and how often is tried."""

    timeout: float
    """Seconds without a word."""
    deadline: float
    """Seconds in all."""
    retries: int
    streaming: bool
    reply_tokens: int


class Asking:
    """One question to a model, from its first request to the last word.

    Args:
        built: The model.
        place: Where it is served.
        patience: How long is waited and how often is tried.
        rate: When requests may be sent.
        give: Takes each piece of the reply.
    """

    def __init__(
        self,
        built: Built,
        place: Place,
        patience: Patience,
        rate: Rate,
        give: Callable[[str], object],
    ) -> None:
        self._built = built
        self._place = place
        self._patience = patience
        self._rate = rate
        self._give = give
        self._said = 0
        self._ending = ""
        self._loop = asyncio.get_running_loop()
        self._end = self._loop.time() + patience.deadline

    async def run(self, messages: Sequence[tuple[str, str]]) -> None:
        """Give out the reply piece by piece.

        Raises:
            Failed: There is no reply, or no whole one.
        """
        tried = 0
        while failure := await self._attempt(messages):
            if _is_cancelled():
                raise asyncio.CancelledError
            if self._said or not failure.may_pass or tried == self._patience.retries:
                raise Failed(failure)
            pause = min(_FIRST_PAUSE * 2**tried, _LONGEST_PAUSE) * (0.75 + random() / 2)  # noqa: S311
            if failure.retry_after is not None:
                pause = failure.retry_after
            if self._loop.time() + pause >= self._end:
                raise Failed(failure)
            await asyncio.sleep(pause)
            tried += 1

    async def _attempt(self, messages: Sequence[tuple[str, str]]) -> Failure | None:
        """Send one request; why it failed, or nothing."""
        await self._wait_for_turn()
        try:
            await self._request(messages)
        except Failed as failed:
            return failed.failure
        except Exception as error:
            if self._built.how.get("temperature") is not None and refuses_temperature(error):
                self._built.how.pop("temperature", None)
                return await self._attempt(messages)
            return failure_of(error, self._place)
        return self._lack()

    async def _wait_for_turn(self) -> None:
        now = self._loop.time()
        if self._rate.next(now) >= self._end:
            raise Failed(
                Failure(
                    "has been asked as often as FOOTNOTE_CHAT_REQUESTS_PER_MINUTE allows",
                    "wait a little or raise it",
                )
            )
        await asyncio.sleep(self._rate.take(now) - now)

    async def _request(self, messages: Sequence[tuple[str, str]]) -> None:
        async with aclosing(self._replies(messages)) as replies:
            silent_until = self._loop.time() + self._patience.timeout
            while True:
                # A reply is only ever left from within, by a time-out or a cancellation: that
                # closes all that stands between here and the connection, and at once.
                is_unwanted = self._is_flood or _is_cancelled()
                give_up = 0.0 if is_unwanted else min(silent_until, self._end)
                try:
                    async with asyncio.timeout_at(give_up) as limit:
                        reply = await anext(replies, None)
                except TimeoutError:
                    if not limit.expired():
                        raise
                    raise Failed(self._late()) from None
                if reply is None:
                    return
                if self._is_word(reply):
                    silent_until = self._loop.time() + self._patience.timeout

    async def _replies(
        self, messages: Sequence[tuple[str, str]]
    ) -> "AsyncGenerator[AIMessage, None]":
        if not self._patience.streaming:
            yield await self._built.whole(messages)
            return
        async for reply in self._built.stream(messages):
            yield reply

    def _is_word(self, reply: "AIMessage") -> bool:
        """Pass on the text of a piece; whether it is more than a sign of the server's life."""
        for name in _ENDINGS:
            self._ending = reply.response_metadata.get(name) or self._ending
        if (text := str(reply.text)) and not self._is_flood:
            self._said += len(text)
            self._give(text)
        return bool(text or reply.content or reply.additional_kwargs.get("reasoning_content"))

    @property
    def _is_flood(self) -> bool:
        return self._said > self._patience.reply_tokens * _TOKEN_CHARS

    def _late(self) -> Failure:
        if self._is_flood:
            return _FLOOD
        if self._loop.time() >= self._end:
            return Failure(
                f"was not done within {self._patience.deadline:g} s",
                "ask again or raise FOOTNOTE_CHAT_DEADLINE",
            )
        word = "fell silent" if self._said else "said nothing"
        return Failure(
            f"{word} for {self._patience.timeout:g} s", "ask again or raise FOOTNOTE_CHAT_TIMEOUT"
        )

    def _lack(self) -> Failure | None:
        """What is wrong with a reply that ended without an error."""
        if self._is_flood:
            return _FLOOD
        if not self._ending:
            return broke_off()
        if self._ending in _CUT_SHORT:
            when = "before it was done" if self._said else "before its first word"
            return Failure(
                f"used all {self._patience.reply_tokens} tokens {when}",
                "raise FOOTNOTE_CHAT_REPLY_TOKENS",
            )
        return None


def _is_cancelled() -> bool:
    """Whether this task was cancelled; on its way through other packages that may get lost."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
