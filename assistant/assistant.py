"""The assistant: questions in, answers with footnotes or typed abstentions out."""

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Self

from assistant.calibration import Calibration, Thresholds
from assistant.cite import claims_of
from assistant.compose import compose, nearest
from assistant.decide import ABSTENTIONS, decide
from assistant.evidence import EvidenceReader, Similarity, identity, raw_reader
from assistant.retrieve import retrieve
from assistant.settings import Settings
from assistant.spelling import respelled
from assistant.types import (
    Abstention,
    Answer,
    Claimed,
    Event,
    Notice,
    Replied,
    Reply,
    Retrieved,
    Turn,
)
from corpus import (
    Document,
    Encoder,
    Generation,
    Index,
    Kind,
    Passage,
    QuestionError,
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
        self._check_question(question)
        return self._events(" ".join(question.split()), _scope(documents, without))

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
        self._check_question(query)
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

    def _events(self, question: str, scope: Scope) -> Iterator[Event]:
        started = perf_counter()
        generation, asked, passages = self._index.read(partial(self._retrieved, question, scope))
        yield Retrieved(passages)
        reader = self._reader_of(generation)
        readings = reader.read(asked, passages[: self.settings.read_k])
        in_force = self._thresholds.current()
        threshold = in_force.calibration.threshold
        decision = decide(asked, readings, generation.homogeneity, threshold, reader.kind)
        notices = _respelling(question, asked) + in_force.notices
        if decision.reason is not None:
            reply: Reply = Abstention(
                question=question,
                standalone_question=asked,
                reason=decision.reason,
                text=ABSTENTIONS[decision.reason],
                nearest=nearest(passages, readings, self.settings.nearest_k),
                confidence=decision.confidence,
                generation=generation.name,
                seconds=perf_counter() - started,
                notices=notices,
            )
        else:
            composition = compose(asked, readings, generation, self.settings)
            claims = claims_of(composition.evidence, generation.document)
            for claim in claims:
                yield Claimed(claim)
            reply = Answer(
                question=question,
                standalone_question=asked,
                claims=claims,
                confidence=decision.confidence,
                generation=generation.name,
                seconds=perf_counter() - started,
                notices=notices + composition.notices,
            )
        yield Replied(reply)

    def _retrieved(
        self, question: str, scope: Scope, generation: Generation
    ) -> tuple[Generation, str, tuple[Passage, ...]]:
        generation.manifest.check(self._encoder, self._index.path)
        k = self.settings.retrieve_k
        passages = retrieve(generation, self._encoder, question, k, scope)
        asked = respelled(
            question,
            passages,
            lambda word: generation.frequency(word) > 0,
            light_encoder().knows,
        )
        if asked != question:
            passages = retrieve(generation, self._encoder, asked, k, scope)
        return generation, asked, passages

    def _reader_of(self, generation: Generation) -> EvidenceReader:
        known = self._reader
        if known is None or known[0] != generation.name:
            chunks = generation.manifest.searchable
            similarity = Similarity(light_encoder(), generation.frequency, chunks)
            known = self._reader = (generation.name, EvidenceReader(similarity, self._raw))
        return known[1]

    def _check_question(self, question: str) -> None:
        if not question.strip():
            raise QuestionError("The question is empty: ask something in a few words.")
        limit = self.settings.question_chars
        if len(question) > limit:
            raise QuestionError(
                f"The question has {len(question):,} characters and {limit:,} are allowed: "
                f"shorten it, or raise FOOTNOTE_QUESTION_CHARS."
            )


def _scope(documents: Collection[str] | None, without: Collection[Kind]) -> Scope:
    return Scope(None if documents is None else frozenset(documents), frozenset(without))


def _respelling(question: str, asked: str) -> tuple[Notice, ...]:
    return (Notice("respelled", f"Read as: {asked}"),) if asked != question else ()
