"""The two stages of training: over pairs made by rule, then with more of what people wrote."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from corpus import counting_tokenizer
from evals.training.batches import Row
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
    "reworded": 4500,
    "answered": 1600,
    "other answer": 1500,
    "answer elsewhere": 350,
    "boolq_dev true": 250,
    "boolq_dev denied": 250,
    "pubmedqa true": 80,
    "pubmedqa denied": 80,
    "false, and told": 700,
    "less than told": 1000,
}
"""Most pairs of a kind in the first stage; of kinds that are not named here `_MOST_OF_OTHERS`."""
_MOST_OF_OTHERS = 600
_AGAIN = 120
"""Most pairs of a kind made by rule that the second stage reads again."""
_TRUE_AGAIN = {"reworded": 900, "answered": 400, "less than told": 250}
"""The same for kinds of true claims, which are fewer."""
_TIMES = {"human": 1, "long answer": 1, "own": 4}
"""How often the second stage reads pairs of the kinds that begin so."""
_FOLLOWED = 800
"""Held-out pairs that the training is followed by."""
_LONGEST = 140
"""Tokens of a pair that is learned from; longer ones take long and teach little more."""


def all_pairs(data: Path, seed: int) -> list[Pair]:
    """Every pair, in an order that follows from the seed."""
    measured = Measured(data / "dev")
    return [
        *ruled(texts(data, measured, Random(seed)), Random(seed)),
        *questioned(data, measured, Random(seed)),
        *claims(data, measured, Random(seed)),
        *answers(data, Random(seed)),
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
    random = Random(seed)
    course = Course(folder, seed)
    if stage == WRITTEN.name:
        start = folder / f"{MADE.name}.pt"
    if start:
        course.begin_from(start)
    learned = [pair for pair in pairs if side_of(pair.document) == "learn"]
    taken = _capped(learned, random) if stage == MADE.name else _again(learned, random)
    held_out = [
        pair
        for pair in pairs
        if side_of(pair.document) == "fit" and not pair.kind.startswith("own")
    ]
    followed = random.sample(held_out, min(_FOLLOWED, len(held_out)))
    plan = next(one for one in STAGES if one.name == stage)
    return course.run(plan, _short(taken), _short(followed))


def _short(pairs: Iterable[Pair]) -> list[Row]:
    return [row for row in rows_of(pairs, counting_tokenizer()) if len(row.ids) <= _LONGEST]


def _capped(pairs: Iterable[Pair], random: Random) -> list[Pair]:
    found: list[Pair] = []
    for kind, members in _by_kind(pairs).items():
        if not kind.startswith("own"):
            most = _MOST.get(kind, _MOST_OF_OTHERS)
            found += random.sample(members, min(most, len(members)))
    return found


def _again(pairs: Iterable[Pair], random: Random) -> list[Pair]:
    found: list[Pair] = []
    for kind, members in _by_kind(pairs).items():
        times = next((n for name, n in _TIMES.items() if kind.startswith(name)), None)
        most = _TRUE_AGAIN.get(kind, _AGAIN)
        found += members * times if times else random.sample(members, min(most, len(members)))
    return found


def _by_kind(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair.kind].append(pair)
    return found
