"""Questions to begin with, taken from the questions that the documents answer themselves."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice, zip_longest

from assistant import Assistant, Decided
from corpus import Generation, Kind, content_words, stem

EXAMPLES = 4
"""Most questions offered."""
_DOCUMENTS_READ = 12
_ASKED = 12
"""Most questions tried, so that the first visitor does not wait."""
LONGEST = 110
"""Most characters of a question that is offered."""
_ALIKE = 0.75
"""Two questions that share this much of the shorter one's content words ask the same."""


def example_questions(assistant: Assistant, generation: Generation) -> tuple[str, ...]:
    """Up to four different questions that the assistant answers, from different documents."""
    return answered_ones(assistant, islice(_candidates(generation), _ASKED), EXAMPLES)


def answered_ones(
    assistant: Assistant,
    questions: Iterable[str],
    most: int,
    documents: Collection[str] | None = None,
) -> tuple[str, ...]:
    """The first questions that are answered from the documents and differ from one another.

    Args:
        assistant: Who would answer; no chat model is asked.
        questions: Tried in this order, none after enough were found.
        most: How many are enough.
        documents: Ids of the documents that are answered from; `None` for all.
    """
    chosen: list[str] = []
    for question in questions:
        if any(alike(question, other) for other in chosen):
            continue
        if _is_answered(assistant, question, documents):
            chosen.append(question)
        if len(chosen) == most:
            break
    return tuple(chosen)


def _is_answered(assistant: Assistant, question: str, documents: Collection[str] | None) -> bool:
    """Whether the documents answer it; no chat model is asked for that."""
    with closing(assistant.stream(question, documents=documents)) as events:
        decided = next((event for event in events if isinstance(event, Decided)), None)
    return decided is not None and decided.confidence >= assistant.threshold


def _candidates(generation: Generation) -> Iterator[str]:
    """Each document's first question, then each one's second, and so on."""
    sources = [source for source in generation.sources() if source.faqs][:_DOCUMENTS_READ]
    of_documents = [_questions(generation, source.document_id) for source in sources]
    for questions in zip_longest(*of_documents):
        yield from (question for question in questions if question)


def _questions(generation: Generation, document_id: str) -> Sequence[str]:
    text = generation.document(document_id).text
    leads = (
        chunk.lead
        for chunk in generation.chunks(document_id)
        if chunk.kind is Kind.FAQ and chunk.lead is not None
    )
    questions = (" ".join(lead.of(text).split()) for lead in dict.fromkeys(leads))
    return [question for question in questions if len(question) <= LONGEST]


def alike(one: str, other: str) -> bool:
    """Whether two questions ask the same, by their content words."""
    first, second = _stems(content_words(one)), _stems(content_words(other))
    shorter = min(len(first), len(second))
    return not shorter or len(first & second) >= _ALIKE * shorter


def _stems(found: Iterable[str]) -> set[str]:
    return {stem(word) for word in found}
