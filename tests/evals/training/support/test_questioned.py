from random import Random

import pytest

from evals.training.support.pair import Pair
from evals.training.support.questioned import _asked, _yes_no

RECORD = {
    "question": "Who built the mill?",
    "answers": ["Ann Berg"],
    "context": "There stood the mill that Ann Berg built. There Karl Holm painted. It is old.",
    "answerable": True,
    "title": "Old_Mill",
}
KNOWN = frozenset("built building".split())


def asked(record: dict[str, object]) -> list[Pair]:
    return [pair for seed in range(20) for pair in _asked("qed", record, KNOWN, Random(seed))]


def test_the_true_answer_is_supported_and_another_of_its_kind_is_not() -> None:
    found = asked(RECORD)

    true = {pair.claim for pair in found if pair.kind == "answered"}
    false = {pair.claim for pair in found if pair.kind == "other answer"}
    assert true == {"Ann Berg built the mill."}
    assert false == {"Karl Holm built the mill."}


def test_the_answers_own_sentence_is_among_the_evidence_and_elsewhere_it_is_not() -> None:
    for pair in asked(RECORD):
        told = any("Ann Berg" in unit for unit in pair.units)
        if pair.kind == "answered":
            assert pair.said is not None
            assert "Ann Berg" in pair.units[pair.said]
        elif pair.kind == "answer elsewhere":
            assert not told
        assert (pair.above, pair.document) == ("Old Mill", "Old_Mill")


@pytest.mark.parametrize(
    "change",
    [{"answerable": False}, {"answers": ["Rome"]}, {"question": "Why?"}],
    ids=["not answered", "answer not told", "no statement"],
)
def test_a_record_that_gives_no_statement_gives_no_pair(change: dict[str, object]) -> None:
    assert asked({**RECORD, **change}) == []


def test_of_yes_and_no_one_is_supported() -> None:
    record = {**RECORD, "question": "is the mill an old building", "answers": ["yes"]}

    found = {pair.claim: pair.supports for pair in _yes_no("boolq", record, KNOWN, Random(0))}

    assert found == {
        "The mill is an old building.": True,
        "The mill is not an old building.": False,
    }
