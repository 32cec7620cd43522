"""How well a score tells supported claims from others, by kind of pair."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LOSSES = (0.10, 0.05)
"""Shares of the true claims that may be lost."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One pair with its score."""

    kind: str
    supports: bool
    score: float


@dataclass(frozen=True, slots=True)
class KindFigures:
    """Figures of one kind of false claims, or of all (`kind` is then empty)."""

    kind: str
    count: int
    auroc: float
    """Chance that a true claim scores above one of these."""
    accepted: tuple[float, ...]
    """Share that passes, for each of `LOSSES`."""


def threshold_at(scored: Sequence[Scored], loss: float) -> float:
    """The score below which `loss` of the true claims lie."""
    true = [one.score for one in scored if one.supports]
    return float(np.quantile(true, loss))


def figures(scored: Sequence[Scored]) -> list[KindFigures]:
    """Figures of all false claims and of each kind of them, against all true ones."""
    true = [one.score for one in scored if one.supports]
    by_kind: dict[str, list[float]] = defaultdict(list)
    for one in scored:
        if not one.supports:
            by_kind[""].append(one.score)
            by_kind[one.kind].append(one.score)
    thresholds = [threshold_at(scored, loss) for loss in LOSSES]
    return [
        KindFigures(
            kind,
            len(scores),
            auroc(true, scores),
            tuple(sum(score >= least for score in scores) / len(scores) for least in thresholds),
        )
        for kind, scores in sorted(by_kind.items())
    ]


def lost(scored: Sequence[Scored], threshold: float) -> dict[str, tuple[int, float]]:
    """For each kind of true claims how many there are, and which share lies below a threshold."""
    by_kind: dict[str, list[float]] = defaultdict(list)
    for one in scored:
        if one.supports:
            by_kind[""].append(one.score)
            by_kind[one.kind].append(one.score)
    return {
        kind: (len(scores), sum(score < threshold for score in scores) / len(scores))
        for kind, scores in sorted(by_kind.items())
    }


def auroc(true: Sequence[float], false: Sequence[float]) -> float:
    """Chance that one of `true` is above one of `false`; ties count half."""
    ordered = np.sort(np.array(false))
    below = np.searchsorted(ordered, true, side="left") + np.searchsorted(ordered, true, "right")
    return float(below.mean() / 2 / len(ordered))


def table(found: Sequence[KindFigures]) -> str:
    """The figures as a Markdown table."""
    head = "".join(f" accepted at {loss:.0%} loss |" for loss in LOSSES)
    lines = [f"| false claims | pairs | AUROC |{head}", "|---|---|---|" + "---|" * len(LOSSES)]
    for one in found:
        shares = "".join(f" {share:.1%} |" for share in one.accepted)
        lines.append(f"| {one.kind or 'all'} | {one.count} | {one.auroc:.3f} |{shares}")
    return "\n".join(lines)


def lost_table(found: dict[str, tuple[int, float]]) -> str:
    """What `lost` found as a Markdown table."""
    lines = ["| true claims | pairs | lost |", "|---|---|---|"]
    lines += [
        f"| {kind or 'all'} | {count} | {share:.1%} |" for kind, (count, share) in found.items()
    ]
    return "\n".join(lines)
