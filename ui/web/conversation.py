"""What the page remembers: exchanges, and for each answer the documents it cites."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant import Assistant, Citation, Reply, Turn
from corpus import DocumentNotFound
from ui.excerpt import Excerpt, excerpts


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """A document with the excerpts that an answer cites."""

    document_id: str
    title: str
    markers: tuple[int, ...]
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its reply."""

    question: str
    reply: Reply
    cited: tuple[CitedDocument, ...]
    """In the order of their first markers, as they were when the question was answered."""

    @property
    def turn(self) -> Turn:
        """This exchange as history for the next question."""
        return Turn(self.question, self.reply.text)


def exchange(assistant: Assistant, question: str, reply: Reply) -> Exchange:
    """The exchange with its excerpts read from the documents."""
    return Exchange(question, reply, tuple(_cited(assistant, reply.citations)))


def _cited(assistant: Assistant, citations: Sequence[Citation]) -> Iterable[CitedDocument]:
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(citation.document_id, []).append(citation)
    for document_id, group in groups.items():
        yield CitedDocument(
            document_id,
            group[0].title,
            tuple(citation.marker for citation in group),
            excerpts(_text(assistant, document_id), group),
        )


def _text(assistant: Assistant, document_id: str) -> str | None:
    try:
        return assistant.document(document_id).text
    except DocumentNotFound:
        return None
