"""Asking a chat model one question: what it drafts is checked while it is still writing."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from assistant.chat import Stop
from assistant.cite import Evidence
from assistant.drafting import DraftClaim, Drafting
from assistant.events import Claimed, Dropped, Event, Generated
from assistant.ground import Grounded, Grounding
from assistant.prompt import Fault, Message, Prompt, complaint, rewriting
from assistant.types import Claim, DropReason, Turn
from corpus import ModelError, clean, stems

_REWRITTEN_CHARS = 500
"""Characters read of a rewritten question."""
_FAULTS = {
    DropReason.NO_QUOTE: Fault.NO_CLAIMS,
    DropReason.FOREIGN_PASSAGE: Fault.FOREIGN_PASSAGE,
    DropReason.QUOTE_NOT_FOUND: Fault.QUOTE_NOT_FOUND,
    DropReason.NOT_SUPPORTED: Fault.NOT_SUPPORTED,
}
"""What a model is told about sentences that were not shown."""
_ATTEMPTS = 2


class Writer(Protocol):
    """Whoever writes: a chat model."""

    name: str

    def stream(
        self, messages: Sequence[Message], stop: Stop | None = None
    ) -> Generator[str, None, None]:
        """Its reply, piece by piece; closing it, or `stop`, ends it.

        Raises:
            ModelError: It cannot be reached, refuses or breaks off.
        """


@dataclass(frozen=True, slots=True)
class Written:
    """What is left of a model's reply to one question."""

    claims: tuple[Claim, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    """For each claim the units that its quotes are from."""
    dropped: int
    declined: bool = False
    failure: str = ""
    """Why it gave no whole reply; empty if it did."""


class Writing:
    """One question to a model, and the checking of what it writes.

    Args:
        model: Whoever writes.
        prompt: What it is sent.
        grounding: Checks its sentences.
        most: Claims that are shown; further ones are dropped.
        stop: Says that nobody waits any more.
    """

    def __init__(
        self,
        model: Writer,
        prompt: Prompt,
        grounding: Grounding,
        most: int,
        stop: Stop | None = None,
    ) -> None:
        self._model = model
        self._prompt = prompt
        self._grounding = grounding
        self._most = most
        self._stop = stop
        self._grounded: list[Grounded] = []
        self._faults: list[Fault] = []
        self._dropped = 0
        self._attempts = 0
        self._declined = False
        self._failure = ""

    def events(self, question: str) -> Generator[Event, None, Written]:
        """Each claim as soon as it is proven, each sentence that is not, and a summary.

        A reply of which nothing can be shown is asked for once more, with what was wrong.
        """
        started = perf_counter()
        messages = self._prompt.messages
        while True:
            self._attempts += 1
            yield from self._attempt(messages)
            if self._is_done():
                break
            messages = complaint(self._prompt, self._faults)
        yield Generated(
            question,
            self._model.name,
            passages=len(self._prompt.issued),
            attempts=self._attempts,
            claims=len(self._grounded),
            dropped=self._dropped,
            declined=self._declined,
            failure=self._failure,
            seconds=perf_counter() - started,
        )
        return Written(
            tuple(one.claim for one in self._grounded),
            tuple(one.evidence for one in self._grounded),
            self._dropped,
            self._declined,
            self._failure,
        )

    def _is_done(self) -> bool:
        is_last = self._attempts == _ATTEMPTS
        return bool(self._grounded or self._declined or self._failure or is_last)

    def _attempt(self, messages: Sequence[Message]) -> Iterator[Event]:
        drafting = Drafting()
        self._faults = []
        try:
            with closing(self._model.stream(messages, self._stop)) as pieces:
                for piece in pieces:
                    yield from self._checked(drafting.feed(piece))
        except ModelError as error:
            # The block it broke off in may lack its end, and with it a condition or a denial.
            self._failure = str(error)
            return
        yield from self._checked(drafting.finish())
        self._declined = drafting.declined

    def _checked(self, drafts: Sequence[DraftClaim]) -> Iterator[Event]:
        for draft in drafts:
            one = self._check(draft)
            if isinstance(one, Grounded):
                self._grounded.append(one)
                yield Claimed(one.claim)
            else:
                self._dropped += 1
                if fault := _FAULTS.get(one.reason):
                    self._faults.append(fault)
                yield one

    def _check(self, draft: DraftClaim) -> Grounded | Dropped:
        if len(self._grounded) < self._most:
            return self._grounding.check(draft)
        quotes = tuple(source.quote for source in draft.sources)
        return Dropped(draft.text, DropReason.NO_ROOM, "there are enough claims", quotes)


def rewritten(
    model: Writer, question: str, history: Sequence[Turn], stop: Stop | None = None
) -> str | None:
    """A follow-up as a question on its own, as the model puts it; `None` if it cannot be used.

    A rewriting has no words that nobody said: with them the model answers, or obeys somebody else.
    """
    text = ""
    try:
        with closing(model.stream(rewriting(question, history), stop)) as pieces:
            for piece in pieces:
                text += piece
                if len(text) > _REWRITTEN_CHARS:
                    return None
    except ModelError:
        return None
    said = text.strip()
    if "\n" in said or not stems(said):
        return None
    told = (question, *(part for turn in history for part in (turn.question, turn.answer)))
    return clean(said.strip('"“”')) if stems(said) <= stems(" ".join(told)) else None
