"""Holds the measures of a run against a file of limits."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus import CaseError
from evals.figures import measure
from evals.metrics import Measure, Result, by_group, shortfall

_WORST_CASES = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """The least each measure may be, over all cases and in single groups."""

    overall: Mapping[Measure, float]
    groups: Mapping[str, Mapping[Measure, float]]


def load_limits(path: str | Path) -> Limits:
    """The limits of a TOML file with an `[overall]` table and `[groups.NAME]` tables.

    Raises:
        CaseError: It cannot be read, names an unknown measure, or sets no limit at all.
    """
    try:
        read = _File.model_validate(tomllib.loads(Path(path).read_text("utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"] if part != "[key]")
        raise CaseError(f"{str(path)!r}: {key!r} is not a limit: {first['msg']}.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CaseError(f"Limits {str(path)!r} cannot be read as TOML: {error}.") from error
    if not read.overall and not any(read.groups.values()):
        raise CaseError(f"Limits {str(path)!r} set none: a gate that cannot fail is not a gate.")
    return Limits(read.overall, read.groups)


def check(results: Sequence[Result], limits: Limits) -> tuple[str, ...]:
    """One sentence for each limit that is not reached; none if the gate holds.

    A measure that has nothing to measure, or a group without a case, does not reach its limit.
    """
    groups = by_group(results)
    failures = _below(results, limits.overall, "over all cases")
    for name, group_limits in limits.groups.items():
        failures += _below(groups.get(name, []), group_limits, f"in group {name!r}")
    return tuple(failures)


_Share = Annotated[float, Field(ge=0, le=1)]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    overall: dict[Measure, _Share] = {}
    groups: dict[str, dict[Measure, _Share]] = {}


def _below(results: Sequence[Result], limits: Mapping[Measure, float], where: str) -> list[str]:
    figures = measure(results).figures
    failures = []
    for one, limit in limits.items():
        name = one.value.replace("_", " ").capitalize()
        figure = figures.get(one)
        if figure is None:
            failures.append(f"{name} {where} could not be measured, but has a limit of {limit:g}.")
        elif figure.value < limit:
            failures.append(
                f"{name} {where} is {figure.value:g}, below its limit of {limit:g}; "
                f"worst cases: {_worst(results, one)}."
            )
    return failures


def _worst(results: Sequence[Result], measured: Measure) -> str:
    short = [(shortfall(one, measured), one) for one in results]
    ordered = sorted(
        (pair for pair in short if pair[0] > 0),
        key=lambda pair: (-pair[0], -pair[1].confidence, pair[1].case.id),
    )
    named = [f"{one.case.id!r} ({one.verdict.outcome.replace('_', ' ')})" for _, one in ordered]
    rest = f" and {len(named) - _WORST_CASES} more" if len(named) > _WORST_CASES else ""
    return ", ".join(named[:_WORST_CASES]) + rest
