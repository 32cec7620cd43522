"""What the page remembers: exchanges, each footnote with the text around its quote."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant import Assistant, Citation, Event, Reply, Turn
from corpus import DocumentNotFound
from ui.explain import reply_of
from ui.render import Context, citation_context

CONTEXT_CHARS = 240
"""Most characters shown on either side of a quote."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A citation with the text around its quote."""

    citation: Citation
    context: Context


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its reply, and with how that came about."""

    question: str
    events: tuple[Event, ...]
    """All of the reply's, which is the last; none if it was stopped before anything was shown."""
    footnotes: tuple[Footnote, ...] = ()
    """By marker, as the documents were when the question was answered."""

    @property
    def reply(self) -> Reply | None:
        """What was replied; `None` if it was stopped before anything was shown."""
        return reply_of(self.events) if self.events else None

    @property
    def turn(self) -> Turn | None:
        """This exchange as history for the next question; `None` without a reply."""
        return None if self.reply is None else self.reply.turn


def exchange(assistant: Assistant, question: str, events: tuple[Event, ...]) -> Exchange:
    """The exchange, with the text around each quote read from its document."""
    cited = reply_of(events).citations if events else ()
    return Exchange(question, events, footnotes_of(assistant, cited))


def footnotes_of(assistant: Assistant, cited: Iterable[Citation]) -> tuple[Footnote, ...]:
    """Citations with the text around their quotes."""
    return tuple(Footnote(citation, _context(assistant, citation)) for citation in cited)


def _context(assistant: Assistant, citation: Citation) -> Context:
    """The quote in its text, or alone if the document has changed since it was quoted."""
    try:
        text = assistant.document(citation.document_id).text
    except DocumentNotFound:
        return Context("", citation.quote, "")
    if text[citation.start : citation.end] != citation.quote:
        return Context("", citation.quote, "")
    return citation_context(text, citation.start, citation.end, CONTEXT_CHARS)
