"""Examples as padded batches of token ids with their labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor

from assistant import lay_out
from evals.training.example import Example

BATCH_TOKENS = 5120
"""Tokens in a batch, padding included: about 36 passages."""
_SORTED_TOGETHER = 1440
"""Rows that are sorted by length, about 40 batches of them, so that little is padding."""
UNKNOWN = -1.0
"""Label of a unit of which nobody knows, and of tokens that are no marker."""
IGNORED = -100
"""Place of an answer's words that is not known."""


@dataclass(frozen=True, slots=True)
class Row:
    """One example as numbers."""

    ids: tuple[int, ...]
    own: int
    markers: tuple[int, ...]
    says: tuple[float, ...]
    """A label a marker; `UNKNOWN` where nobody knows."""
    answers: float
    start: int
    """Token where the answer's words begin: 0 where there are none, `IGNORED` if not known."""
    end: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of shape (batch, tokens), or (batch,) for what is said of the whole passage."""

    ids: Tensor
    own: Tensor
    mask: Tensor
    says: Tensor
    """The label at each marker, `UNKNOWN` everywhere else."""
    answers: Tensor
    starts: Tensor
    ends: Tensor


def rows_of(examples: Sequence[Example], tokenizer: Tokenizer) -> list[Row]:
    """The rows of those examples that fit one window, in order."""
    rows = []
    for example in examples:
        windows = lay_out(tokenizer, example.question, example.above, example.units)
        if len(windows) != 1:
            continue
        window = windows[0]
        says = tuple(UNKNOWN if one is None else one for one in example.says)
        start, end = _token_span(example, window.markers, tokenizer)
        rows.append(
            Row(window.ids, window.own, window.markers, says, float(example.answers), start, end)
        )
    return rows


def _token_span(example: Example, markers: Sequence[int], tokenizer: Tokenizer) -> tuple[int, int]:
    if not example.answers:
        return 0, 0
    if example.words is None:
        return IGNORED, IGNORED
    unit, start, end = example.words
    offsets = tokenizer.encode(example.units[unit], add_special_tokens=False).offsets
    inside = [n for n, (first, last) in enumerate(offsets) if first < end and last > start]
    if not inside:
        return IGNORED, IGNORED
    return markers[unit] + 1 + inside[0], markers[unit] + 1 + inside[-1]


def batches(rows: Sequence[Row], random: Random) -> Iterator[Batch]:
    """All rows once, shuffled, in batches of like lengths."""
    order = list(rows)
    random.shuffle(order)
    groups: list[list[Row]] = []
    for start in range(0, len(order), _SORTED_TOGETHER):
        groups += _like_lengths(order[start : start + _SORTED_TOGETHER])
    random.shuffle(groups)
    yield from map(collate, groups)


def _like_lengths(rows: Sequence[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in sorted(rows, key=lambda row: len(row.ids)):
        if group and len(row.ids) * (len(group) + 1) > BATCH_TOKENS:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def collate(rows: Sequence[Row]) -> Batch:
    """The rows padded to the longest."""
    shape = (len(rows), max(len(row.ids) for row in rows))
    ids = torch.zeros(shape, dtype=torch.long)
    own, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    says = torch.full(shape, UNKNOWN)
    for n, row in enumerate(rows):
        size = len(row.ids)
        ids[n, :size] = torch.tensor(row.ids)
        own[n, row.own : size] = 1
        mask[n, :size] = 1
        says[n, list(row.markers)] = torch.tensor(row.says)
    return Batch(
        ids,
        own,
        mask,
        says,
        torch.tensor([row.answers for row in rows]),
        torch.tensor([row.start for row in rows]),
        torch.tensor([row.end for row in rows]),
    )
