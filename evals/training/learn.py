"""The training loop: bfloat16, a falling learning rate, averaged weights, checkpoints."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from evals.training.batches import IGNORED, UNKNOWN, Batch, Row, batches
from evals.training.network import Network, Scores
from evals.training.validate import validated

_UNIT_WEIGHT = 1.5
_WORDS_WEIGHT = 0.25
"""How much the units and the answer's words count beside the passage in the loss."""
_UNIT_POSITIVE = 2.0
"""A unit that says the answer counts as much as so many that do not."""
_AVERAGE_DECAY = 0.99
"""The weights that ship are a moving average of those of about the last hundred steps."""
_LOG_EVERY = 50
_SAVE_EVERY = 200
_VALIDATE_EVERY = 400
"""Steps; a checkpoint is also saved, and validated, after the last one."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of the training."""

    name: str
    passes: int
    rate: float
    """Learning rate after warming up; it falls to `last_rate` in a line."""
    last_rate: float
    warm_up: int = 100
    """Steps until the full learning rate."""


class Course:
    """A network in training, with all that is needed to go on after an interruption.

    Args:
        folder: Where checkpoints and the log are kept.
        seed: Of the first weights of the heads and of the order of examples.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        torch.manual_seed(seed)
        self._folder = folder
        self._seed = seed
        self.network = Network()
        self.average = {k: v.detach().clone() for k, v in self.network.state_dict().items()}
        folder.mkdir(parents=True, exist_ok=True)

    def begin_from(self, checkpoint: Path) -> None:
        """Take the averaged weights of another course's checkpoint."""
        weights = torch.load(checkpoint, weights_only=True)["average"]
        self.network.load_state_dict(weights)
        self.average = {k: v.clone() for k, v in weights.items()}

    def run(self, stage: Stage, rows: Sequence[Row], held_out: Sequence[Row]) -> Path:
        """Learns from the rows, or goes on where a run was interrupted; its last checkpoint."""
        path = self._folder / f"{stage.name}.pt"
        trained = [p for p in self.network.parameters() if p.requires_grad]
        optimizer = torch.optim.AdamW(trained, lr=stage.rate, weight_decay=0.01, fused=True)
        done = self._restored(path, optimizer)
        steps = stage.passes * sum(1 for _ in batches(rows, Random(self._seed)))
        step, seen, started = 0, 0, perf_counter()
        self.network.train()
        for number in range(stage.passes):
            for batch in batches(rows, Random(self._seed + number)):
                step += 1
                if step <= done:
                    continue
                for group in optimizer.param_groups:
                    group["lr"] = _rate(stage, step, steps)
                loss = self._step(batch, optimizer, trained)
                seen += len(batch.ids)
                if step % _LOG_EVERY == 0:
                    speed = seen / (perf_counter() - started)
                    self._log({"stage": stage.name, "step": step, "of": steps, "loss": loss,
                               "examples_per_second": round(speed, 1)})  # fmt: skip
                if step % _SAVE_EVERY == 0 or step == steps:
                    self._save(path, optimizer, step)
                if step % _VALIDATE_EVERY == 0 or step == steps:
                    self._validate(stage, step, held_out)
        return path

    def _step(
        self, batch: Batch, optimizer: torch.optim.Optimizer, trained: Sequence[nn.Parameter]
    ) -> float:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.network(batch.ids, batch.own, batch.mask)
        loss = loss_of(scores, batch)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        with torch.no_grad():
            for name, value in self.network.named_parameters():
                if value.requires_grad:
                    self.average[name].lerp_(value, 1 - _AVERAGE_DECAY)
        return round(loss.item(), 4)

    def _validate(self, stage: Stage, step: int, held_out: Sequence[Row]) -> None:
        averaged = Network()
        averaged.load_state_dict(self.average)
        found = validated(averaged.eval(), held_out)
        self._log({"stage": stage.name, "step": step, **asdict(found)})

    def _save(self, path: Path, optimizer: torch.optim.Optimizer, step: int) -> None:
        partial = path.with_suffix(".part")
        state = {
            "network": self.network.state_dict(),
            "average": self.average,
            "optimizer": optimizer.state_dict(),
            "step": step,
        }
        torch.save(state, partial)
        partial.replace(path)

    def _restored(self, path: Path, optimizer: torch.optim.Optimizer) -> int:
        if not path.exists():
            return 0
        state = torch.load(path, weights_only=True)
        self.network.load_state_dict(state["network"])
        self.average = state["average"]
        optimizer.load_state_dict(state["optimizer"])
        return int(state["step"])

    def _log(self, line: Mapping[str, Any]) -> None:
        text = json.dumps(line)
        sys.stderr.write(text + "\n")
        with (self._folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(text + "\n")


def loss_of(scores: Scores, batch: Batch) -> Tensor:
    """How wrong the scores are: of the passage, of its units, of where the answer's words stand."""
    passage = functional.binary_cross_entropy_with_logits(scores.passage, batch.answers)
    known = batch.says != UNKNOWN
    says = batch.says[known]
    units = functional.binary_cross_entropy_with_logits(
        scores.tokens[known], says, weight=1 + (_UNIT_POSITIVE - 1) * says
    )
    starts = functional.cross_entropy(scores.starts, batch.starts, ignore_index=IGNORED)
    ends = functional.cross_entropy(scores.ends, batch.ends, ignore_index=IGNORED)
    words = starts.nan_to_num() + ends.nan_to_num()
    return passage + _UNIT_WEIGHT * units.nan_to_num() + _WORDS_WEIGHT * words


def _rate(stage: Stage, step: int, steps: int) -> float:
    if step < stage.warm_up:
        return stage.rate * step / stage.warm_up
    left = (steps - step) / max(steps - stage.warm_up, 1)
    return stage.last_rate + (stage.rate - stage.last_rate) * left
