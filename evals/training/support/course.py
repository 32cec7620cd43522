"""The stages of training: pairs made by rule, what people wrote, and what is still mistaken."""

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
AGAIN = Stage("again", passes=1, rate=5e-5, last_rate=0.0, warm_up=20)
STAGES = (MADE, WRITTEN, AGAIN)
_BEFORE = {WRITTEN.name: MADE.name, AGAIN.name: WRITTEN.name}
"""The stage whose last checkpoint another one begins from."""
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
_MISTAKEN = {
    "reworded": 1800,
    "answered": 900,
    "less than told": 300,
    "own": 2000,
    "human": 300,
    "long answer": 400,
    "names swapped": 500,
    "names swapped, told": 300,
    "things swapped": 500,
    "things swapped, told": 300,
    "subject turned": 400,
    "other answer": 500,
    "name or number of a neighbour": 300,
    "thing of a neighbour": 300,
    "lost hedge": 300,
}
"""Most pairs of a kind in the third stage: more of what the second left mistaken."""
_MOST_OF_OTHERS_LAST = 170
_OWN_TIMES_LAST = 2
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
        stage: `made`, or one of the others, which begin from what the one before left.
        pairs: As from `all_pairs`; only those to learn from are read.
        start: A checkpoint that the first stage begins from; `None` for the bundled encoder.
        folder: For checkpoints and the log.
        seed: Of what is drawn and of the order.
    """
    random = Random(seed)
    course = Course(folder, seed)
    if stage in _BEFORE:
        start = folder / f"{_BEFORE[stage]}.pt"
    if start:
        course.begin_from(start)
    learned = [pair for pair in pairs if side_of(pair.document) == "learn"]
    taken = _TAKEN[stage](learned, random)
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


def _mistaken(pairs: Iterable[Pair], random: Random) -> list[Pair]:
    found: list[Pair] = []
    for kind, members in _by_kind(pairs).items():
        most = _MISTAKEN.get(kind, _MISTAKEN.get(kind.split(",")[0], _MOST_OF_OTHERS_LAST))
        taken = random.sample(members, min(most, len(members)))
        found += taken * (_OWN_TIMES_LAST if kind.startswith("own") else 1)
    return found


_TAKEN = {MADE.name: _capped, WRITTEN.name: _again, AGAIN.name: _mistaken}


def _by_kind(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    found: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair.kind].append(pair)
    return found
