"""An assistant whose reader one can read: it knows which sentence answers which question."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant import (
    Abstention,
    Answer,
    Citation,
    Claim,
    Event,
    Reason,
    Replied,
    Reply,
    Retrieved,
    Turn,
)
from corpus import Chunk, Document, DocumentNotFound, Kind, Passage, QuestionError, Source, Span


@dataclass(frozen=True)
class Known:
    """A sentence of a document that the fake gives as the answer, and how sure it is."""

    document_id: str
    quote: str
    confidence: float = 0.9


@dataclass
class FakeAssistant:
    texts: Mapping[str, str]
    known: Mapping[str, Known]
    threshold: float = 0.5
    kind: Kind = Kind.TEXT
    """Kind of the chunk that every sentence is."""
    shift: int = 0
    """How far citations point beside their words."""
    asked: list[tuple[str, tuple[Turn, ...], frozenset[Kind]]] = field(default_factory=list)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
    ) -> Reply:
        self.asked.append((question, tuple(history), frozenset(without)))
        scope = self.texts if documents is None else documents
        if not question.strip():
            raise QuestionError("The question is empty: ask something in a few words.")
        found = self.known.get(question)
        if found is None or not self._may_cite(found, scope, without):
            return self._abstention(question, found.confidence if found else 0.1)
        return Answer(
            question=question,
            standalone_question=question,
            claims=(Claim(found.quote, (self._citation(found),)),),
            confidence=found.confidence,
            generation="gen-fake",
            seconds=0.5,
        )

    def search(
        self,
        query: str,
        k: int = 8,
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
    ) -> tuple[Passage, ...]:
        sentences = [
            (name, sentence)
            for name, text in self.texts.items()
            for sentence in text.split("\n")
            if (documents is None or name in documents) and self.kind not in without
        ]
        return tuple(self._passage(*one, rank=rank) for rank, one in enumerate(sentences[:k]))

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        documents: Collection[str] | None = None,
        without: Collection[Kind] = (),
    ) -> Iterator[Event]:
        reply = self.ask(question, history, documents, without)
        yield Retrieved(self.search(question, 24, documents, without))
        yield Replied(reply)

    def document(self, document_id: str) -> Document:
        if document_id not in self.texts:
            raise DocumentNotFound(f"The index holds no document {document_id!r}.")
        return Document(document_id, document_id, document_id, self.texts[document_id], "digest")

    def shuffled(self) -> "FakeAssistant":
        """The same assistant with the reader's scores handed to the wrong questions."""
        questions = list(self.known)
        moved = [self.known[question] for question in questions[1:] + questions[:1]]
        return FakeAssistant(self.texts, dict(zip(questions, moved, strict=True)), self.threshold)

    def sources(self) -> tuple[Source, ...]:
        return tuple(
            Source(name, name, name, "digest", len(text), 0, 1, 0)
            for name, text in self.texts.items()
        )

    def _may_cite(
        self, found: Known, documents: Collection[str], without: Collection[Kind]
    ) -> bool:
        return (
            found.confidence >= self.threshold
            and found.document_id in documents
            and self.kind not in without
        )

    def _citation(self, found: Known) -> Citation:
        start = self.texts[found.document_id].index(found.quote) + self.shift
        return Citation(
            marker=1,
            document_id=found.document_id,
            title=found.document_id,
            source=f"/somewhere/{found.document_id}",
            heading=(),
            quote=found.quote,
            start=start,
            end=start + len(found.quote),
            line=1,
            page=None,
            digest="digest",
        )

    def _passage(self, document_id: str, sentence: str, rank: int) -> Passage:
        start = self.texts[document_id].index(sentence)
        span = Span(start, start + len(sentence))
        name = f"{document_id}#{start}"
        return Passage(Chunk(name, document_id, 0, span, sentence, self.kind), "", 1 / (1 + rank))

    def _abstention(self, question: str, confidence: float) -> Abstention:
        return Abstention(
            question=question,
            standalone_question=question,
            reason=Reason.NOT_ANSWERED,
            text="The documents do not say.",
            nearest=(),
            confidence=confidence,
            generation="gen-fake",
            seconds=0.5,
        )
