from collections import Counter
from pathlib import Path

from evals.training.support.pair import OWN, side_of
from evals.training.support.written import own

EVALS = Path(__file__).parents[4] / "evals"
KINDS = {
    "own, true",
    "own, swapped",
    "own, merged",
    "own, widened",
    "own, hedge",
    "own, condition",
    "own, cause",
    "own, relation",
    "own, negation",
}


def test_our_own_claims_are_of_known_kinds_and_none_is_told_twice() -> None:
    pairs = list(own())

    assert {pair.kind for pair in pairs} == KINDS
    assert all(pair.supports is (pair.kind == "own, true") for pair in pairs)
    assert all(pair.units and pair.claim.strip() == pair.claim for pair in pairs)
    assert max(Counter((pair.claim, pair.units) for pair in pairs).values()) == 1


def test_our_own_claims_are_on_all_sides() -> None:
    sides = Counter(side_of(pair.document) for pair in own())

    assert all(pair.document.startswith(OWN) for pair in own())
    assert set(sides) == {"learn", "fit", "report"}


def test_nothing_that_is_measured_is_learned_from() -> None:
    folders = (EVALS / "grounding", EVALS / "cases", EVALS.parent / "corpus" / "documents")
    paths = [path for folder in folders for path in folder.iterdir() if path.is_file()]
    measured = " ".join(path.read_text("utf-8") for path in paths).lower()

    told = {text for pair in own() for text in (pair.claim, *pair.units) if len(text) > 20}

    assert len(paths) > 5
    assert {text for text in told if text.lower() in measured} == set()
