"""Results had a system abstained."""

from collections.abc import Iterable
from dataclasses import replace

from evals.judge import abstention
from evals.metrics import Result


def always_abstain(results: Iterable[Result]) -> tuple[Result, ...]:
    """The results of never answering the same cases; what was not scored stays so."""
    return tuple(abstained(Result(one.case, one.verdict, answered=False)) for one in results)


def abstained(result: Result) -> Result:
    """The same result, had the system abstained instead; what was not scored stays so."""
    if not result.verdict.outcome.is_scored:
        return replace(result, answered=False)
    return replace(
        result,
        verdict=abstention(result.case),
        answered=False,
        cited=(),
        exact=(),
        supported=(),
        first_seconds=None,
    )
