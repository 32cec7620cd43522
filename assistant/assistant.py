"""The assistant: questions in, answers with footnotes or typed abstentions out."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Collection, Generator, Sequence
from contextlib import aclosing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from assistant.asking import Asking
from assistant.calibration import Calibration
from assistant.chat import Stop
from assistant.events import Event, Replied
from assistant.pipeline import Pipeline
from assistant.prices import Prices
from assistant.reply import Reply
from assistant.settings import Settings
from assistant.types import Mode, Turn
from assistant.understand import checked
from corpus import Document, Generation, Index, Kind, Passage, Scope, Source

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable
    from langchain_core.tools import BaseTool

T = TypeVar("T")


class Assistant:
    """Answers from one index; safe to share between threads.

    Example:
        >>> with Assistant.open("index/") as assistant:  # doctest: +SKIP
        ...     print(assistant.ask("When is fine-tuning worth it?").text)
    """

    def __init__(self, index: Index, settings: Settings) -> None:
        self._index = index
        self.settings = settings
        self._pipeline = Pipeline(index, settings)

    @classmethod
    def open(cls, index: str | Path, settings: Settings | None = None) -> Self:
        """An assistant over the index at this path; `Settings()` unless given.

        With a Chroma server in the settings, it is the index of the folder's name there.

        Raises:
            IndexNotFound: There is no index at this path.
            IndexFormatError: It was written by an unknown version, or is damaged.
            EncoderMismatch: It was built with another encoder.
            ServerError: The Chroma server cannot be reached.
            SettingsError: Its `settings.toml` cannot be used.
        """
        settings = settings or Settings()
        return cls(Index.open(index, server=settings.server), settings)

    def close(self) -> None:
        """Release the index's files and the chat model; it cannot be asked afterwards."""
        self._pipeline.close()
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
        *,
        threshold: float | None = None,
        mode: Mode | None = None,
    ) -> Reply:
        """The reply to a question: an `Answer`, or an `Abstention` with its reason.

        Args:
            question: What to answer, in plain words.
            history: Earlier turns, oldest first.
            documents: Ids of the documents to answer from; `None` for all.
            without: Kinds of chunks to leave out, e.g. `{Kind.FAQ}`.
            threshold: Confidence from which this question is answered, 0 to 1; `None` for the
                threshold in force. A chat model is asked from `Settings.worth_asking` on, or from
                here where this is lower.
            mode: `EXTRACTIVE` for the documents' own sentences, also where a chat model is
                configured; `None` as configured.

        Raises:
            QuestionError: The question is empty or longer than `Settings.question_chars`.
            SettingsError: The threshold is out of range, or the mode is `GENERATIVE` and no chat
                model is configured.
        """
        *_, last = self.stream(
            question, history, documents, without, threshold=threshold, mode=mode
        )
        if not isinstance(last, Replied):
            raise AssertionError("A stream of events ends with its reply.")
        return last.reply

    async def aask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
        *,
        threshold: float | None = None,
        mode: Mode | None = None,
    ) -> Reply:
        """As `ask`, in threads, so that an event loop goes on meanwhile."""
        events = self.astream(question, history, documents, without, threshold=threshold, mode=mode)
        async with aclosing(events):
            async for event in events:
                if isinstance(event, Replied):
                    return event.reply
        raise AssertionError("A stream of events ends with its reply.")

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
        *,
        threshold: float | None = None,
        mode: Mode | None = None,
    ) -> Generator[Event, None, None]:
        """The events of an answer as they happen; the last is `Replied`. Arguments as `ask`.

        Closing the iterator ends the asking, also of a chat model.
        """
        asking = Asking(_scope(documents, without), threshold, mode)
        return self._stream(question, history, asking, Stop())

    async def astream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
        *,
        threshold: float | None = None,
        mode: Mode | None = None,
    ) -> AsyncGenerator[Event, None]:
        """As `stream`, each step in a thread, so that an event loop goes on meanwhile.

        Cancelling it ends the asking, also while a chat model is being waited for.
        """
        stop = Stop()
        asking = Asking(_scope(documents, without), threshold, mode)
        events = self._stream(question, history, asking, stop)
        try:
            while (event := await asyncio.to_thread(next, events, None)) is not None:
                yield event
        finally:
            stop.set()
            with suppress(ValueError):  # a thread is still in it, and ends by itself
                events.close()

    def search(
        self,
        query: str,
        k: int = 8,
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
    ) -> tuple[Passage, ...]:
        """The `k` passages retrieved for a query, best first, without reading them."""
        query = checked(query, self.settings.question_chars)
        return self._pipeline.search(query, k, _scope(documents, without))

    def document(self, document_id: str) -> Document:
        """A document of the current generation.

        Raises:
            DocumentNotFound: The index holds no such document.
        """
        return self._index.current().document(document_id)

    def read(self, question: Callable[[Generation], T]) -> T:
        """What `question` makes of the current generation, asked again if that is replaced."""
        return self._index.read(question)

    def sources(self) -> tuple[Source, ...]:
        """One line a document, by id."""
        return self._index.current().sources()

    @property
    def generation(self) -> str:
        """Name of the generation that the next question is asked of."""
        return self._index.current().name

    @property
    def threshold(self) -> float:
        """Confidence from which the next question is answered."""
        return self.calibration.threshold

    @property
    def calibration(self) -> Calibration:
        """The threshold in force, with the encoder and reader that it is in force for."""
        return self._pipeline.thresholds.current().calibration

    def prices(self) -> Prices | None:
        """What each threshold costs, in right answers, wrong ones and refusals.

        As `footnote eval calibrate` measured it on the index's own documents, else as it was
        measured on public question sets; `None` where neither was done for this encoder and
        reader. All of it is of answers in the documents' own sentences.

        Raises:
            SettingsError: The index's `settings.toml` cannot be used.
        """
        return self._pipeline.thresholds.prices()

    def as_retriever(self, k: int = 8) -> "BaseRetriever":
        """A LangChain retriever over this index."""
        from assistant.langchain import retriever

        return retriever(self, k)

    def as_runnable(self) -> "Runnable[str | dict[str, Any], Reply]":
        """A LangChain runnable: a question, or a dict with `question` and `history`, to a reply."""
        from assistant.langchain import runnable

        return runnable(self)

    def as_tool(self) -> "BaseTool":
        """A LangChain tool that answers a question with footnotes, for use by an agent."""
        from assistant.langchain import tool

        return tool(self)

    def _stream(
        self, question: str, history: Sequence[Turn], asking: Asking, stop: Stop
    ) -> Generator[Event, None, None]:
        message = checked(question, self.settings.question_chars)
        asking.check(has_model=self._pipeline.has_model)
        return self._pipeline.events(message, history, asking, stop)


def _scope(documents: Collection[str] | None, without: Collection[Kind]) -> Scope:
    return Scope(None if documents is None else frozenset(documents), frozenset(without))
