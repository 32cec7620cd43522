"""Whether the right questions are rewritten, and whether good ones are asked back about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant import Known, rewrite
from corpus import stems
from evals.case import Case


@dataclass(frozen=True, slots=True)
class Decided:
    """How often a question was rewritten where people rewrote it, and where they did not."""

    both: int
    ours: int
    """Rewritten by us alone."""
    theirs: int
    """Rewritten by people alone."""
    neither: int

    @property
    def cases(self) -> int:
        """All questions."""
        return self.both + self.ours + self.theirs + self.neither

    @property
    def accuracy(self) -> float:
        """Decided as people did."""
        return (self.both + self.neither) / self.cases if self.cases else 0.0

    @property
    def precision(self) -> float:
        """Of those we rewrote."""
        return self.both / (self.both + self.ours) if self.both + self.ours else 0.0

    @property
    def recall(self) -> float:
        """Of those people rewrote."""
        return self.both / (self.both + self.theirs) if self.both + self.theirs else 0.0


Added = Callable[[Case], bool]


def adds_word(case: Case) -> bool:
    """Whether people added any content word, a mere paraphrase's included."""
    return bool(stems(case.answers[0]) - stems(case.question))


def carries_word(case: Case) -> bool:
    """Whether people added a content word of the conversation before."""
    said = {word for turn in case.history for word in stems(f"{turn.question} {turn.answer}")}
    return bool((stems(case.answers[0]) - stems(case.question)) & said)


def decided(cases: Sequence[Case], known: Known, added: Added) -> dict[str, Decided]:
    """Our decisions, and those of rewriting always or never, beside those of people."""
    theirs = [added(case) for case in cases]
    ours = [rewrite(case.question, case.history, known).is_changed for case in cases]
    return {
        "assistant": _counted(ours, theirs),
        "always": _counted([True] * len(cases), theirs),
        "never": _counted([False] * len(cases), theirs),
    }


def asked_back(cases: Sequence[Case], known: Known) -> tuple[Case, ...]:
    """The cases to which the answer would be a question back, for want of context."""
    return tuple(case for case in cases if rewrite(case.question, case.history, known).missing)


def _counted(ours: Sequence[bool], theirs: Sequence[bool]) -> Decided:
    pairs = list(zip(ours, theirs, strict=True))
    return Decided(
        both=pairs.count((True, True)),
        ours=pairs.count((True, False)),
        theirs=pairs.count((False, True)),
        neither=pairs.count((False, False)),
    )
