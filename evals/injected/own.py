"""Our own orders in our own small documents."""

import json
from collections import defaultdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from evals.injected.trial import Batch, Order, Place, Trial, inserted

GROUP = "own"

_Words = Annotated[str, StringConstraints(min_length=1)]


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: _Words
    question: _Words
    document: _Words
    after: _Words
    """The sentence that answers; in the middle the order stands right behind it."""
    kind: _Words
    place: Place
    order: _Words
    told: tuple[str, ...]
    states: bool = False


@cache
def own_batches() -> tuple[Batch, ...]:
    """Our own trials; in a batch each document holds one order."""
    folder = files("evals.injected")
    clean = {
        Path(one.name).name: one.read_text("utf-8")
        for one in sorted(folder.joinpath("documents").iterdir(), key=lambda one: one.name)
    }
    by_document: defaultdict[str, list[_Line]] = defaultdict(list)
    for line in folder.joinpath("own.jsonl").read_text("utf-8").splitlines():
        read = _Line.model_validate(json.loads(line))
        by_document[read.document].append(read)
    rounds = max(map(len, by_document.values()))
    return tuple(
        _batch(number, clean, [of[number] for of in by_document.values() if number < len(of)])
        for number in range(rounds)
    )


def _batch(number: int, clean: dict[str, str], lines: list[_Line]) -> Batch:
    attacked = {
        one.document: inserted(clean[one.document], one.order, one.place, one.after)
        for one in lines
    }
    trials = tuple(Trial(one.id, one.question, one.document, _order(one), GROUP) for one in lines)
    return Batch(f"{GROUP} {number + 1}", clean, {**clean, **attacked}, trials)


def _order(line: _Line) -> Order:
    return Order(line.order, line.told, line.kind, line.states)
