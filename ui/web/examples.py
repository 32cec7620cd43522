"""Questions to begin with, taken from the questions that the documents answer themselves."""

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from assistant import Answer, Assistant
from corpus import content_words, stem
from ingest import inspect_text

EXAMPLES = 4
_DOCUMENTS_READ = 12
_ASKED = 10
"""Most questions tried, so that the first visitor does not wait."""
_LONGEST = 110
_ALIKE = 0.75
"""Two questions that share this much of the shorter one's content words ask the same."""


def example_questions(assistant: Assistant) -> tuple[str, ...]:
    """Up to four different questions that this assistant answers, from different documents."""
    chosen: list[str] = []
    for question in islice(_candidates(assistant), _ASKED):
        if any(_alike(question, other) for other in chosen):
            continue
        if isinstance(assistant.ask(question), Answer):
            chosen.append(question)
        if len(chosen) == EXAMPLES:
            break
    return tuple(chosen)


def _candidates(assistant: Assistant) -> Iterator[str]:
    """Each document's first question, then each one's second, and so on."""
    sources = [source for source in assistant.sources() if source.faqs]
    of_documents = [
        _questions(assistant, source.document_id) for source in sources[:_DOCUMENTS_READ]
    ]
    for questions in zip_longest(*of_documents):
        yield from (question for question in questions if question)


def _questions(assistant: Assistant, document_id: str) -> Sequence[str]:
    faqs = inspect_text(assistant.document(document_id)).faqs
    return [faq.question for faq in faqs if len(faq.question) <= _LONGEST]


def _alike(one: str, other: str) -> bool:
    first = {stem(word) for word in content_words(one)}
    second = {stem(word) for word in content_words(other)}
    shorter = min(len(first), len(second))
    return not shorter or len(first & second) >= _ALIKE * shorter
