import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from corpus import counting_tokenizer
from evals.training import batches, learn
from evals.training.batches import IGNORED, UNKNOWN, Row, collate, rows_of
from evals.training.example import unanswered, with_answer
from evals.training.learn import Course, Stage, loss_of
from evals.training.network import Scores, load_network
from tests.evals.training.made import BEES, example

STAGE = Stage("toy", passes=3, rate=2e-4, last_rate=1e-5, warm_up=2)
STEPS = 9
QUESTIONS = {
    "How many bees live in a hive?": "forty thousand",
    "How many eggs lays a queen?": "two thousand",
    "How long does a worker live?": "six weeks",
    "How long do drones live?": "eight weeks",
}
WRONG = (
    "Who sells honey?",
    "What do wasps eat?",
    "How heavy is a hive in spring?",
    "Where do the drones live in winter?",
    "In which country was the first hive made of straw?",
    "Why does a worker never lay as many eggs as a wasp?",
)


def toy() -> list[Row]:
    known = [with_answer(example(asked), [told]) for asked, told in QUESTIONS.items()]
    known += [example("Who lays eggs?"), example("Can you tell me for how long drones may live?")]
    known += [unanswered("bees", asked, "Bees", BEES) for asked in WRONG]
    return rows_of(known, counting_tokenizer())


@pytest.fixture(autouse=True, scope="module")
def _small_course() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        # The toy set would be one batch, and its few steps no occasion to save or validate.
        patch.setattr(batches, "BATCH_TOKENS", 260)
        patch.setattr(learn, "_LOG_EVERY", 1)
        patch.setattr(learn, "_SAVE_EVERY", 3)
        patch.setattr(learn, "_VALIDATE_EVERY", 5)
        yield


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a course that nothing interrupted."""
    folder = tmp_path_factory.mktemp("learned")
    Course(folder, seed=3).run(STAGE, toy(), toy())
    return folder


def log(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text("utf-8").splitlines()]


def checkpoint(folder: Path) -> dict[str, Any]:
    return dict(torch.load(folder / "toy.pt", weights_only=True))


def test_the_loss_falls(learned: Path) -> None:
    losses = [line["loss"] for line in log(learned) if "loss" in line]

    assert len(losses) == STEPS
    assert sum(losses[-3:]) < 0.8 * sum(losses[:3])


def test_the_learning_rate_falls_to_its_last(learned: Path) -> None:
    assert checkpoint(learned)["step"] == STEPS
    assert checkpoint(learned)["optimizer"]["param_groups"][0]["lr"] == STAGE.last_rate


def test_the_log_tells_how_well_held_out_passages_are_read(learned: Path) -> None:
    found = [line for line in log(learned) if "auroc" in line]

    assert [line["step"] for line in found] == [5, STEPS]
    assert all(line["examples"] == 12 and 0 <= line["best_unit"] <= 1 for line in found)


class PowerCut(list[Row]):
    """Held-out rows on whose reading the power fails."""

    def __iter__(self) -> Iterator[Row]:
        raise KeyboardInterrupt


def test_an_interrupted_course_ends_as_one_that_was_not(learned: Path, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        Course(tmp_path, seed=3).run(STAGE, toy(), PowerCut())
    assert checkpoint(tmp_path)["step"] == 3

    Course(tmp_path, seed=3).run(STAGE, toy(), toy())

    whole, again = checkpoint(learned), checkpoint(tmp_path)
    for kept in ("network", "average"):
        torch.testing.assert_close(again[kept], whole[kept], rtol=0, atol=1e-7)
    torch.testing.assert_close(
        again["optimizer"]["state"], whole["optimizer"]["state"], rtol=0, atol=1e-7
    )
    assert again["step"] == whole["step"]


def test_a_course_that_is_done_learns_no_more(learned: Path) -> None:
    before = log(learned)

    path = Course(learned, seed=3).run(STAGE, toy(), toy())

    assert path == learned / "toy.pt"
    assert log(learned) == before


def test_a_stage_begins_from_the_average_of_another(learned: Path, tmp_path: Path) -> None:
    course = Course(tmp_path, seed=0)

    course.begin_from(learned / "toy.pt")

    average = load_network(learned / "toy.pt").state_dict()
    torch.testing.assert_close(dict(course.network.state_dict()), dict(average))
    torch.testing.assert_close(course.average, dict(average))


def test_the_average_follows_the_weights_and_word_embeddings_stay(learned: Path) -> None:
    first, last = Course(learned, seed=3).average, checkpoint(learned)
    words = "body.embeddings.word_embeddings.weight"
    head = "passage.weight"

    moved = (last["network"][head] - first[head]).norm()
    followed = (last["average"][head] - first[head]).norm()
    assert torch.equal(last["network"][words], first[words])
    assert 0 < followed < 0.1 * moved


def scores(row: Row) -> Scores:
    shape = (1, len(row.ids))
    return Scores(*(torch.zeros(size, requires_grad=True) for size in ((1,), shape, shape, shape)))


def test_what_nobody_knows_teaches_nothing() -> None:
    row = replace(toy()[0], says=(UNKNOWN,) * 4, start=IGNORED, end=IGNORED)
    given = scores(row)

    loss = loss_of(given, collate([row]))
    loss.backward()  # type: ignore[no-untyped-call]

    assert loss.item() == pytest.approx(0.6931, abs=1e-4)
    assert given.passage.grad is not None
    assert given.passage.grad.item() == pytest.approx(-0.5)
    for other in (given.tokens, given.starts, given.ends):
        assert other.grad is None or not other.grad.any()


def test_only_markers_and_the_words_of_the_answer_are_taught() -> None:
    row = toy()[0]
    given = scores(row)

    loss_of(given, collate([row])).backward()  # type: ignore[no-untyped-call]

    assert given.tokens.grad is not None
    assert given.starts.grad is not None
    assert given.tokens.grad[0].nonzero().flatten().tolist() == list(row.markers)
    assert (given.starts.grad[0] < 0).nonzero().flatten().tolist() == [row.start]
