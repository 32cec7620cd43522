"""Ways to ask a follow-up: alone, with the whole conversation before it, or rewritten."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant import Assistant
from evals.case import Case
from evals.followups.turns import REWRITTEN
from evals.metrics import Result
from evals.run import Progress, evaluate

OURS = "assistant"
LAST = "last turn alone"
QUESTIONS = "earlier questions and the last turn"
EVERYTHING = "whole conversation and the last turn"
PEOPLE = "rewritten by people"


def _joined(case: Case, *, with_answers: bool) -> Case:
    said = [
        text
        for turn in case.history
        for text in (turn.question, turn.answer if with_answers else "")
        if text
    ]
    return replace(case, question=" ".join((*said, case.question)), history=())


def _rewritten(case: Case) -> Case:
    return replace(case, question=str(case.notes[REWRITTEN]), history=())


SYSTEMS: Mapping[str, Callable[[Case], Case]] = {
    LAST: lambda case: replace(case, history=()),
    QUESTIONS: lambda case: _joined(case, with_answers=False),
    EVERYTHING: lambda case: _joined(case, with_answers=True),
    PEOPLE: _rewritten,
    OURS: lambda case: case,
}
"""What each way asks instead of a case; the assistant itself is asked the case as it is."""


def asked(
    assistant: Assistant, cases: Sequence[Case], system: str, progress: Progress | None = None
) -> tuple[Result, ...]:
    """What comes of asking the cases in this way, each result with the case as it was."""
    changed = [SYSTEMS[system](case) for case in cases]
    results = evaluate(assistant, changed, progress=progress)
    return tuple(replace(result, case=case) for result, case in zip(results, cases, strict=True))
