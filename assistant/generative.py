"""An answer in a chat model's words, and in the documents' own where none of them stands."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from time import perf_counter

from assistant.answering import Made, Outcome, drafted, found_for, offset
from assistant.chat import Stop
from assistant.cite import Citing, Evidence
from assistant.compose import best_first
from assistant.disagreeing import disagreements
from assistant.events import Claimed, Composed, Event
from assistant.generate import Writer, Writing, Written
from assistant.ground import Grounding, Support
from assistant.parts import asked_in, left_out, share_of
from assistant.prompt import prompt_of
from assistant.settings import Settings
from assistant.types import Claim, Disagreement, Mode, Notice, Part, Reason
from corpus import Generation, Span

_OWN_WORDS = "These are the documents' own sentences."
_FALLEN_BACK = {
    Reason.NOT_SUPPORTED: Notice(
        "not_supported", f"Nothing that the model wrote could be proven. {_OWN_WORDS}"
    ),
    Reason.MODEL_DECLINED: Notice("model_declined", f"The model found no answer. {_OWN_WORDS}"),
}
"""Said where the documents' own sentences stand in for a model's."""
_NOTHING_SENT = "The question leaves no room for a passage: raise FOOTNOTE_CHAT_PROMPT_TOKENS."


class Generative:
    """Has a model word the answer to one message.

    Args:
        model: Whoever writes.
        support: Judges how far a quote supports a sentence.
        settings: How much is sent and shown.
        generation: Where the passages are from.
        stop: Says that nobody waits any more.
    """

    def __init__(
        self,
        model: Writer,
        support: Support,
        settings: Settings,
        generation: Generation,
        stop: Stop,
    ) -> None:
        self._model = model
        self._support = support
        self._settings = settings
        self._generation = generation
        self._stop = stop
        self._citing = Citing(generation.document)
        self._claims: list[Claim] = []
        self._disputed: list[Disagreement] = []
        self._notices: list[Notice] = []
        self._reasons: set[Reason] = set()
        self._written = 0
        self._dropped = 0
        self._failure = ""

    def events(
        self, outcomes: Sequence[Outcome], asked: Sequence[str]
    ) -> Generator[Event, None, Made]:
        """What happens while a model words the answer; at the end, the answer without claims if
        nothing can be shown.

        Args:
            outcomes: Of the whole, then of its parts where they were looked into. One that is
                not worth asking a model about stays unanswered.
            asked: All parts of the question, also those that were not looked into.
        """
        self._citing = Citing(self._generation.document, found_for(outcomes))
        whole, *parts = outcomes
        worth = [one for one in parts if self._is_worth_asking(one)]
        chosen = worth or [whole]
        settings = share_of(self._settings, len(parts) if worth else 1)
        places: dict[str, tuple[int, ...]] = {}
        for outcome in chosen:
            name = asked_in(outcome.question) if worth else ""
            places[outcome.question] = yield from self._answered(outcome, settings, name)
        found = [Part(asked_in(one.question), places.get(one.question, ())) for one in parts]
        if worth:
            self._notices += left_out(len(asked), len(parts))
        is_model = self._written or (self._reasons and not self._claims)
        return Made(
            tuple(self._claims),
            confidence=min(one.decision.confidence for one in chosen),
            disagreements=tuple(dict.fromkeys(self._disputed)),
            parts=tuple(found) if worth else (),
            notices=(*self._failed(), *self._notices),
            mode=Mode.GENERATIVE if is_model else Mode.EXTRACTIVE,
            dropped=self._dropped,
            reason=None if self._claims else self._reason(),
        )

    def _is_worth_asking(self, outcome: Outcome) -> bool:
        return outcome.is_worth_asking(self._settings.worth_asking)

    def _answered(
        self, outcome: Outcome, settings: Settings, name: str
    ) -> Generator[Event, None, tuple[int, ...]]:
        """The places among the claims of those that answer one question."""
        first = len(self._claims)
        written = (
            Written((), (), 0) if self._failure else (yield from self._write(outcome, settings))
        )
        self._dropped += written.dropped
        self._failure = written.failure or self._failure
        if written.claims:
            self._written += len(written.claims)
            self._claims += written.claims
            yield from self._other_sides(outcome, written, first)
        else:
            yield from self._own_words(outcome, settings, name, self._why(written))
        return tuple(range(first, len(self._claims)))

    def _write(self, outcome: Outcome, settings: Settings) -> Generator[Event, None, Written]:
        prompt = prompt_of(
            outcome.question,
            [one.passage for one in best_first(outcome.readings)],
            tokens=settings.chat_prompt_tokens,
            claims=settings.max_claims,
        )
        if not prompt.issued:
            return Written((), (), 0, failure=_NOTHING_SENT)
        grounding = Grounding(
            prompt.issued, outcome.readings, self._support, settings.support, self._citing
        )
        writing = Writing(self._model, prompt, grounding, settings.max_claims, self._stop)
        return (yield from writing.events(outcome.question))

    def _why(self, written: Written) -> Reason | None:
        """Why nothing of a reply is shown; `None` where there was no whole reply."""
        if self._failure:
            return None
        reason = Reason.MODEL_DECLINED if written.declined else Reason.NOT_SUPPORTED
        self._reasons.add(reason)
        return reason

    def _own_words(
        self, outcome: Outcome, settings: Settings, name: str, why: Reason | None
    ) -> Iterator[Event]:
        """The documents' own sentences, where the confidence in them suffices."""
        if not outcome.is_answered:
            return
        started = perf_counter()
        draft = drafted(outcome, self._generation, settings)
        claims = self._citing.claims(draft.evidence)
        self._disputed += offset(draft.disagreements, len(self._claims))
        self._claims += claims
        told = draft.notices if why is None else (_FALLEN_BACK[why], *draft.notices)
        self._notices += (replace(one, text=f"{name} {one.text}".strip()) for one in told)
        yield Composed(claims, draft.left_out, perf_counter() - started)
        yield from map(Claimed, claims)

    def _other_sides(self, outcome: Outcome, written: Written, first: int) -> Iterator[Event]:
        """What contradicts the claims, in the documents' own words where no claim says it."""
        started = perf_counter()
        owner = {
            unit.place: first + at for at, units in enumerate(written.evidence) for unit in units
        }
        chosen = [unit for units in written.evidence for unit in units]
        unread = outcome.passages[len(outcome.readings) :]
        conflicts = disagreements(outcome.question, outcome.readings, chosen, unread=unread)
        missing: dict[tuple[str, Span], Evidence] = {
            side.place: side
            for conflict in conflicts
            for side in conflict.evidence
            if side.place not in owner
        }
        claims = self._citing.claims(missing.values())
        for place, claim in zip(missing, claims, strict=True):
            owner[place] = len(self._claims)
            self._claims.append(claim)
        for conflict in conflicts:
            sides = tuple(owner[side.place] for side in conflict.evidence)
            if len(set(sides)) == len(sides):
                self._disputed.append(Disagreement(sides, conflict.values))
        if claims:
            yield Composed(claims, seconds=perf_counter() - started)
            yield from map(Claimed, claims)

    def _failed(self) -> tuple[Notice, ...]:
        if not self._failure:
            return ()
        if self._written:
            told = f"The answer may lack something. {self._failure}"
            return (Notice("incomplete", told),)
        told = f"{self._failure} {_OWN_WORDS}" if self._claims else self._failure
        return (Notice("model_failed", told),)

    def _reason(self) -> Reason:
        for reason in (Reason.NOT_SUPPORTED, Reason.MODEL_DECLINED):
            if reason in self._reasons:
                return reason
        return Reason.NOT_ANSWERED
