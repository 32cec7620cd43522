"""What changed from one run to another, case by case and measure by measure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus import CaseError
from evals.case import Case, texts_digest
from evals.compare.paired import Changes, Pair, changes
from evals.figures import DECIMALS, families, ratios, totalled
from evals.metrics import Measure, Result, by_group
from evals.report import Report

_ABSENT = "-"
_DIGEST = "settings_digest"
"""Says no more than the settings that stand beside it."""


@dataclass(frozen=True, slots=True)
class GroupChange:
    """How far the balanced measure moved in one group of the paired cases; not tested."""

    cases: int
    before: float
    after: float

    @property
    def difference(self) -> float:
        """After less before."""
        return round(self.after - self.before, DECIMALS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs beside each other, on the cases that can be compared."""

    pairs: tuple[Pair, ...]
    """Cases in both runs, unchanged, and scored in both or in neither."""
    changes: Changes
    """Of the figures of the pairs."""
    groups: Mapping[str, GroupChange]
    """Groups in which the balanced measure changed."""
    apart: Mapping[str, tuple[str, ...]]
    """Ids of the cases that are not compared, by the reason in words."""
    missing: tuple[str, ...]
    """Ids of the cases that were scored before and are not compared, for whatever reason."""
    about: Mapping[str, tuple[str, str]]
    """Settings, versions and the like that differ: before and after."""

    @property
    def worse(self) -> tuple[Pair, ...]:
        """Cases that got worse, in order."""
        return tuple(pair for pair in self.pairs if pair.got_worse)

    @property
    def better(self) -> tuple[Pair, ...]:
        """Cases that got better, in order."""
        return tuple(pair for pair in self.pairs if pair.got_better)

    @property
    def is_same(self) -> bool:
        """Whether every paired case ended alike and every measure is the same."""
        return not any(one.difference for one in self.changes.measures.values()) and all(
            pair.before.verdict.outcome is pair.after.verdict.outcome for pair in self.pairs
        )


def compare(before: Report, after: Report) -> Comparison:
    """What changed from the first report to the second, on the cases that both have.

    Cases are paired by id. One that asks or accepts something else in the two, or is scored in
    only one of them, is named and not compared.

    Raises:
        CaseError: They have no case in common.
    """
    old = {one.case.id: one for one in before.own}
    new = {one.case.id: one for one in after.own}
    pairs, apart = _paired(old, new)
    if not pairs:
        raise CaseError(
            f"The two reports have no case in common that can be compared, of {len(old)} and "
            f"{len(new)}: run the same case files for both."
        )
    compared = {pair.after.case.id for pair in pairs}
    scored = [name for name, one in old.items() if one.verdict.outcome.is_scored]
    return Comparison(
        pairs=pairs,
        changes=changes(pairs),
        groups=_by_group(pairs),
        apart=apart,
        missing=tuple(name for name in scored if name not in compared),
        about=_differing(before.about, after.about),
    )


def _paired(
    old: Mapping[str, Result], new: Mapping[str, Result]
) -> tuple[tuple[Pair, ...], dict[str, tuple[str, ...]]]:
    """The pairs, in the order of the second run, and the other cases by the reason."""
    pairs = []
    apart: dict[str, list[str]] = {}
    for name in (*new, *(name for name in old if name not in new)):
        if reason := _why_apart(old.get(name), new.get(name)):
            apart.setdefault(reason, []).append(name)
        else:
            case = new[name].case
            known = replace(old[name].case, family=case.family, group=case.group)
            pairs.append(Pair(replace(old[name], case=known), new[name]))
    return tuple(pairs), {reason: tuple(names) for reason, names in apart.items()}


def _why_apart(before: Result | None, after: Result | None) -> str:
    if before is None:
        return "only in the second report"
    if after is None:
        return "only in the first report"
    if not _is_alike(before.case, after.case):
        return "asking or accepting something else than before"
    known = before.verdict.outcome.is_scored
    if known != after.verdict.outcome.is_scored:
        return "scored before and no longer" if known else "scored only now"
    return ""


def _is_alike(before: Case, after: Case) -> bool:
    """Whether two cases of one id ask the same and accept the same."""
    told = [(one.question, one.answerable, one.documents, one.spans) for one in (before, after)]
    searched = [(one.within, one.without, one.withheld) for one in (before, after)]
    return (
        told[0] == told[1]
        and searched[0] == searched[1]
        and texts_digest(before) == texts_digest(after)
    )


def _by_group(pairs: Sequence[Pair]) -> dict[str, GroupChange]:
    before = by_group([pair.before for pair in pairs])
    after = by_group([pair.after for pair in pairs])
    found = {}
    for group, results in after.items():
        change = GroupChange(len(results), _balanced(before[group]), _balanced(results))
        if abs(change.difference) > 0:
            found[group] = change
    return found


def _balanced(results: Sequence[Result]) -> float:
    """NaN where there is nothing to measure."""
    totals = totalled(results, families(results))
    values = ratios(totals.got.sum(axis=-1), totals.of.sum(axis=-1))
    return round(float(values[list(Measure).index(Measure.BALANCED)]), DECIMALS)


_OF_EACH_RUN = (_DIGEST, "generation")
"""Left out: what differs between equal runs too, and what another line says already."""


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    first, second = dict(_flat(before)), dict(_flat(after))
    return {
        name: values
        for name in dict.fromkeys((*first, *second))
        if len(set(values := (first.get(name, _ABSENT), second.get(name, _ABSENT)))) > 1
        and name not in _OF_EACH_RUN
    }


def _flat(about: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, str]]:
    for key, value in about.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{within}{key}.")
        elif value is not None:
            said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            yield f"{within}{key}", said
