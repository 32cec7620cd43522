"""What a run found, and how the systems that were run compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from evals.always import always_abstain
from evals.metrics import Result, scored
from evals.modes import RunMode
from evals.threshold import at_threshold, best_threshold, halves

ASSISTANT = "assistant"
GENERATIVE = "assistant, generative"
ALWAYS_ANSWER = "always answer"
ALWAYS_ABSTAIN = "always abstain"


@dataclass(frozen=True, slots=True)
class Check:
    """One limit of a gate held against one figure."""

    name: str
    """What is limited, in words, e.g. "accuracy in group 'body'"."""
    figure: float | None
    """The measured value; `None` if there was nothing to measure."""
    limit: float
    """The least the figure may be."""
    failure: str = ""
    """One sentence naming the measure, the figure, the limit and the worst cases; empty if the
    limit holds."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found: who was asked, and what became of every case."""

    about: Mapping[str, Any]
    """Settings and their digest, generation, versions: whatever tells this run from another."""
    own: tuple[Result, ...]
    """What the assistant made of each case."""
    always: tuple[Result, ...]
    """The same had it always answered, whatever its confidence."""
    rivals: Mapping[str, tuple[Result, ...]] = field(default_factory=dict)
    """The same of each rival that was run, always answering, by its name."""
    checks: tuple[Check, ...] = ()
    """The gate's limits, if there was a gate."""
    generative: tuple[Result, ...] = ()
    """What the assistant made of each case with a chat model, if one was asked; `own` is without
    one then, unless it was asked in generative mode alone."""

    @property
    def is_generative(self) -> bool:
        """Whether the assistant was asked in generative mode alone."""
        return bool(self.generative) and self.own == self.generative

    def systems(self) -> dict[str, tuple[Result, ...]]:
        """Results over all cases by system, the assistant's own first."""
        return {
            ASSISTANT: self.own,
            **({GENERATIVE: self.generative} if self.generative else {}),
            ALWAYS_ANSWER: self.always,
            ALWAYS_ABSTAIN: always_abstain(self.own),
        }

    def modes(self) -> dict[RunMode, tuple[Result, ...]]:
        """Results of the assistant by the mode it was asked in."""
        found = {RunMode.EXTRACTIVE: () if self.is_generative else self.own}
        found[RunMode.GENERATIVE] = self.generative
        return {mode: results for mode, results in found.items() if results}

    def eager(self) -> dict[str, tuple[Result, ...]]:
        """The always given answers of the assistant and of each rival."""
        return {ASSISTANT: self.always, **self.rivals}


@dataclass(frozen=True, slots=True)
class Runner:
    """One system in a race."""

    name: str
    threshold: float | None
    """Chosen for it on the other half of the documents; `None` where there was none to choose."""
    results: tuple[Result, ...]
    """On the reported half."""


@dataclass(frozen=True, slots=True)
class Race:
    """Systems on the same cases, each with its own best threshold."""

    chosen_on: int
    """Scored cases that the thresholds were chosen on; none of their documents is reported on."""
    reported_on: int
    """Scored cases of the other documents."""
    runners: tuple[Runner, ...]


def race(report: Report) -> Race | None:
    """The assistant against its rivals; `None` if no rival was run or a half has no case."""
    if not report.rivals:
        return None
    choosing, own = map(scored, halves(report.own))
    if not (choosing and own):
        return None
    runners = [Runner("assistant as shipped", None, own)]
    runners += [_runner(name, results) for name, results in report.eager().items()]
    runners += [
        Runner(ALWAYS_ANSWER, None, scored(halves(report.always)[1])),
        Runner(ALWAYS_ABSTAIN, None, always_abstain(own)),
    ]
    return Race(len(choosing), len(own), tuple(runners))


def _runner(name: str, results: Sequence[Result]) -> Runner:
    choosing, reporting = map(scored, halves(results))
    threshold = best_threshold(choosing)
    return Runner(name, threshold, at_threshold(reporting, threshold))
