"""Claims, replies and readings that are made up."""

from collections.abc import Mapping
from typing import Any

from assistant import Answer, Citation, Claim, Form, Reading
from corpus import Generation, Kind, Passage

CITATION = Citation(
    marker=1,
    document_id="bread.md",
    title="Bread",
    source="/kitchen/bread.md",
    heading=("Baking",),
    quote="Bread needs time.",
    start=10,
    end=27,
    line=3,
    page=None,
    digest="0" * 64,
)

Scores = Mapping[str, float]
"""What is thought of the sentences that begin with these words; of all others next to nothing."""


def answer(*claims: Claim, **changes: Any) -> Answer:
    given: dict[str, Any] = {
        "question": "Why?",
        "standalone_question": "Why?",
        "claims": claims,
        "confidence": 0.9,
        "generation": "gen-1",
        "seconds": 0.1,
    }
    return Answer(**{**given, **changes})


def claim(text: str, *citations: Citation, form: Form = Form.SENTENCE) -> Claim:
    return Claim(text, citations or (CITATION,), form)


def readings_of(
    generation: Generation, scores: Scores, same_question: Scores | None = None
) -> tuple[Reading, ...]:
    """Everything read, with these scores of sentences; FAQ pairs as near as `same_question` says.

    A FAQ pair is named by the words its question begins with.
    """
    found = []
    for source in generation.sources():
        text = generation.document(source.document_id).text
        for chunk in generation.chunks(source.document_id):
            if not (chunk.units and chunk.kind.searchable):
                continue
            lead = chunk.lead.of(text) if chunk.lead else ""
            units = tuple(_of(scores, unit.of(text), 0.01) for unit in chunk.units)
            is_faq = chunk.kind is Kind.FAQ
            same = _of(same_question or {}, lead, 0.0) if is_faq else 0.0
            passage = Passage(chunk, source.title, 0.0, lead=lead)
            found.append(Reading(passage, max(units), units, same))
    return tuple(found)


def _of(scores: Scores, text: str, otherwise: float) -> float:
    return next((score for words, score in scores.items() if text.startswith(words)), otherwise)
