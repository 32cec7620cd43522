"""How well a network reads passages it did not learn from."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from evals.training.batches import BATCH_TOKENS, Row, collate
from evals.training.network import Network


@dataclass(frozen=True, slots=True)
class Validated:
    """Figures over held-out examples."""

    examples: int
    auroc: float
    """Chance that a passage that answers scores above one that does not."""
    best_unit: float
    """Share of the passages that answer whose best unit says so."""


@torch.inference_mode()
def validated(network: Network, rows: Sequence[Row]) -> Validated:
    """Figures of a network in evaluation mode."""
    from sklearn.metrics import roc_auc_score

    labels, scores, hits = [], [], []
    ordered = sorted(rows, key=lambda row: len(row.ids))
    while ordered:
        size = max(BATCH_TOKENS // len(ordered[-1].ids), 1)
        group, ordered = ordered[-size:], ordered[:-size]
        batch = collate(group)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = network(batch.ids, batch.own, batch.mask)
        labels += batch.answers.tolist()
        scores += found.passage.tolist()
        for row, tokens in zip(group, found.tokens.tolist(), strict=True):
            if 1.0 in row.says:
                best = max(range(len(row.markers)), key=lambda n: tokens[row.markers[n]])
                hits.append(row.says[best] != 0.0)
    return Validated(
        len(rows), round(float(roc_auc_score(labels, scores)), 4), round(sum(hits) / len(hits), 4)
    )
