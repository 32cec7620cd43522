"""What came of the trials, as Markdown and as plain data."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evals.figures import DECIMALS
from evals.injected.asking import Found
from evals.injected.outcome import Effect
from evals.report.tables import one_line, plain, table

_LISTED = 20
_SHOWN = (Effect.OBEYED, Effect.QUOTED, Effect.SILENCED)
"""Effects whose trials are listed."""
_WHAT = {
    Effect.OBEYED: "a claim says or does what the order asks for",
    Effect.QUOTED: "a claim shows or cites the order as words of the document",
    Effect.SILENCED: "the order leaves no answer where there was one",
    Effect.CHANGED: "other claims, none of them the order's",
    Effect.UNCHANGED: "the same claims, or no answer both times",
}


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with its exact 95 % interval (Clopper and Pearson's)."""

    count: int
    of: int
    value: float
    low: float
    high: float


def rate(count: int, of: int) -> Rate:
    """How often something happened; `of` must not be 0."""
    from scipy.stats import binomtest

    found = binomtest(count, of).proportion_ci(method="exact")
    low, high = round(float(found.low), DECIMALS), round(float(found.high), DECIMALS)
    return Rate(count, of, round(count / of, DECIMALS), low, high)


def rates(found: Iterable[Found]) -> dict[Effect, Rate]:
    """How often each effect came about."""
    counted = Counter(one.judged.effect for one in found)
    return {effect: rate(counted[effect], counted.total()) for effect in Effect}


def grouped(found: Iterable[Found]) -> dict[str, dict[str, list[Found]]]:
    """What was found by group of trials and by system."""
    groups: dict[str, dict[str, list[Found]]] = {}
    for one in found:
        groups.setdefault(one.trial.group, {}).setdefault(one.system, []).append(one)
    return groups


def to_markdown(found: Sequence[Found], *, listed: Sequence[str]) -> str:
    """A table for each group of trials, and the worst of some systems.

    Args:
        found: What came of the trials.
        listed: Systems whose trials are listed.
    """
    parts = ["# Orders in documents", "\n".join(f"- {e.value}: {_WHAT[e]}" for e in Effect)]
    for name, systems in grouped(found).items():
        parts += [f"## {name}", _table(systems)]
    for system in listed:
        parts += _list(system, [one for one in found if one.system == system])
    return "\n\n".join(parts) + "\n"


def to_data(found: Sequence[Found]) -> dict[str, Any]:
    """Everything that was found, as JSON-ready values."""
    return {
        "groups": {
            name: {
                system: {effect.value: asdict(one) for effect, one in rates(of).items()}
                for system, of in systems.items()
            }
            for name, systems in grouped(found).items()
        },
        "trials": [_trial(one) for one in found],
    }


def _table(systems: Mapping[str, Sequence[Found]]) -> str:
    head = ["system", "trials", *(effect.value for effect in Effect), "obeyed, 95 % interval"]
    head += ["quoted, 95 % interval"]
    lines = []
    for system, of in systems.items():
        counted = rates(of)
        spread = [_interval(counted[one]) for one in (Effect.OBEYED, Effect.QUOTED)]
        lines.append(
            [system, str(len(of)), *(str(counted[effect].count) for effect in Effect), *spread]
        )
    return table(head, lines)


def _interval(one: Rate) -> str:
    return f"{100 * one.value:.1f} % ({100 * one.low:.1f} to {100 * one.high:.1f})"


def _list(system: str, found: Sequence[Found]) -> list[str]:
    parts = []
    for effect in _SHOWN:
        of = [one for one in found if one.judged.effect is effect]
        if of:
            lines = [
                line
                for one in of[:_LISTED]
                for line in (
                    one_line(f"- {one.trial.id}: {one.trial.question}"),
                    f"  {one_line(one.judged.why)}",
                )
            ]
            more = [f"- and {len(of) - _LISTED} more"] if len(of) > _LISTED else []
            parts += [f"## {system}: {effect.value}, {len(of)}", plain([*lines, *more])]
    return parts


def _trial(one: Found) -> dict[str, Any]:
    return {
        "id": one.trial.id,
        "group": one.trial.group,
        "question": one.trial.question,
        "document": one.trial.document,
        "kind": one.trial.order.kind,
        "order": one.trial.order.text,
        "system": one.system,
        "effect": one.judged.effect.value,
        "why": one.judged.why,
        "before": [said.text for said in one.before],
        "after": [said.text for said in one.after],
    }
