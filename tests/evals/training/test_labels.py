from dataclasses import replace
from itertools import pairwise

import pytest

from corpus import Chunk, Kind, Passage, Span
from evals.case import Case
from evals.training.labels import Label, unit_labels

TEXT = "The oven was made by Anna Bell. It is black. A lid was sold to Anna Bell."
CASE = Case("oven", "Who made the oven?", ("Anna Bell",), True, ("oven.md",))


def passage(kind: Kind = Kind.TEXT, document: str = "oven.md") -> Passage:
    """A passage that begins at character 100 of its document, with three sentences."""
    ends = [0, *(n + 1 for n, letter in enumerate(TEXT) if letter == ".")]
    units = tuple(Span(100 + a, 100 + b) for a, b in pairwise(ends))
    chunk = Chunk("1", document, 0, Span(100, 100 + len(TEXT)), TEXT, kind, units=units)
    return Passage(chunk, "The oven", 1.0)


@pytest.mark.parametrize(
    ("case", "one", "labels"),
    [
        pytest.param(CASE, passage(), (True, False, True), id="holds the answer"),
        pytest.param(CASE, passage(document="bread.md"), (False,) * 3, id="another document"),
        pytest.param(
            replace(CASE, answers=(), answerable=False),
            passage(),
            (False,) * 3,
            id="unanswerable",
        ),
        pytest.param(CASE, passage(Kind.FAQ), (True,) * 3, id="whole FAQ pair"),
        pytest.param(
            replace(CASE, evidence=("oven was made by Anna Bell",)),
            passage(),
            (True, False, None),
            id="elsewhere nobody knows",
        ),
    ],
)
def test_units_are_labelled_by_what_citing_them_alone_would_be(
    case: Case, one: Passage, labels: tuple[Label, ...]
) -> None:
    assert unit_labels(case, one) == labels
