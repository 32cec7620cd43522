"""Where in an index an answer stands, found by reading all of it and not by searching."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from corpus import Chunk, Generation, Scope, Span, content_words, light_encoder, words
from evals.case import Case
from evals.evidence import SHARED_WORDS, SHORT_ANSWER_WORDS, WORD, Quote, evidence_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST_RUN = 3
"""Sentences, list items or rows, one after the other, that may say an answer together."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Units of one chunk that follow one another."""

    chunk: int
    """Place of the chunk among all searchable ones."""
    quote: Quote


class Holders:
    """Every searchable chunk of a generation, read for who holds an answer."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._documents = {
            source.document_id: generation.document(source.document_id)
            for source in generation.sources()
        }
        self._chunks = [
            chunk
            for name in self._documents
            for chunk in generation.chunks(name)
            if chunk.kind.searchable
        ]
        self._runs = [run for place in range(len(self._chunks)) for run in self._runs_of(place)]
        self._holding: dict[str, list[int]] = {}
        for place, run in enumerate(self._runs):
            for word in _measured(run.quote.text):
                self._holding.setdefault(word, []).append(place)

    def evidence(self, answer: str, scope: Scope) -> dict[str, tuple[Span, ...]]:
        """Where an answer stands within the scope, by document, as the judge decides it.

        That is in the shortest runs of up to three units of one chunk that, cited, would be
        called right. A mere yes, no or number is found nowhere.
        """
        case = Case("", "", (answer,), True, tuple(self._documents))
        found: dict[str, list[Span]] = {}
        for run in self._likely(answer):
            if not _is_in(self._chunks[run.chunk], scope):
                continue
            spans = found.setdefault(run.quote.document_id, [])
            # Shorter runs come first, so that a longer one around them adds nothing.
            if not any(run.quote.span.contains(span) for span in spans):
                if evidence_in(case, run.quote):
                    spans.append(run.quote.span)
        return {name: tuple(sorted(found[name])) for name in sorted(found) if found[name]}

    def similarity(self, texts: Iterable[str], scope: Scope) -> float:
        """The highest cosine similarity of any text to any chunk within the scope; 0 if none is.

        It is the bundled encoder's, whatever encoder the index has.
        """
        inside = [place for place, chunk in enumerate(self._chunks) if _is_in(chunk, scope)]
        if not inside:
            return 0.0
        asked = light_encoder().encode_documents(list(texts))
        return round(float((self._vectors[inside] @ asked.T).max()), 4)

    @cached_property
    def _vectors(self) -> "NDArray[np.float32]":
        encoder = light_encoder()
        if self._generation.manifest.encoder_digest == encoder.digest:
            return self._generation.vectors([chunk.id for chunk in self._chunks])
        return encoder.encode_documents(
            [chunk.in_context(self._documents[chunk.document_id].title) for chunk in self._chunks]
        )

    def _runs_of(self, place: int) -> Iterator[_Run]:
        chunk = self._chunks[place]
        text = self._documents[chunk.document_id].text
        for length in range(1, _LONGEST_RUN + 1):
            for first in range(len(chunk.units) - length + 1):
                span = Span(chunk.units[first].start, chunk.units[first + length - 1].end)
                yield _Run(place, Quote(chunk.document_id, span.of(text), span.start))

    def _likely(self, answer: str) -> list[_Run]:
        """The runs that have enough words of an answer for the judge to be asked; in order."""
        topical = set(content_words(" ".join(_spaced(answer))))
        every = _measured(answer)
        short = sum(1 for _ in WORD.finditer(answer)) <= SHORT_ANSWER_WORDS
        sought, least = (every, len(every)) if short else (topical, SHARED_WORDS)
        shared = Counter(place for word in sought for place in self._holding.get(word, ()))
        return [self._runs[place] for place in sorted(shared) if shared[place] >= least]


def _is_in(chunk: Chunk, scope: Scope) -> bool:
    within = scope.documents is None or chunk.document_id in scope.documents
    return within and chunk.kind not in scope.without


def _spaced(text: str) -> Iterator[str]:
    return (match.group() for match in WORD.finditer(text))


def _measured(text: str) -> set[str]:
    """The different words of a text, as answers are measured in."""
    return {word for one in _spaced(text) for word in words(one)}
