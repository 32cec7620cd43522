"""The two stages of training: over pairs made by rule, then with more of what people wrote."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from corpus import counting_tokenizer
from evals.training.learn import Course, Stage
from evals.training.seen import Measured
from evals.training.support.pair import Pair, side_of
from evals.training.support.questioned import questioned
from evals.training.support.rows import rows_of
from evals.training.support.ruled import ruled
from evals.training.support.sources import texts
from evals.training.support.written import answers, claims, own

MADE = Stage("made", passes=1, rate=1e-4, last_rate=2e-5)
WRITTEN = Stage("written", passes=1, rate=4e-5, last_rate=0.0, warm_up=30)
STAGES = (MADE, WRITTEN)
_MOST = {
    "reworded": 15000,
    "answered": 6000,
    "other answer": 5500,
    "answer elsewhere": 1200,
    "boolq_dev true": 1200,
    "boolq_dev denied": 1200,
    "pubmedqa true": 300,
    "pubmedqa denied": 300,
    "widened": 2400,
    "elsewhere": 1500,
}
"""Most pairs of a kind in the first stage; of the others all."""
_AGAIN = 900
"""Most pairs of a kind made by rule that the second stage reads again."""
_TIMES = {"human": 2, "long answer": 2, "own": 3}
"""How often the second stage reads pairs of the kinds that begin so."""
_FOLLOWED = 1500
"""Held-out pairs that the training is followed by."""


def all_pairs(data: Path, seed: int) -> list[Pair]:
    """Every pair, in an order that follows from the seed."""
    random = Random(seed)
    measured = Measured(data / "dev")
    return [
        *ruled(texts(data, measured, random), random),
        *questioned(data, measured, random),
        *claims(data, measured, random),
        *answers(data, random),
        *own(),
    ]


def train(stage: str, pairs: Sequence[Pair], start: Path | None, folder: Path, seed: int) -> Path:
    """Runs one stage over pairs; the path of its last checkpoint.

    Args:
        stage: `made`, or `written`, which begins from what the other left.
        pairs: As from `all_pairs`; only those to learn from are read.
        start: A checkpoint that the first stage begins from; `None` for the bundled encoder.
        folder: For checkpoints and the log.
        seed: Of what is drawn and of the order.
    """
    random, tokenizer = Random(seed), counting_tokenizer()
    course = Course(folder, seed)
    if stage == WRITTEN.name:
        start = folder / f"{MADE.name}.pt"
    if start:
        course.begin_from(start)
    learned = [pair for pair in pairs if side_of(pair.document) == "learn"]
    taken = _capped(learned, random) if stage == MADE.name else _again(learned, random)
    held_out = [pair for pair in pairs if side_of(pair.document) == "fit"]
    followed = random.sample(held_out, min(_FOLLOWED, len(held_out)))
    plan = next(one for one in STAGES if one.name == stage)
    return course.run(plan, rows_of(taken, tokenizer), rows_of(followed, tokenizer))


def _capped(pairs: Iterable[Pair], random: Random) -> list[Pair]:
    return [
        pair
        for kind, members in _by_kind(pairs).items()
        for pair in random.sample(members, min(_MOST.get(kind, len(members)), len(members)))
    ]


def _again(pairs: Iterable[Pair], random: Random) -> list[Pair]:
    found: list[Pair] = []
    for kind, members in _by_kind(pairs).items():
        times = next((n for name, n in _TIMES.items() if kind.startswith(name)), None)
        most = 3 * _AGAIN if kind in ("reworded", "answered") else _AGAIN
        found += members * times if times else random.sample(members, min(most, len(members)))
    return found


def _by_kind(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair.kind].append(pair)
    return found
