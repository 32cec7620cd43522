"""Writes the weights that ship, joined with the overlap of words, and says how well they tell."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

import numpy as np

from assistant import SupportModel
from corpus import replace_text
from evals.training.export import export
from evals.training.logistic import Floats, Model
from evals.training.network import load_network
from evals.training.support.beside import beside, drafted
from evals.training.support.figures import (
    LOSSES,
    Scored,
    figures,
    lost,
    lost_table,
    table,
    threshold_at,
)
from evals.training.support.joined import fitted
from evals.training.support.pair import Pair, side_of

_MOST_FALSE, _MOST_TRUE, _BESIDE = 60, 250, 140
"""Pairs of a kind that are fitted to, or reported on; true ones that others are made beside."""
_LEFT_OUT = ("boolq", "pubmedqa", "false, and told")
"""Kinds that are not fitted to: many labels are wrong, or nobody would claim such things."""


def fit(pairs: Sequence[Pair], checkpoint: Path, weights: Path, seed: int = 0) -> str:
    """Writes the weights that ship and what joins them; a report on held-out pairs."""
    exported = export(load_network(checkpoint), weights)
    blank = {"intercept": 0.0, "weights": dict.fromkeys(SupportModel.features, 0.0)}
    reading = SupportModel(weights.read_bytes(), {"sha256": exported.sha256, **blank})
    fitting = [*taken(pairs, "fit", seed), *drafted(Random(seed))]
    model = fitted(fitting, rows(reading, fitting))
    stored = json.dumps({"sha256": exported.sha256, **model}, indent=1)
    replace_text(weights.with_suffix(".json"), stored + "\n")
    reported = taken(pairs, "report", seed)
    return report(scored(reported, rows(reading, reported), model))


def taken(pairs: Iterable[Pair], side: str, seed: int) -> list[Pair]:
    """The pairs of one side that are read, and those made beside them."""
    found = capped(pair for pair in pairs if side_of(pair.document) == side)
    return [*found, *beside(found, _BESIDE, Random(seed))]


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


def rows(model: SupportModel, pairs: Sequence[Pair]) -> list[Floats]:
    """The features of each pair, a row a part of the claim."""
    return [model.rows(pair.claim, pair.evidence, pair.above) for pair in pairs]


def scored(pairs: Sequence[Pair], features: Sequence[Floats], model: Model) -> list[Scored]:
    """The pairs with their scores."""
    weights = np.array([model["weights"][name] for name in SupportModel.features])
    chances = [1 / (1 + np.exp(-(row @ weights + model["intercept"]))) for row in features]
    return [
        Scored(pair.kind, pair.supports, float(min(chance, default=0.0)))
        for pair, chance in zip(pairs, chances, strict=True)
    ]


def report(found: Sequence[Scored]) -> str:
    """Which thresholds lose how many true claims, and how many false ones they let pass."""
    thresholds = [threshold_at(found, loss) for loss in LOSSES]
    told = [
        f"{loss:.0%} loss at {least:.3f}" for loss, least in zip(LOSSES, thresholds, strict=True)
    ]
    lost_at = lost_table(lost(found, thresholds[0]))
    return "\n\n".join(("; ".join(told), table(figures(found)), lost_at))
