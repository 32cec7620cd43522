"""How a message becomes a reply: one generator of events, the last of which is the reply."""

from collections.abc import Generator, Sequence
from dataclasses import replace
from functools import partial

from assistant.answering import Made, Outcome, draft_of, found_for
from assistant.asking import Asking
from assistant.calibration import Thresholds
from assistant.chat import ChatModel, Stop
from assistant.cite import Citing
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
from assistant.generate import rewritten
from assistant.generative import Generative
from assistant.grounding import SupportModel
from assistant.replying import Clock, Replying, of_index, respelling
from assistant.retrieve import retrieve, spelt_and_retrieved
from assistant.settings import Settings
from assistant.types import Mode, Turn
from assistant.understand import asked_parts, understood
from corpus import Encoder, Generation, Index, Passage, Scope, asking_encoder, light_encoder


class Pipeline:
    """Everything between a message and its reply; safe to share between threads."""

    def __init__(self, index: Index, settings: Settings) -> None:
        self._index = index
        self._settings = settings
        self._encoder: Encoder = asking_encoder(settings.encoder)
        self._raw = raw_reader(settings.reader)
        self._reader: tuple[str, EvidenceReader] | None = None
        index.current().manifest.check(self._encoder, index.path)
        self.thresholds = Thresholds(index.path, settings, self._encoder, identity(self._raw))
        self.thresholds.current()
        self._model = ChatModel.configured(settings)
        self._support = None if self._model is None else SupportModel.open()

    @property
    def has_model(self) -> bool:
        """Whether a chat model is configured."""
        return self._model is not None

    def close(self) -> None:
        """Let go of the chat model, if there is one."""
        if self._model is not None:
            self._model.close()

    def search(self, query: str, k: int, scope: Scope) -> tuple[Passage, ...]:
        """The `k` passages retrieved for a query, best first."""
        return self._index.read(lambda g: retrieve(g, self._encoder, query, k, scope))

    def events(
        self, message: str, history: Sequence[Turn], asking: Asking, stop: Stop
    ) -> Generator[Event, None, None]:
        """What happens while a message is answered.

        Args:
            message: Cleaned, not empty.
            history: Earlier turns, oldest first.
            asking: What to answer from, and how; checked.
            stop: Says that nobody waits any more.
        """
        clock = Clock()
        model = None if asking.mode is Mode.EXTRACTIVE else self._model
        generation, meant, found = self._index.read(
            partial(self._found, message, history, asking.scope, model, clock, stop)
        )
        yield meant
        if meant.reason is not None:
            replying = Replying(meant, message, generation.name, clock)
            yield Replied(replying.said(meant.reason, meant.text))
            return
        in_force = self.thresholds.current(asking.threshold)
        threshold = in_force.calibration.threshold
        gate = threshold if model is None else min(threshold, self._settings.worth_asking)
        outcomes = yield from self._outcomes(meant, found, generation, threshold, gate, clock)
        notices = respelling(meant.standalone, outcomes[0].question) + in_force.notices
        notices += of_index(generation)
        replying = Replying(meant, outcomes[0].question, generation.name, clock, notices)
        made = yield from self._made(outcomes, meant.parts, generation, model, clock, stop)
        if made.claims:
            yield Replied(replying.answer(made))
        else:
            yield Replied(replying.abstention(outcomes[0], self._settings.nearest_k, made))

    def _outcomes(
        self,
        meant: Understood,
        found: Sequence[Retrieved],
        generation: Generation,
        threshold: float,
        gate: float,
        clock: Clock,
    ) -> Generator[Event, None, list[Outcome]]:
        """What comes of looking into the question as a whole, then into each of its parts."""
        reader = self._reader_of(generation)
        outcomes: list[Outcome] = []
        for retrieved in found:
            yield retrieved
            asked, passages = retrieved.question, retrieved.passages
            readings = reader.read(asked, passages[: self._settings.read_k])
            if meant.is_rewritten and not outcomes:
                as_put = reader.read(meant.question, passages[: self._settings.read_k])
                readings = better_of(readings, as_put)
            yield Read(asked, readings, clock.lap())
            decision = decide(asked, readings, generation.homogeneity, threshold, reader.kind)
            outcome = Outcome(asked, passages, readings, decision)
            reason = None if outcome.is_worth_asking(gate) else decision.reason
            yield Decided(asked, decision.confidence, gate, reason, clock.lap())
            outcomes.append(outcome)
            if outcomes[0].is_known_question:
                break
        return outcomes

    def _made(
        self,
        outcomes: Sequence[Outcome],
        asked: Sequence[str],
        generation: Generation,
        model: ChatModel | None,
        clock: Clock,
        stop: Stop,
    ) -> Generator[Event, None, Made]:
        """The answer, in a model's words or the documents' own; without claims if there is none."""
        worth = any(one.is_worth_asking(self._settings.worth_asking) for one in outcomes)
        if worth and model is not None and self._support is not None:
            generative = Generative(model, self._support, self._settings, generation, stop)
            return (yield from generative.events(outcomes, asked))
        draft = draft_of(outcomes, asked, generation, self._settings)
        if draft is None:
            return Made((), outcomes[0].decision.confidence)
        claims = Citing(generation.document, found_for(outcomes)).claims(draft.evidence)
        yield Composed(claims, draft.left_out, clock.lap())
        yield from map(Claimed, claims)
        return Made(claims, draft.confidence, draft.disagreements, draft.parts, draft.notices)

    def _found(
        self,
        message: str,
        history: Sequence[Turn],
        scope: Scope,
        model: ChatModel | None,
        clock: Clock,
        stop: Stop,
        generation: Generation,
    ) -> tuple[Generation, Understood, tuple[Retrieved, ...]]:
        """What the message means, and the passages for it and each of its parts."""
        generation.manifest.check(self._encoder, self._index.path)
        by_model = None
        if model is not None and self._settings.chat_rewrites:
            by_model = partial(rewritten, model, stop=stop)
        found = understood(message, history, generation, self._encoder, scope.documents, by_model)
        found = replace(found, seconds=clock.lap())
        if found.reason is not None:
            return generation, found, ()
        search = partial(spelt_and_retrieved, generation, self._encoder)
        k = self._settings.retrieve_k
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
