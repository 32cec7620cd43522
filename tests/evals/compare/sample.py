"""Runs that one can read: a letter a case for what became of it."""

from typing import Any

from evals.case import Case
from evals.judge import Outcome, Verdict
from evals.metrics import Result
from evals.report import Report

OUTCOMES = {
    "r": Outcome.RIGHT,
    "w": Outcome.WRONG,
    "n": Outcome.ABSTAINED_WRONGLY,
    "N": Outcome.ABSTAINED_RIGHTLY,
    "W": Outcome.WRONG,
    "u": Outcome.UNSCORED,
}
"""Capital letters are of unanswerable cases."""


def result(name: str, letter: str, rank: int | None = 1, **changes: Any) -> Result:
    answerable = letter.islower()
    told = {"question": f"Question {name}?", "answers": ("cheese",) if answerable else ()}
    given: dict[str, Any] = {**told, "documents": ("moon.md",), "group": "sky", **changes}
    answered = letter in "rwW"
    return Result(
        case=Case(name, answerable=answerable, **given),
        verdict=Verdict(OUTCOMES[letter], f"Because of {letter}."),
        answered=answered,
        cited=("moon.md",) if answered else (),
        exact=(True,) if answered else (),
        supported=(True,) if answered else (),
        rank=rank if answerable else None,
    )


def results(letters: str, **changes: Any) -> tuple[Result, ...]:
    """Results `c00`, `c01` and so on."""
    return tuple(result(f"c{n:02}", letter, **changes) for n, letter in enumerate(letters))


def run(*own: Result, **about: Any) -> Report:
    return Report(about, own, own)
