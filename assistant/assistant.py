"""The assistant: questions in, answers with footnotes or typed abstentions out."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from assistant.answering import Outcome, draft_of
from assistant.calibration import Calibration, Thresholds
from assistant.cite import claims_of
from assistant.decide import decide
from assistant.events import (
    Claimed,
    Composed,
    Decided,
    Event,
    Read,
    Replied,
    Retrieved,
    Understood,
)
from assistant.evidence import EvidenceReader, Similarity, better_of, identity, raw_reader
from assistant.reply import Reply
from assistant.replying import Clock, Replying, respelling
from assistant.retrieve import retrieve, spelt_and_retrieved
from assistant.settings import Settings
from assistant.types import Turn
from assistant.understand import asked_parts, checked, understood
from corpus import (
    Document,
    Encoder,
    Generation,
    Index,
    Kind,
    Passage,
    Scope,
    Source,
    asking_encoder,
    light_encoder,
)

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable
    from langchain_core.tools import BaseTool


class Assistant:
    """Answers from one index; safe to share between threads.

    Example:
        >>> with Assistant.open("index/") as assistant:  # doctest: +SKIP
        ...     print(assistant.ask("When is fine-tuning worth it?").text)
    """

    def __init__(self, index: Index, settings: Settings) -> None:
        self._index = index
        self.settings = settings
        self._encoder: Encoder = asking_encoder(settings.encoder)
        self._raw = raw_reader(settings.reader)
        self._reader: tuple[str, EvidenceReader] | None = None
        index.current().manifest.check(self._encoder, index.path)
        self._thresholds = Thresholds(index.path, settings, self._encoder, identity(self._raw))
        self._thresholds.current()

    @classmethod
    def open(cls, index: str | Path, settings: Settings | None = None) -> Self:
        """An assistant over the index at this path; `Settings()` unless given.

        Raises:
            IndexNotFound: There is no index at this path.
            IndexFormatError: It was written by an unknown version, or is damaged.
            EncoderMismatch: It was built with another encoder.
            SettingsError: Its `settings.toml` cannot be used.
        """
        return cls(Index.open(index), settings or Settings())

    def close(self) -> None:
        """Release the index's files; the assistant cannot be asked afterwards."""
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
    ) -> Reply:
        """The reply to a question: an `Answer`, or an `Abstention` with its reason.

        Args:
            question: What to answer, in plain words.
            history: Earlier turns, oldest first.
            documents: Ids of the documents to answer from; `None` for all.
            without: Kinds of chunks to leave out, e.g. `{Kind.FAQ}`.

        Raises:
            QuestionError: The question is empty or longer than `Settings.question_chars`.
        """
        *_, last = self.stream(question, history, documents, without)
        if not isinstance(last, Replied):
            raise AssertionError("A stream of events ends with its reply.")
        return last.reply

    async def aask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
    ) -> Reply:
        """As `ask`, in a thread, so that an event loop goes on meanwhile."""
        return await asyncio.to_thread(self.ask, question, history, documents, without)

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
    ) -> Iterator[Event]:
        """The events of an answer as they happen; the last is `Replied`. Arguments as `ask`."""
        message = checked(question, self.settings.question_chars)
        return self._events(message, history, _scope(documents, without))

    async def astream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
    ) -> AsyncIterator[Event]:
        """As `stream`, each step in a thread, so that an event loop goes on meanwhile."""
        events = self.stream(question, history, documents, without)
        while (event := await asyncio.to_thread(next, events, None)) is not None:
            yield event

    def search(
        self,
        query: str,
        k: int = 8,
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
    ) -> tuple[Passage, ...]:
        """The `k` passages retrieved for a query, best first, without reading them."""
        query = checked(query, self.settings.question_chars)
        scope = _scope(documents, without)
        return self._index.read(lambda g: retrieve(g, self._encoder, query, k, scope))

    def document(self, document_id: str) -> Document:
        """A document of the current generation.

        Raises:
            DocumentNotFound: The index holds no such document.
        """
        return self._index.current().document(document_id)

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
        return self._thresholds.current().calibration

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

    def _events(self, message: str, history: Sequence[Turn], scope: Scope) -> Iterator[Event]:
        clock = Clock()
        generation, meant, found = self._index.read(
            partial(self._found, message, history, scope, clock)
        )
        yield meant
        if meant.reason is not None:
            replying = Replying(meant, message, generation.name, clock)
            yield Replied(replying.said(meant.reason, meant.text))
            return
        reader, in_force = self._reader_of(generation), self._thresholds.current()
        threshold = in_force.calibration.threshold
        outcomes: list[Outcome] = []
        for retrieved in found:
            yield retrieved
            asked, passages = retrieved.question, retrieved.passages
            readings = reader.read(asked, passages[: self.settings.read_k])
            if meant.is_rewritten and not outcomes:
                as_put = reader.read(meant.question, passages[: self.settings.read_k])
                readings = better_of(readings, as_put)
            yield Read(asked, readings, clock.lap())
            decision = decide(asked, readings, generation.homogeneity, threshold, reader.kind)
            yield Decided(asked, decision.confidence, threshold, decision.reason, clock.lap())
            outcomes.append(Outcome(asked, passages, readings, decision))
            if outcomes[0].is_known_question:
                break
        notices = respelling(meant.standalone, outcomes[0].question) + in_force.notices
        replying = Replying(meant, outcomes[0].question, generation.name, clock, notices)
        draft = draft_of(outcomes, meant.parts, generation, self.settings)
        if draft is None:
            yield Replied(replying.abstention(outcomes[0], self.settings.nearest_k))
            return
        claims = claims_of(draft.evidence, generation.document)
        yield Composed(claims, draft.left_out, clock.lap())
        for claim in claims:
            yield Claimed(claim)
        yield Replied(replying.answer(draft, claims))

    def _found(
        self,
        message: str,
        history: Sequence[Turn],
        scope: Scope,
        clock: Clock,
        generation: Generation,
    ) -> tuple[Generation, Understood, tuple[Retrieved, ...]]:
        """What the message means, and the passages for it and each of its parts."""
        generation.manifest.check(self._encoder, self._index.path)
        found = understood(message, history, generation, self._encoder, scope.documents)
        found = replace(found, seconds=clock.lap())
        if found.reason is not None:
            return generation, found, ()
        search = partial(spelt_and_retrieved, generation, self._encoder)
        k = self.settings.retrieve_k
        retrieved = []
        for question in asked_parts(found):
            asked, passages = search(question, k, scope, found.beside)
            retrieved.append(Retrieved(passages, asked, clock.lap()))
        return generation, found, tuple(retrieved)

    def _reader_of(self, generation: Generation) -> EvidenceReader:
        known = self._reader
        if known is None or known[0] != generation.name:
            chunks = generation.manifest.searchable
            similarity = Similarity(light_encoder(), generation.frequency, chunks)
            known = self._reader = (generation.name, EvidenceReader(similarity, self._raw))
        return known[1]


def _scope(documents: Collection[str] | None, without: Collection[Kind]) -> Scope:
    return Scope(None if documents is None else frozenset(documents), frozenset(without))
