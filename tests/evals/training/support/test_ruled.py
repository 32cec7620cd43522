from random import Random

from evals.training.support.pair import Pair, Text
from evals.training.support.ruled import ruled

MILL = Text(
    "mill.md",
    "Old Mill",
    (
        "Ann Berg built the old mill near Rome in 1931.",
        "It was often repaired and could grind forty sacks of rye a day.",
        "The new bridge was sold to Denmark by Karl Holm in 1950.",
        "If the river freezes, the wheel may stop for several weeks.",
        "Bees live in the roof, and visitors are sometimes stung.",
    ),
)


def pairs() -> list[Pair]:
    return [pair for seed in range(60) for pair in ruled([MILL], Random(seed))]


def test_there_are_true_and_false_claims_of_many_kinds() -> None:
    found = pairs()

    assert len({pair.kind for pair in found if pair.supports}) >= 4
    assert len({pair.kind for pair in found if not pair.supports}) >= 15
    assert {pair.document for pair in found} == {"mill.md"}


def test_a_true_claim_rests_on_the_unit_it_was_made_from() -> None:
    for pair in pairs():
        if pair.kind == "reworded":
            assert pair.said is not None
            assert pair.units[pair.said] in MILL.units


def test_what_is_wrong_stands_in_the_claim() -> None:
    known = [pair for pair in pairs() if pair.wrong]

    assert known
    for pair in known:
        assert not pair.supports
        assert pair.wrong is not None
        assert pair.claim[slice(*pair.wrong)].strip()


def test_a_claim_from_elsewhere_has_evidence_that_does_not_tell_it() -> None:
    for pair in pairs():
        if pair.kind == "elsewhere":
            assert not pair.supports
            assert len(pair.units) < len(MILL.units)


def test_some_evidence_says_the_false_thing_so_that_looks_do_not_tell() -> None:
    told = [pair for pair in pairs() if pair.kind == "false, and told"]

    assert told
    assert all(pair.supports for pair in told)
    assert all(set(pair.units) - set(MILL.units) for pair in told)


def test_the_seed_gives_the_same_pairs() -> None:
    assert list(ruled([MILL], Random(3))) == list(ruled([MILL], Random(3)))
