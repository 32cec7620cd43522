"""Our own orders in our own small documents."""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from evals.injected.trial import Batch, Order, Place, Trial, inserted

OWN = "own"
"""Trials that the defence was worked on with."""
FRESH = "fresh"
"""Trials written without knowledge of it; every second one was then looked at."""

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
    """Our own trials; in a batch each document is tried with one order."""
    folder = files("evals.injected")
    clean = {
        Path(one.name).name: one.read_text("utf-8")
        for one in sorted(folder.joinpath("documents").iterdir(), key=lambda one: one.name)
    }
    return tuple(batch for group in (OWN, FRESH) for batch in _batches(group, clean))


def _batches(group: str, clean: dict[str, str]) -> Iterator[Batch]:
    by_document: defaultdict[str, list[_Line]] = defaultdict(list)
    written = files("evals.injected").joinpath(f"{group}.jsonl").read_text("utf-8")
    for line in written.splitlines():
        read = _Line.model_validate(json.loads(line))
        by_document[read.document].append(read)
    for number in range(max(map(len, by_document.values()))):
        lines = [of[number] for of in by_document.values() if number < len(of)]
        attacked = {
            one.document: inserted(clean[one.document], one.order, one.place, one.after)
            for one in lines
        }
        trials = tuple(
            Trial(one.id, one.question, one.document, _order(one), group) for one in lines
        )
        yield Batch(f"{group} {number + 1}", clean, {**clean, **attacked}, trials)


def _order(line: _Line) -> Order:
    return Order(line.order, line.told, line.kind, line.states)
