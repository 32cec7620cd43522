"""Holds the measures of a run against a file of limits, and against an earlier run."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus import CaseError
from evals.compare import Comparison, compare
from evals.figures import DECIMALS, measure
from evals.metrics import Measure, Result, by_group, scored, shortfall
from evals.ranking import misplaced
from evals.report import Check, Report, read_report

_WORST_CASES = 3


@dataclass(frozen=True, slots=True)
class Regressions:
    """How much worse a run may be than an earlier one, on the cases that both have."""

    baseline: Report
    """The earlier run."""
    falls: Mapping[Measure, float]
    """How far each measure may fall below the baseline's."""
    flips: int | None = None
    """Most cases that may get worse; `None` for any number."""
    missing: int = 0
    """Most cases scored in the baseline that need not be compared: a gate is not passed by
    dropping or changing cases."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The least each measure may be, over all cases and in single groups."""

    overall: Mapping[Measure, float]
    groups: Mapping[str, Mapping[Measure, float]]
    regressions: Regressions | None = None
    generative: Mapping[Measure, float] = field(default_factory=dict)
    """Over all cases in generative mode, where a run has one."""


def load_limits(path: str | Path) -> Limits:
    """The limits of a TOML file, with the baseline that it names.

    Example:
        [overall]            # the least of a measure over all cases
        accuracy = 0.82
        [groups.body]        # the same in one group
        accuracy = 0.71
        [generative]         # the same in generative mode, where a run asks in it
        groundedness = 1.0
        [regressions]        # how much worse than an earlier run
        baseline = "results/before.json"  # seen from this file
        flips = 6            # most cases that may get worse; any number if not given
        missing = 0          # most of the baseline's scored cases that may go uncompared
        [regressions.falls]  # how far a measure may fall
        accuracy = 0.02

    Raises:
        CaseError: The file or its baseline cannot be read, it names an unknown measure, or it
            sets no limit at all.
    """
    try:
        read = _File.model_validate(tomllib.loads(Path(path).read_text("utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"] if part != "[key]")
        raise CaseError(f"{str(path)!r}: {key!r} is not a limit: {first['msg']}.") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CaseError(f"Limits {str(path)!r} cannot be read as TOML: {error}.") from error
    if not (read.overall or read.generative or any(read.groups.values()) or read.regressions):
        raise CaseError(f"Limits {str(path)!r} set none: a gate that cannot fail is not a gate.")
    regressions = _regressions(read.regressions, Path(path)) if read.regressions else None
    return Limits(read.overall, read.groups, regressions, read.generative)


def check(report: Report, limits: Limits) -> tuple[Check, ...]:
    """Each limit held against the run; the gate holds if no check has a `failure`.

    A measure that has nothing to measure, or a group without a case, does not reach its limit.
    The limits of generative mode are held against that mode, and no other limits are.
    """
    generative = _least(report.generative, limits.generative, "in generative mode")
    if report.is_generative:
        return tuple(generative)
    groups = by_group(report.own)
    checks = [*_least(report.own, limits.overall, "over all cases")]
    for name, least in limits.groups.items():
        checks += _least(groups.get(name, []), least, f"in group {name!r}")
    if limits.regressions:
        checks += _beside(report, limits.regressions)
    return (*checks, *(generative if report.generative else ()))


_Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
_Count = Annotated[int, Field(strict=True, ge=0)]


class _Regressions(BaseModel):
    model_config = ConfigDict(extra="forbid")

    baseline: str = ""
    flips: _Count | None = None
    missing: _Count = 0
    falls: dict[Measure, _Share] = {}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    overall: dict[Measure, _Share] = {}
    groups: dict[str, dict[Measure, _Share]] = {}
    generative: dict[Measure, _Share] = {}
    regressions: _Regressions | None = None


def _regressions(read: _Regressions, path: Path) -> Regressions:
    if not read.baseline:
        raise CaseError(
            f"{str(path)!r}: [regressions] names no baseline: add `baseline = ...`, a report that "
            "`footnote eval run --json` wrote."
        )
    if Measure.SCORED in read.falls:
        raise CaseError(
            f"{str(path)!r}: 'regressions.falls.scored' is not a limit, as only cases scored in "
            "both runs are compared: use `missing` under [regressions]."
        )
    baseline = read_report(path.parent / read.baseline, f"The baseline of {str(path)!r},")
    return Regressions(baseline, read.falls, read.flips, read.missing)


def _least(results: Sequence[Result], limits: Mapping[Measure, float], where: str) -> list[Check]:
    figures = measure(results).figures if limits else {}
    checks = []
    for one, limit in limits.items():
        name = f"{one.label} {where}"
        figure = figures.get(one)
        failure = ""
        if figure is None:
            failure = f"could not be measured, but has a limit of {limit:g}."
        elif figure.value < limit:
            short = list(zip(_shortfalls(results, one), results, strict=True))
            failure = (
                f"is {figure.value:g}, below its limit of {limit:g}; worst cases: {_worst(short)}."
            )
        checks.append(_check(name, None if figure is None else figure.value, limit, failure))
    return checks


def _shortfalls(results: Sequence[Result], one: Measure) -> Sequence[float]:
    """By how much each case lowers the measure."""
    if one is Measure.AUROC:
        return misplaced(results)
    return [shortfall(result, one) for result in results]


def _check(name: str, figure: float | None, limit: float, failure: str) -> Check:
    return Check(name, figure, limit, f"{name[0].upper()}{name[1:]} {failure}" if failure else "")


def _beside(report: Report, limits: Regressions) -> list[Check]:
    """The checks against the baseline; none of them holds if there is nothing to compare."""
    try:
        found = compare(limits.baseline, report)
    except CaseError as error:
        return [Check("cases in common with the baseline", 0, 1, str(error))]
    checks = [_fall(found, one, allowed) for one, allowed in limits.falls.items()]
    if limits.flips is not None:
        checks.append(_flips(found, limits.flips))
    return [*checks, _missing(found, limits)]


def _fall(found: Comparison, one: Measure, allowed: float) -> Check:
    name = f"{one.label} beside the baseline"
    change = found.changes.measures.get(one)
    if change is None:
        return _check(name, None, 0.0, f"could not be measured, but may fall by {allowed:g} only.")
    failure = ""
    if -change.difference > allowed:
        after = [pair.after for pair in found.pairs]
        before = _shortfalls([pair.before for pair in found.pairs], one)
        each = zip(_shortfalls(after, one), before, after, strict=True)
        short = [(now - then, result) for now, then, result in each]
        # A share of fewer may fall though no case lowers it: a right answer that is not given.
        named = _worst(short) or _worst(_worse(found)) or "none stands out"
        failure = (
            f"is {change.after:g}, {-change.difference:g} below its {change.before:g} on the same "
            f"{len(found.pairs)} cases, and may fall by {allowed:g}; worst cases: {named}."
        )
    least = max(0.0, round(change.before - allowed, DECIMALS))
    return _check(name, change.after, least, failure)


def _flips(found: Comparison, limit: int) -> Check:
    cases, worse = len(found.pairs), _worse(found)
    failure = ""
    if len(worse) > limit:
        failure = (
            f"{len(worse)} of {cases} cases got worse than in the baseline, and {limit} may: "
            f"{_worst(worse)}."
        )
    name = "cases that are no worse than in the baseline"
    return Check(name, cases - len(worse), max(0, cases - limit), failure)


def _missing(found: Comparison, limits: Regressions) -> Check:
    known = len(scored(limits.baseline.own))
    lost, limit = len(found.missing), limits.missing
    failure = ""
    if lost > limit:
        failure = (
            f"{lost} of the baseline's {known} scored cases could not be compared, and {limit} "
            f"may be left out: {_first([repr(name) for name in found.missing])}. Ask and score "
            "them as before, or write a new baseline."
        )
    name = "scored cases of the baseline that could be compared"
    return Check(name, known - lost, max(0, known - limit), failure)


def _worse(found: Comparison) -> list[tuple[float, Result]]:
    return [(1.0, pair.after) for pair in found.worse]


def _worst(short: Sequence[tuple[float, Result]]) -> str:
    """Names the cases that fell short, furthest first, the surest first among equals."""
    ordered = sorted(
        (pair for pair in short if pair[0] > 0),
        key=lambda pair: (-pair[0], -pair[1].confidence, pair[1].case.id),
    )
    return _first(
        [f"{one.case.id!r} ({one.verdict.outcome.replace('_', ' ')})" for _, one in ordered]
    )


def _first(named: Sequence[str]) -> str:
    rest = f" and {len(named) - _WORST_CASES} more" if len(named) > _WORST_CASES else ""
    return ", ".join(named[:_WORST_CASES]) + rest
