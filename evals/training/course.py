"""The three stages of training, each with its examples."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

from corpus import counting_tokenizer
from evals.training.batches import Row, rows_of
from evals.training.example import Example
from evals.training.learn import Course, Stage
from evals.training.mining import mined
from evals.training.nearmiss import near_misses
from evals.training.records import TAKEN_AGAIN, examples_of, faq_examples
from evals.training.seen import Measured
from evals.training.targets import targets

GENERAL = Stage("general", passes=1, rate=1.2e-4, last_rate=3e-5)
AGAIN = Stage("again", passes=1, rate=9e-5, last_rate=2e-5)
TARGET = Stage("target", passes=1, rate=3e-5, last_rate=0.0, warm_up=50)
STAGES = (GENERAL, AGAIN, TARGET)
_CHANGED_SHARE, _CHANGED_SHARE_AGAIN = 0.35, 0.5
"""Share of the answered examples that are tried for a near-miss question."""
_HELD_OUT = 60
"""One title of so many is held out, to follow the training by."""


def train(stage: str, data: Path, folder: Path, seed: int) -> Path:
    """Runs one stage; the path of its last checkpoint."""
    course = Course(folder, seed)
    if stage == GENERAL.name:
        return course.run(GENERAL, *_rows(general(data, seed)))
    if stage == AGAIN.name:
        course.begin_from(folder / f"{GENERAL.name}.pt")
        return course.run(AGAIN, *_rows(again(data, seed)))
    course.begin_from(folder / f"{AGAIN.name}.pt")
    return course.run(TARGET, *_rows(targets(data, folder, again(data, seed), seed)))


def general(data: Path, seed: int) -> list[Example]:
    """Public records of many kinds, with near misses and near passages."""
    random = Random(seed)
    known = examples_of(data, random, Measured(data / "dev").has)
    return [*known, *near_misses(known, _CHANGED_SHARE, random), *mined(known, random)]


def again(data: Path, seed: int) -> list[Example]:
    """The same kinds drawn anew, with more near misses, and FAQ pairs asked for in other words."""
    random = Random(seed + 1)
    is_seen = Measured(data / "dev").has
    known = examples_of(data, random, is_seen, TAKEN_AGAIN)
    return [
        *known,
        *near_misses(known, _CHANGED_SHARE_AGAIN, random),
        *mined(known, random),
        *faq_examples(data, random, is_seen),
    ]


def _rows(examples: Sequence[Example]) -> tuple[list[Row], list[Row]]:
    """What is learned from, and what is held out to follow the training by."""
    tokenizer = counting_tokenizer()
    learned = [one for one in examples if not _is_held_out(one)]
    held_out = [one for one in examples if _is_held_out(one)]
    return rows_of(learned, tokenizer), rows_of(held_out, tokenizer)


def _is_held_out(example: Example) -> bool:
    """Whether an example's document is held out, or what stands above it if that has no title."""
    name = example.title or example.above
    return int(sha256(name.encode()).hexdigest(), 16) % _HELD_OUT == 7
