"""An answer in single sentences: the best one, what it leans on, and what belongs with it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.cite import Evidence, in_reading_order
from assistant.evidence import Reading, leans
from assistant.extent import Extent, extent_of
from assistant.omission import LeftOut, Why, most_likely
from corpus import Chunk, Kind, is_addressed_to_a_model, stems

LEAST_CHANCE = 0.05
"""A further sentence that says the answer less likely than this merely mentions the subject."""
_SAME_WORDS = 0.8
"""Two units that share this much of the shorter one's content words say the same."""
_FEWEST_WORDS = 3
"""Of a further sentence; shorter ones are mostly pieces of one that was cut wrongly."""
_MOST_BEFORE = 2
"""Sentences brought at most for one that leans on them."""
_PROSE = (Kind.TEXT, Kind.FAQ)
_HEADING = re.compile(r"[*_#\s]*[^\W\d_](?:[\w'’&/ -]|, )*[*_\s]*")
"""Words alone, without a number or the marks of a sentence."""
_HEADING_WORDS = 8
_CLOSING = "*_\"”'’) "
"""What may stand behind the mark that ends a sentence."""

ChunkBefore = Callable[[Chunk], Chunk | None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds an answer."""

    claims: int
    """Most sentences in all."""
    words: int
    """Most words, unless the best sentence alone has more."""


def chosen_sentences(
    question: str, ranked: Sequence[Reading], limits: Limits, chunk_before: ChunkBefore
) -> tuple[tuple[Evidence, ...], tuple[LeftOut, ...]]:
    """The sentences of an answer, in the order they are read, and those left out.

    Args:
        question: What is asked.
        ranked: At least one reading with units; the best first.
        limits: How long the answer may get.
        chunk_before: The chunk before one in its document.
    """
    candidates = _candidates(ranked)
    best, *others = candidates
    draft = _Draft(best, extent_of(question, best.score), limits)
    for before in reversed(_leant_on(best, candidates, chunk_before)):
        if not draft.add([before]):
            break
    refused = []
    for other in others:
        why = draft.refuses(other)
        if why is None and not draft.add([*_leant_on(other, candidates, chunk_before), other]):
            why = Why.NO_ROOM
        if why is not None:
            refused.append(LeftOut(other, why))
    return in_reading_order(draft.chosen), most_likely(refused, draft.chosen)


class _Draft:
    """What is chosen so far, the best sentence first."""

    def __init__(self, best: Evidence, extent: Extent, limits: Limits) -> None:
        self.chosen = [best]
        self._best = best
        self._extent = extent
        self._limits = limits

    def add(self, together: Iterable[Evidence]) -> bool:
        """Whether these sentences, as far as they are not chosen yet, all fit in; then they are."""
        known = {evidence.place for evidence in self.chosen}
        new = [evidence for evidence in together if evidence.place not in known]
        chosen = [*self.chosen, *new]
        words = sum(evidence.words for evidence in chosen)
        fits = len(chosen) <= self._limits.claims and words <= self._limits.words
        if fits:
            self.chosen = chosen
        return fits

    def refuses(self, other: Evidence) -> Why | None:
        """Why a sentence does not belong here; `None` if it is good enough and not said yet."""
        if other.score < max(LEAST_CHANCE, self._share(other) * self._best.score):
            return Why.WEAKER
        if other.chunk.kind in _PROSE and not _adds(other):
            return Why.FRAGMENT
        if any(_say_the_same(other.text, evidence.text) for evidence in self.chosen):
            return Why.REPEATED
        return None

    def _share(self, other: Evidence) -> float:
        if any(_stand_together(other, evidence) for evidence in self.chosen):
            return self._extent.beside
        sections = {_section(evidence.chunk) for evidence in self.chosen}
        is_same = _section(other.chunk) in sections
        return self._extent.section if is_same else self._extent.elsewhere


def units_of(ranked: Sequence[Reading]) -> list[Evidence]:
    """All units of what was read, the best first."""
    units = (
        Evidence(reading.passage.chunk, unit, score)
        for reading in ranked
        for unit, score in zip(reading.passage.chunk.units, reading.units, strict=True)
    )
    return sorted(units, key=lambda e: (-e.score, e.chunk.id, e.unit))


def _candidates(ranked: Sequence[Reading]) -> list[Evidence]:
    """All units that state something, the best first; the others only if there is no such unit."""
    units = units_of(ranked)
    return [evidence for evidence in units if _states(evidence)] or units


def asks(text: str) -> bool:
    """Whether a text ends with a question, which states nothing."""
    return text.rstrip(_CLOSING).endswith(("?", "？"))


def _states(evidence: Evidence) -> bool:
    """Whether a unit is no question, no order to a model, and no line that only names the next."""
    text = evidence.text.rstrip(_CLOSING)
    if asks(text) or is_addressed_to_a_model(text):
        return False
    if evidence.chunk.kind is not Kind.TEXT or len(text.split()) > _HEADING_WORDS:
        return True
    return not (_HEADING.fullmatch(evidence.text) and _is_line(evidence))


def _adds(evidence: Evidence) -> bool:
    """Whether a sentence is whole, and does not merely announce what follows it."""
    return evidence.words >= _FEWEST_WORDS and not evidence.text.endswith((":", "："))


def _is_line(evidence: Evidence) -> bool:
    """Whether a unit has its lines to itself and others follow it in its chunk."""
    chunk, unit = evidence.chunk, evidence.unit
    before = chunk.text[: unit.start - chunk.span.start].rpartition("\n")[2]
    after = chunk.text[unit.end - chunk.span.start :].partition("\n")[0]
    return unit != chunk.units[-1] and not before.strip() and not after.strip()


def _leant_on(
    evidence: Evidence, candidates: Sequence[Evidence], chunk_before: ChunkBefore
) -> list[Evidence]:
    """The sentences without which this one cannot be understood, in order; often none."""
    found: list[Evidence] = []
    first = evidence
    while len(found) < _MOST_BEFORE and leans(first.text):
        before = _sentence_before(first, chunk_before)
        if before is None:
            break
        known = (other for other in candidates if other.place == before.place)
        first = next(known, before)
        found.insert(0, first)
    return found


def _sentence_before(evidence: Evidence, chunk_before: ChunkBefore) -> Evidence | None:
    """The sentence before in the same section, with score 0."""
    chunk = evidence.chunk
    if chunk.kind not in _PROSE:
        return None
    place = chunk.units.index(evidence.unit)
    if place:
        return Evidence(chunk, chunk.units[place - 1], 0.0)
    before = chunk_before(chunk) if chunk.kind is Kind.TEXT else None
    if before is None or before.kind is not Kind.TEXT or _section(before) != _section(chunk):
        return None
    return Evidence(before, before.units[-1], 0.0) if before.units else None


def _stand_together(one: Evidence, other: Evidence) -> bool:
    if one.chunk.id != other.chunk.id or one.chunk.kind is Kind.TABLE:
        return False
    units = one.chunk.units
    return abs(units.index(one.unit) - units.index(other.unit)) == 1


def _section(chunk: Chunk) -> tuple[str, ...]:
    return (chunk.document_id, *chunk.heading)


def _say_the_same(one: str, other: str) -> bool:
    first, second = stems(one), stems(other)
    shorter = min(len(first), len(second))
    return bool(shorter) and len(first & second) >= _SAME_WORDS * shorter
