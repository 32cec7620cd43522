"""Writes the weights that ship, and says how well the score tells held-out pairs apart."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant import SupportModel
from corpus import replace_text
from evals.training.export import export
from evals.training.network import load_network
from evals.training.support.figures import (
    LOSSES,
    Scored,
    figures,
    lost,
    lost_table,
    table,
    threshold_at,
)
from evals.training.support.pair import Pair, side_of

_MOST_FALSE, _MOST_TRUE = 60, 250
"""Pairs of a kind that are reported on."""
_LEFT_OUT = ("boolq", "pubmedqa", "false, and told")
"""Kinds that are not reported on: many labels are wrong, or nobody would claim such things."""


def export_support(checkpoint: Path, weights: Path) -> None:
    """Writes the network, and its SHA-256 into what joins it; that stays as it is.

    Where nothing joined it before, the log-odds of all evidence alone are the score.
    """
    stored = weights.with_suffix(".json")
    joined = json.loads(stored.read_text("utf-8")) if stored.exists() else {}
    alone = {name: float(name == "supported") for name in SupportModel.features}
    exported = export(load_network(checkpoint), weights)
    kept = {
        "sha256": exported.sha256,
        "intercept": joined.get("intercept", 0.0),
        "weights": joined.get("weights", alone),
    }
    replace_text(stored, json.dumps(kept, indent=1) + "\n")


def report(pairs: Iterable[Pair], weights: Path) -> str:
    """Which thresholds lose how many true claims, and how many false ones they let pass."""
    model = SupportModel.open(weights)
    chosen = capped(pair for pair in pairs if side_of(pair.document) == "report")
    return told([
        Scored(pair.kind, pair.supports, model.score(pair.claim, pair.evidence, pair.above))
        for pair in chosen
    ])  # fmt: skip


def capped(pairs: Iterable[Pair]) -> list[Pair]:
    """The first pairs of each kind."""
    count: Counter[tuple[str, bool]] = Counter()
    found = []
    for pair in pairs:
        count[pair.kind, pair.supports] += 1
        most = _MOST_TRUE if pair.supports else _MOST_FALSE
        if not pair.kind.startswith(_LEFT_OUT) and count[pair.kind, pair.supports] <= most:
            found.append(pair)
    return found


def told(found: Sequence[Scored]) -> str:
    """The figures of scored pairs as Markdown."""
    thresholds = [threshold_at(found, loss) for loss in LOSSES]
    at = [f"{loss:.0%} loss at {least:.3f}" for loss, least in zip(LOSSES, thresholds, strict=True)]
    lost_at = lost_table(lost(found, thresholds[0]))
    return "\n\n".join(("; ".join(at), table(figures(found)), lost_at))
