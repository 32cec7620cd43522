"""Where in an index an answer stands, found by reading all of it and not by searching."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from corpus import Chunk, Generation, Scope, Span, content_words, light_encoder, words
from evals.evidence import (
    SHARED_PERCENT,
    SHARED_WORDS,
    SHORT_ANSWER_WORDS,
    WORD,
    contains_words,
    is_bare,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ABOUT = 0.45
"""Similarity from which a chunk is about the same thing as a question with its answer.

Chosen on 746 questions of five public sets (Natural Questions, CLAPnq, Doc2Dial, SQuAD 2.0 and
StackFAQ), each asked with the documents that answer it and without them. Where no chunk is about
it and none repeats its answer, the answer was there in 1 of 440 (0.2 %). By similarity alone, as
where an answer stands in other words, it was in 14 of 481 (2.9 %), most of them details of long
articles. Taking the documents away brought 439 of the 746 below it.
"""

_LONGEST_RUN = 3
"""Sentences, list items or rows, one after the other, that may say an answer together."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True)
class Found:
    """What a part of an index has to say to a question whose answer is known."""

    spans: dict[str, tuple[Span, ...]]
    """Where the answer stands, by document."""
    about: frozenset[str]
    """Documents with a chunk about it, whether or not they are known to answer."""
    repeats: bool
    """Whether words of the answer are repeated, be it where something else is talked of."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Units of one chunk that follow one another."""

    chunk: int
    """Place of the chunk among all searchable ones."""
    span: Span
    text: str


class Holders:
    """Every searchable chunk of a generation, to be read for who holds an answer."""

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
            for word in set(_measured(run.text)):
                self._holding.setdefault(word, []).append(place)
        # One pair is looked for in several scopes, one after the other.
        self._similarities = lru_cache(maxsize=1)(self._similarities_to)
        self._repeating = lru_cache(maxsize=1)(self._runs_repeating)

    def find(self, question: str, answer: str, scope: Scope) -> Found:
        """Where the answer stands within the scope, and which documents are about it.

        A short answer is repeated by a run of up to three units that contains it, a long one by a
        run that shares enough of its words by the judge's figures. The question's own words do not
        count, as text about the same thing has them anyway. A document holds the answer if the
        runs in its chunks about the question (`ABOUT`) together repeat as great a share of all the
        answer. A mere yes, no or number is found nowhere.
        """
        similarities = self._similarities(question, answer)
        inside = {place for place, chunk in enumerate(self._chunks) if _is_in(chunk, scope)}
        near = {place for place in inside if similarities[place] >= ABOUT}
        repeating = [run for run in self._repeating(question, answer) if run.chunk in inside]
        by_document: dict[str, list[_Run]] = {}
        for run in repeating:
            if run.chunk in near:
                by_document.setdefault(self._chunks[run.chunk].document_id, []).append(run)
        told = _told(question, answer)
        return Found(
            spans={
                name: _shortest(runs)
                for name, runs in sorted(by_document.items())
                if _repeat_most(told, runs)
            },
            about=frozenset(self._chunks[place].document_id for place in near),
            repeats=bool(repeating),
        )

    def _runs_repeating(self, question: str, answer: str) -> tuple[_Run, ...]:
        """The runs that repeat the answer, wherever they stand."""
        told = _told(question, answer)
        if is_bare(answer) or not told:
            return ()
        short = sum(1 for _ in WORD.finditer(answer)) <= SHORT_ANSWER_WORDS
        least = len(told) if short else SHARED_WORDS
        shared = Counter(place for word in told for place in self._holding.get(word, ()))

        def repeats(place: int) -> bool:
            text = self._runs[place].text
            if short:
                return contains_words(text, answer)
            shorter = min(len(told), len(_told(question, text)))
            return 100 * shared[place] >= SHARED_PERCENT * shorter

        likely = sorted(place for place, count in shared.items() if count >= least)
        return tuple(self._runs[place] for place in likely if repeats(place))

    def _similarities_to(self, question: str, answer: str) -> "NDArray[np.float32]":
        """Of each chunk, to the question alone or with its answer, whichever is higher."""
        texts = (question, f"{question} {answer}")
        asked = light_encoder().encode_documents(texts)
        best: NDArray[np.float32] = (self._vectors @ asked.T).max(axis=1)
        # Beyond the fourth decimal it would depend on the machine.
        return best.round(4)

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
                yield _Run(place, span, span.of(text))


def _repeat_most(told: set[str], runs: Sequence[_Run]) -> bool:
    repeated = {word for run in runs for word in _measured(run.text)} & told
    return 100 * len(repeated) >= SHARED_PERCENT * len(told)


def _shortest(runs: Sequence[_Run]) -> tuple[Span, ...]:
    """The spans of the runs without those that hold a shorter one."""
    kept: list[Span] = []
    for span in sorted((run.span for run in runs), key=len):
        if not any(span.contains(other) for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


def _is_in(chunk: Chunk, scope: Scope) -> bool:
    within = scope.documents is None or chunk.document_id in scope.documents
    return within and chunk.kind not in scope.without


def _measured(text: str) -> Iterator[str]:
    """The words of a text as answers are measured in, but for those of web addresses."""
    told = _ADDRESS.sub(" ", text)
    return (word for match in WORD.finditer(told) for word in words(match.group()))


def _told(question: str, text: str) -> set[str]:
    """The content words of a text that are not the question's."""
    return set(_topical(text)) - set(_topical(question))


def _topical(text: str) -> tuple[str, ...]:
    return content_words(" ".join(_measured(text)))
