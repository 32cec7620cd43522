from dataclasses import replace

import pytest
import torch
from torch import Tensor

from corpus import counting_tokenizer
from evals.training.batches import Row, rows_of
from evals.training.network import Scores
from evals.training.validate import validated
from tests.evals.training.made import BEES, example

UNKNOWN = -1.0


class LongestIsBest:
    """Scores a passage by its length and a unit by how late it stands."""

    def __call__(self, ids: Tensor, own: Tensor, mask: Tensor) -> Scores:
        places = torch.arange(ids.shape[1]).expand_as(ids).float()
        return Scores(mask.sum(1).float(), places, places, places)


def rows(*, long_answers: bool, says: tuple[float, ...]) -> list[Row]:
    """Three long passages with labels, and three short ones."""
    made = [example(f"What is {n}?") for n in range(3)]
    made += [example(f"What is {n}?", BEES[:1]) for n in range(3)]
    found = rows_of(made, counting_tokenizer())
    return [
        replace(row, answers=float(long_answers), says=says)
        if n < 3
        else replace(row, answers=float(not long_answers), says=(UNKNOWN,))
        for n, row in enumerate(found)
    ]


@pytest.mark.parametrize(
    ("long_answers", "says", "auroc", "best_unit"),
    [
        pytest.param(True, (0.0, 0.0, 0.0, 1.0), 1.0, 1.0, id="right"),
        pytest.param(False, (1.0, 0.0, 0.0, 0.0), 0.0, 0.0, id="wrong"),
        pytest.param(True, (1.0, 0.0, 0.0, UNKNOWN), 1.0, 1.0, id="perhaps"),
    ],
)
def test_figures_are_of_passages_and_of_their_best_units(
    long_answers: bool, says: tuple[float, ...], auroc: float, best_unit: float
) -> None:
    found = validated(LongestIsBest(), rows(long_answers=long_answers, says=says))

    assert (found.examples, found.auroc, found.best_unit) == (6, auroc, best_unit)


def test_figures_do_not_depend_on_how_rows_are_batched(monkeypatch: pytest.MonkeyPatch) -> None:
    known = rows(long_answers=True, says=(0.0, 1.0, 0.0, 0.0))
    at_once = validated(LongestIsBest(), known)
    # Less than a row holds: each is a batch of its own.
    monkeypatch.setattr("evals.training.validate.BATCH_TOKENS", 1)

    assert validated(LongestIsBest(), known[::-1]) == at_once
