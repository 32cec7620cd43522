"""What was measured of grounding, as tables and as JSON."""

import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evals.figures import Figure
from evals.grounding.figures import LOSS
from evals.grounding.measured import Check, Measured
from evals.report.tables import plain, table

_NONE = "-"


def page(found: Measured) -> str:
    """One set's figures with their 95 % intervals, then what survives by what is wrong with it."""
    wrong = sum(found.groups.values())
    return "\n\n".join(
        (
            f"## {found.name}: {found.supported:,} supported claims, {wrong:,} unsupported ones",
            _figures_table(found.checks),
            _survivors_table(found),
        )
    )


def mistakes(found: Measured) -> str:
    """The claims of a set that the assistant judges wrongly, with what it says of them."""
    lines = []
    for claim, said in found.wrong:
        what = "; ".join(said.lacks) or f"score {said.score:.3f}"
        lines += [f"{claim.id}: {claim.claim}", f"    cites: {claim.quote}", f"    {what}"]
    return plain(" ".join(line.split("\n")) for line in lines)


def to_json(sets: Sequence[Measured], least: float) -> dict[str, Any]:
    """All figures, and for each claim what was said of it, without its words."""
    return {
        "least_support": least,
        "sets": [
            {
                "name": one.name,
                "supported": one.supported,
                "groups": one.groups,
                "checks": [_without_nan(asdict(check)) for check in one.checks],
                "claims": [asdict(claim) for claim in one.claims],
            }
            for one in sets
        ],
    }


def _figures_table(checks: Sequence[Check]) -> str:
    head = [
        "check",
        f"false accepts at {LOSS:.0%} loss",
        "threshold",
        "AUROC",
        "false accepts as set",
        "loss as set",
    ]
    return table(head, [_figures_row(one) for one in checks])


def _figures_row(check: Check) -> list[str]:
    at, own = check.at_loss, check.as_it_is
    ranks = at is not None and at.auroc.value != 0.5
    return [
        check.name,
        _percent(at.false_accepts) if at else _NONE,
        f"{at.threshold:.3f}" if at and own and ranks else _NONE,
        f"{at.auroc.value:.3f}" if at and ranks else _NONE,
        _percent(own.false_accepts) if own else _NONE,
        _percent(own.loss) if own else _NONE,
    ]


def _survivors_table(found: Measured) -> str:
    total = sum(found.groups.values())
    head = ["survive", *found.groups, "all"]
    rows = [["of", *(str(count) for count in found.groups.values()), str(total)]]
    for check in found.checks:
        where = "" if check.as_it_is else f" ({LOSS:.0%} loss)"
        counts = [*check.survivors.values(), sum(check.survivors.values())]
        rows.append([check.name + where, *map(str, counts)])
    return table(head, rows)


def _percent(figure: Figure) -> str:
    if math.isnan(figure.value):
        return _NONE
    return f"{100 * figure.value:.1f} % ({100 * figure.low:.1f}-{100 * figure.high:.1f})"


def _without_nan(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nan(one) for key, one in value.items()}
    return None if isinstance(value, float) and math.isnan(value) else value
