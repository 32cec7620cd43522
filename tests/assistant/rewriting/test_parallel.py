import pytest

from assistant.rewriting import Known
from assistant.rewriting.dependence import dependence
from assistant.rewriting.parallel import asked_of_another

KINDS = {frozenset({"wheat", "rye"}), frozenset({"small mill", "bakeries"})}


def _alike(one: str, other: str) -> float:
    return 0.9 if frozenset({one.lower(), other.lower()}) in KINDS else 0.1


KNOWN = Known(alike=_alike)


def asked(previous: str, question: str, *sections: str, known: Known = KNOWN) -> str:
    return asked_of_another(previous, dependence(question), sections, known)


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("Who sells wheat here?", "And rye?", "Who sells rye here?"),
        ("What is the price of wheat?", "What about rye?", "What is the price of rye?"),
        ("Who owns the small mill?", "And the bakeries?", "Who owns the bakeries?"),
    ],
)
def test_the_same_is_asked_of_what_is_of_one_kind(previous: str, question: str, whole: str) -> None:
    assert asked(previous, question) == whole


@pytest.mark.parametrize(
    ("previous", "question"),
    [
        ("Who sells wheat?", "And cost?"),
        ("Who sells wheat?", "Rye?"),
        ("Who sells wheat?", "And is rye?"),
        ("Who sells rye?", "And rye?"),
        ("Who sells wheat " + "and again " * 15 + "?", "And rye?"),
        ("", "And rye?"),
    ],
    ids=["another kind", "does not go on", "says more", "the same", "too long", "nothing before"],
)
def test_nothing_is_asked_of_anything_else(previous: str, question: str) -> None:
    assert asked(previous, question) == ""


@pytest.mark.parametrize(
    "section",
    ["Mills vs Bakeries", "Mills or bakeries?", "The Difference between Mills and Bakeries"],
)
def test_what_a_heading_sets_side_by_side_is_of_one_kind(section: str) -> None:
    assert asked("How old are mills?", "And bakeries?", "Trade", section) == "How old are bakeries?"
    assert asked("How old are mills?", "And bakeries?", "Mills") == ""


def test_an_index_tells_what_is_of_one_kind() -> None:
    assert asked("Who sells wheat?", "And rye?", known=Known()) == ""
