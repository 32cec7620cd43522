"""From what was read for a question and its parts to the evidence of one answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.cite import Evidence
from assistant.compose import asked_before, best_of, compose
from assistant.decide import Decision
from assistant.disagreeing import as_disagreements, disagreements, with_sides
from assistant.evidence import Reading
from assistant.omission import LeftOut, Why, most_likely
from assistant.parts import asked_in, left_out, parts_of, share_of
from assistant.settings import Settings
from assistant.types import Claim, Disagreement, Mode, Notice, Part, Reason
from corpus import Generation, Passage, Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of looking into one question: the whole of a message, or a part of it."""

    question: str
    passages: tuple[Passage, ...]
    readings: tuple[Reading, ...]
    decision: Decision

    @property
    def is_answered(self) -> bool:
        """Whether the confidence sufficed."""
        return self.decision.reason is None

    def is_worth_asking(self, least: float) -> bool:
        """Whether the confidence is enough to ask a model."""
        read = any(reading.units for reading in self.readings)
        return read and (self.is_answered or self.decision.confidence >= least)

    @property
    def is_known_question(self) -> bool:
        """Whether a FAQ pair asks just this, so that its answer is the one.

        A pair that asks one of several questions comes near to all of them, and answers one.
        """
        if not (self.is_answered and asked_before(self.readings)):
            return False
        known = best_of(self.readings).passage.lead
        return len(parts_of(self.question)) == 1 or len(parts_of(known)) > 1


@dataclass(frozen=True, slots=True)
class Draft:
    """The evidence of an answer, before it is cited."""

    evidence: tuple[Evidence, ...]
    confidence: float
    disagreements: tuple[Disagreement, ...] = ()
    parts: tuple[Part, ...] = ()
    """The parts of the question with their claims, where there are several."""
    notices: tuple[Notice, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """An answer but for what every reply says."""

    claims: tuple[Claim, ...]
    confidence: float
    disagreements: tuple[Disagreement, ...] = ()
    parts: tuple[Part, ...] = ()
    notices: tuple[Notice, ...] = ()
    mode: Mode = Mode.EXTRACTIVE
    dropped: int = 0
    """Sentences of a model that are not shown."""
    reason: Reason | None = None
    """Why there are no claims; `None` where there are."""


NOTHING = Made((), 0.0)
"""Where no model was asked."""


def found_for(outcomes: Iterable[Outcome]) -> Iterator[Passage]:
    """All passages that were looked into."""
    return (passage for outcome in outcomes for passage in outcome.passages)


def offset(found: Iterable[Disagreement], first: int) -> tuple[Disagreement, ...]:
    """Disagreements of claims that come to stand behind `first` others."""
    return tuple(replace(one, claims=tuple(first + at for at in one.claims)) for one in found)


def draft_of(
    outcomes: Sequence[Outcome], asked: Sequence[str], generation: Generation, settings: Settings
) -> Draft | None:
    """The evidence for what is answered; `None` if nothing is.

    Args:
        outcomes: Of the whole, then of its parts where they were looked into. If no part has an
            answer, the whole may have one.
        asked: All parts of the question, also those that were not looked into.
        generation: Where the evidence is from.
        settings: How long an answer may be.
    """
    whole, *parts = outcomes
    answered = [one for one in parts if one.is_answered]
    if answered:
        drafts = [
            drafted(one, generation, share_of(settings, len(parts))) if one.is_answered else None
            for one in parts
        ]
        return _joined(parts, drafts, left_out(len(asked), len(parts)))
    return drafted(whole, generation, settings) if whole.is_answered else None


def drafted(outcome: Outcome, generation: Generation, settings: Settings) -> Draft:
    """The evidence for what is answered, with both sides where the documents disagree."""
    composition = compose(outcome.question, outcome.readings, generation, settings)
    unread = outcome.passages[len(outcome.readings) :]
    conflicts = disagreements(
        outcome.question, outcome.readings, composition.evidence, unread=unread
    )
    evidence = with_sides(composition.evidence, conflicts, settings.max_claims)
    given_way = (LeftOut(piece, Why.NO_ROOM) for piece in composition.evidence)
    return Draft(
        evidence,
        outcome.decision.confidence,
        as_disagreements(conflicts, evidence),
        notices=composition.notices,
        left_out=most_likely((*composition.left_out, *given_way), evidence),
    )


def _joined(
    parts: Sequence[Outcome], drafts: Sequence[Draft | None], notices: tuple[Notice, ...]
) -> Draft:
    """The drafts of the parts as one; what two of them quote is one claim of both."""
    places: dict[tuple[str, Span], int] = {}
    evidence: list[Evidence] = []
    found: list[Part] = []
    disputed: list[Disagreement] = []
    told: list[Notice] = []
    for part, draft in zip(parts, drafts, strict=True):
        question = asked_in(part.question)
        if draft is None:
            found.append(Part(question, ()))
            continue
        for piece in draft.evidence:
            if piece.place not in places:
                places[piece.place] = len(evidence)
                evidence.append(piece)
        claims = tuple(places[piece.place] for piece in draft.evidence)
        found.append(Part(question, claims))
        disputed += [
            Disagreement(tuple(claims[at] for at in one.claims), one.values)
            for one in draft.disagreements
        ]
        told += [Notice(one.code, f"{question} {one.text}") for one in draft.notices]
    made = [draft for draft in drafts if draft]
    return Draft(
        tuple(evidence),
        confidence=min(draft.confidence for draft in made),
        disagreements=tuple(dict.fromkeys(disputed)),
        parts=tuple(found),
        notices=(*told, *notices),
        left_out=most_likely((one for draft in made for one in draft.left_out), evidence),
    )
