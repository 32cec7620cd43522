"""The corpus as it is told to someone who asks what there is."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from assistant.plain import plain_words
from corpus import Chunk, Generation, Kind, Source

_MOST_READ = 3
"""Documents looked into for questions and headings, however many there are."""
_MOST_QUESTIONS = 3
_MOST_HEADINGS = 6
_QUESTION_CHARS = 120
_HEADING_CHARS = 60
_NAMED_CHARS = 80
"""A title is recognised by as many characters; a longer one may be cut where it is told."""
_LABEL = re.compile(r"^(?:q(?:uestion)?\s*\d*\s*[:.)-]\s*|\(?\d{1,3}[.)]\s+)", re.IGNORECASE)
_USUAL = re.compile(
    r"(?:introduction|conclusions?|summary|overview|references|faqs?|frequently asked questions"
    r"|(?:table of )?contents|key takeaways?|background|final thoughts|see also|notes)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Corpus:
    """What can be said of the documents as a whole."""

    titles: tuple[str, ...] = ()
    """Of every document, by id."""
    sections: int = 0
    faqs: int = 0
    questions: tuple[str, ...] = ()
    """A few that the documents themselves ask and answer."""
    headings: tuple[str, ...] = ()
    """A few that say what the documents are about."""


def corpus_of(generation: Generation, documents: Collection[str] | None = None) -> Corpus:
    """The corpus of a generation, or the part of it that a question is asked of.

    Titles and counts are one query; questions and headings are read from three documents at most.

    Args:
        generation: The generation that is asked.
        documents: Ids of the documents asked; `None` for all.
    """
    found = [s for s in generation.sources() if documents is None or s.document_id in documents]
    richest = _richest(found)
    chunks = [generation.chunks(source.document_id) for source in richest]
    return Corpus(
        titles=tuple(_one_line(source.title) for source in found),
        sections=sum(source.sections for source in found),
        faqs=sum(source.faqs for source in found),
        questions=_in_turn(map(_questions, chunks), _MOST_QUESTIONS),
        headings=_in_turn(
            (_headings(own, source) for own, source in zip(chunks, richest, strict=True)),
            _MOST_HEADINGS,
        ),
    )


def told_of(text: str, sources: Iterable[Source]) -> tuple[str, ...]:
    """Ids of the documents whose words may stand in what is said of the corpus.

    Args:
        text: What is said.
        sources: All documents.
    """
    found = list(sources)
    titled = [source for source in found if _one_line(source.title)[:_NAMED_CHARS] in text]
    return tuple(dict.fromkeys(source.document_id for source in (*titled, *_richest(found))))


def _richest(sources: Iterable[Source]) -> list[Source]:
    """The documents that are looked into."""
    return sorted(sources, key=lambda s: (-s.faqs, -s.sections, s.document_id))[:_MOST_READ]


def _questions(chunks: Iterable[Chunk]) -> list[str]:
    found = []
    for chunk in chunks:
        if chunk.kind is Kind.FAQ and chunk.lead and chunk.span.contains(chunk.lead):
            start = chunk.lead.start - chunk.span.start
            question = plain_words(chunk.text[start : start + len(chunk.lead)])
            question = _LABEL.sub("", question)
            if question.endswith("?") and len(question) <= _QUESTION_CHARS:
                found.append(question)
    return found


def _headings(chunks: Iterable[Chunk], source: Source) -> list[str]:
    found = dict.fromkeys(
        plain_words(chunk.heading[0]) for chunk in chunks if chunk.heading and chunk.kind.searchable
    )
    return [
        heading
        for heading in found
        if len(heading) <= _HEADING_CHARS
        and heading != source.title
        and not _USUAL.fullmatch(heading)
    ]


def _in_turn(lists: Iterable[list[str]], most: int) -> tuple[str, ...]:
    """The first of each list, then the second of each, and so on; each text once."""
    rest = [list(one) for one in lists]
    found: dict[str, None] = {}
    while any(rest) and len(found) < most:
        for one in rest:
            if one and len(found) < most:
                found.setdefault(one.pop(0))
    return tuple(found)


def _one_line(text: str) -> str:
    return " ".join(text.split())
