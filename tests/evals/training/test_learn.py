import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import torch
from torch import Tensor

from corpus import counting_tokenizer
from evals.training import batches, learn
from evals.training.batches import Batch, Row, collate, rows_of
from evals.training.example import unanswered, with_answer
from evals.training.learn import Course, Stage, loss_of
from evals.training.network import Network, Scores, load_network
from tests.evals.training.made import BEES, example

STAGE = Stage("toy", passes=3, rate=2e-4, last_rate=1e-5, warm_up=2)
QUESTIONS = {
    "How many bees live in a hive?": "forty thousand",
    "How many eggs lays a queen?": "two thousand",
    "How long does a worker live?": "six weeks",
    "How long do drones live?": "eight weeks",
}
WRONG = ("Who sells honey?", "How heavy is a hive?", "Where do wasps live?", "What do bees eat?")


def toy() -> list[Row]:
    known = [with_answer(example(asked), [told]) for asked, told in QUESTIONS.items()]
    known += [example(f"{asked} Say it.") for asked in QUESTIONS]
    known += [unanswered("bees", asked, "Bees", BEES) for asked in WRONG]
    return rows_of(known, counting_tokenizer())


@pytest.fixture(autouse=True)
def _a_toy_course(monkeypatch: pytest.MonkeyPatch) -> None:
    # A dozen short examples are one batch, and a few steps no occasion to save, unless told.
    monkeypatch.setattr(batches, "BATCH_TOKENS", 200)
    monkeypatch.setattr(learn, "_LOG_EVERY", 1)
    monkeypatch.setattr(learn, "_SAVE_EVERY", 4)
    monkeypatch.setattr(learn, "_VALIDATE_EVERY", 6)


def log(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]


class PowerCut(Sequence[Row]):
    """Held-out rows in whose midst the power fails."""

    def __len__(self) -> int:
        raise KeyboardInterrupt

    def __getitem__(self, place: object) -> Row:  # type: ignore[override]
        raise KeyboardInterrupt

    def __iter__(self) -> Iterator[Row]:
        raise KeyboardInterrupt


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a course that nothing interrupted."""
    folder = tmp_path_factory.mktemp("learned")
    with pytest.MonkeyPatch.context() as patch:
        _a_toy_course.__wrapped__(patch)  # type: ignore[attr-defined]
        Course(folder, seed=3).run(STAGE, toy(), toy())
    return folder
