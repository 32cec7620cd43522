"""Extractive answers: which units of the passages read make up the answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.cite import Evidence
from assistant.evidence import ENUMERATING, Asked, Reading, asked_for
from assistant.omission import LeftOut, Why, most_likely
from assistant.sentences import Limits, chosen_sentences, units_of
from assistant.settings import Settings
from assistant.types import Notice
from corpus import Chunk, Generation, Kind, Passage, Span, stem, stems, words

_ASKED_BEFORE = 0.8
"""Similarity from which a FAQ pair's question is taken for the one asked."""
_ASKING_WORDS = {stem(word) for word in (*ENUMERATING, "key", "main", "please")}
"""Words of a question for a list that do not say what is to be listed."""
_TELLING_CHARS = 40
"""Items shorter than this on average say little without their list."""


@dataclass(frozen=True, slots=True)
class Composition:
    """The evidence of an answer, in the order it is shown."""

    evidence: tuple[Evidence, ...]
    notices: tuple[Notice, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def compose(
    question: str, readings: Sequence[Reading], generation: Generation, settings: Settings
) -> Composition:
    """The answer that the best reading calls for: a whole block, rows, or single sentences.

    Args:
        question: The standalone question.
        readings: At least one with units, in any order.
        generation: Where the readings' passages are from.
        settings: How long an answer may be.
    """
    ranked = best_first(readings)
    if asked_before(readings):
        return _whole_blocks(_same_question(ranked[0], ranked), ranked, generation, settings)
    asked_list = _asked_list(question, ranked)
    if asked_list:
        return _whole_blocks([asked_list], ranked, generation, settings)
    limits = Limits(settings.max_claims, settings.answer_words)
    chosen, left_out = chosen_sentences(question, ranked, limits, generation.chunk_before)
    return Composition(chosen, left_out=left_out)


def best_of(readings: Iterable[Reading]) -> Reading:
    """The best of readings of which at least one has units."""
    return best_first(readings)[0]


def asked_before(readings: Iterable[Reading]) -> bool:
    """Whether the best reading is a FAQ pair that asks the same."""
    best = best_of(readings)
    return best.passage.chunk.kind is Kind.FAQ and best.same_question >= _ASKED_BEFORE


def best_first(readings: Iterable[Reading]) -> list[Reading]:
    """Readings with units, the best first."""
    return sorted((one for one in readings if one.units), key=_rank)


def _rank(reading: Reading) -> tuple[float, str]:
    return -reading.score, reading.passage.chunk.id


def _whole_blocks(
    readings: Iterable[Reading],
    ranked: Sequence[Reading],
    generation: Generation,
    settings: Settings,
) -> Composition:
    chosen: list[Evidence] = []
    cut: list[Evidence] = []
    used = 0
    for reading in readings:
        for chunk in generation.block_chunks(reading.passage.chunk):
            for unit in _leading(chunk) + chunk.units:
                evidence = Evidence(chunk, unit, reading.score)
                if chosen and used + evidence.words > settings.block_words:
                    cut.append(evidence)
                    continue
                used += evidence.words
                chosen.append(evidence)
    notices: tuple[Notice, ...] = ()
    if cut:
        notices = (Notice("shortened", f"{len(cut)} more in the document at the last footnote."),)
    no_room = (LeftOut(evidence, Why.NO_ROOM) for evidence in cut)
    others = (LeftOut(evidence, Why.OTHER_BLOCK) for evidence in units_of(ranked))
    return Composition(tuple(chosen), notices, most_likely((*no_room, *others), chosen))


def _leading(chunk: Chunk) -> tuple[Span, ...]:
    """The sentence that introduces a list, where the list begins in this chunk."""
    if chunk.kind is Kind.LIST and chunk.lead and chunk.span.contains(chunk.lead):
        return (chunk.lead,)
    return ()


def _same_question(best: Reading, ranked: Sequence[Reading]) -> list[Reading]:
    """The FAQ pairs that ask what the best one asks, word for word, in document order."""
    asked = words(best.passage.lead)
    same = {
        (reading.passage.document_id, reading.passage.chunk.block): reading
        for reading in reversed(ranked)
        if reading.passage.chunk.kind is Kind.FAQ and words(reading.passage.lead) == asked
    }
    return sorted(same.values(), key=lambda r: (r.passage.document_id, r.passage.start))


def _asked_list(question: str, ranked: Sequence[Reading]) -> Reading | None:
    """The list that the question asks for, or the best reading if its items are too short alone."""
    best = ranked[0]
    if asked_for(question) is Asked.LIST:
        lists = (r for r in ranked if r.passage.chunk.kind is Kind.LIST)
        return next((r for r in lists if r is best or _is_headed(r.passage, question)), None)
    units = best.passage.chunk.units
    is_short = sum(len(unit) for unit in units) < _TELLING_CHARS * len(units)
    return best if best.passage.chunk.kind is Kind.LIST and is_short else None


def _is_headed(passage: Passage, question: str) -> bool:
    """Whether headings and introduction of a list name all that the question asks for."""
    above = {stem(word) for word in words(" ".join((*passage.heading, passage.lead)))}
    asked = stems(question) - _ASKING_WORDS
    return bool(asked) and asked <= above


def nearest(
    passages: Sequence[Passage], readings: Sequence[Reading], k: int
) -> tuple[Passage, ...]:
    """The `k` passages to show with an abstention, those read first, best first."""
    read = [reading.passage for reading in sorted(readings, key=_rank)]
    return (*read, *(passage for passage in passages if passage not in read))[:k]
