"""The reply to one message, put together from what its stages found."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from assistant.answering import NOTHING, Made, Outcome
from assistant.compose import nearest
from assistant.events import Understood
from assistant.language import language_of, unproven
from assistant.reply import NOT_SAID, Abstention, Answer
from assistant.types import Notice, Reason
from corpus import Generation, Passage

_ABSTENTIONS = {
    Reason.NOTHING_FOUND: "The documents asked hold nothing that can be searched for this.",
    Reason.NOT_ANSWERED: NOT_SAID,
    Reason.NOT_SUPPORTED: f"{NOT_SAID} Nothing that the model wrote could be proven from them.",
    Reason.MODEL_DECLINED: f"{NOT_SAID} The model found no answer in them.",
    Reason.UNSUPPORTED_LANGUAGE: "I found no answer, and I am only sure of finding one if it is "
    "asked for in English.",
}
"""What is said to the person who asked, by reason."""
_LANGUAGE_CHARS = 2_000


class Clock:
    """Measures stages."""

    def __init__(self) -> None:
        self._started = self._lap = perf_counter()

    def lap(self) -> float:
        """Seconds since the last lap, or since the start."""
        before, self._lap = self._lap, perf_counter()
        return self._lap - before

    @property
    def total(self) -> float:
        """Seconds since the start."""
        return perf_counter() - self._started


@dataclass(frozen=True, slots=True)
class Replying:
    """What every reply to one message says."""

    understood: Understood
    asked: str
    """The standalone question, as it was spelt for searching."""
    generation: str
    clock: Clock
    notices: tuple[Notice, ...] = ()

    def said(self, reason: Reason, text: str) -> Abstention:
        """The reply where nothing was looked for."""
        return self._abstention(reason, text)

    def abstention(self, outcome: Outcome, nearest_k: int, made: Made = NOTHING) -> Abstention:
        """The reply where nothing that was found answers.

        Args:
            outcome: Of the question as a whole.
            nearest_k: Passages shown at most.
            made: What came of asking a model.
        """
        language = language_of(self.understood.standalone)
        notice = unproven(language, _language_of(outcome.passages))
        reason = made.reason or outcome.decision.reason or Reason.NOT_ANSWERED
        if reason is Reason.NOT_ANSWERED and unproven(language, None):
            reason = Reason.UNSUPPORTED_LANGUAGE
        return self._abstention(
            reason,
            _ABSTENTIONS[reason],
            nearest(outcome.passages, outcome.readings, nearest_k),
            outcome.decision.confidence,
            made.notices if notice is None else (*made.notices, notice),
            made,
        )

    def answer(self, made: Made) -> Answer:
        """The reply with these claims."""
        cited = " ".join(citation.quote for claim in made.claims for citation in claim.citations)
        language = language_of(self.understood.standalone)
        notice = unproven(language, language_of(cited))
        notices = made.notices if notice is None else (*made.notices, notice)
        return Answer(
            question=self.understood.question,
            standalone_question=self.asked,
            claims=made.claims,
            confidence=made.confidence,
            generation=self.generation,
            seconds=self.clock.total,
            mode=made.mode,
            disagreements=made.disagreements,
            parts=made.parts,
            dropped=made.dropped,
            notices=self.notices + notices,
        )

    def _abstention(
        self,
        reason: Reason,
        text: str,
        passages: tuple[Passage, ...] = (),
        confidence: float = 0.0,
        notices: tuple[Notice, ...] = (),
        made: Made = NOTHING,
    ) -> Abstention:
        return Abstention(
            question=self.understood.question,
            standalone_question=self.asked,
            reason=reason,
            text=text,
            nearest=passages,
            confidence=confidence,
            generation=self.generation,
            seconds=self.clock.total,
            mode=made.mode,
            notices=self.notices + notices,
            dropped=made.dropped,
        )


def respelling(question: str, asked: str) -> tuple[Notice, ...]:
    """The notice that words of a question were read as others."""
    return (Notice("respelled", f"Read as: {asked}"),) if asked != question else ()


def of_index(generation: Generation) -> tuple[Notice, ...]:
    """What an index has to say about itself, e.g. that it has an older format."""
    return tuple(Notice("index", text) for text in generation.notices)


def _language_of(passages: Sequence[Passage]) -> str | None:
    """Language of the passages nearest to a question."""
    return language_of(" ".join(passage.text for passage in passages[:3])[:_LANGUAGE_CHARS])
