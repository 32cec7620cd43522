from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.training.example import Example, cut, unanswered, units_of, with_answer, with_evidence
from tests.evals.training.made import BEES, example

LONGEST_WORDS = 120


def test_a_label_too_many_is_refused() -> None:
    with pytest.raises(ValueError, match="4 units with 1 labels"):
        example(says=(1.0,))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("Bees dance. They hum.", ("Bees dance.", "They hum."), id="sentences"),
        pytest.param("Dr. Owl keeps bees. We do not.", 2, id="abbreviation"),
        pytest.param("- smoke\n* a veil\n2) gloves", ("smoke", "a veil", "gloves"), id="list"),
        pytest.param("Bring these:\n\n1. smoke", ("Bring these:", "smoke"), id="lead and list"),
        pytest.param("Bees \t dance.", ("Bees dance.",), id="white space"),
        pytest.param("1998. was dry", 1, id="a year is no item"),
        pytest.param(" \n", (), id="empty"),
    ],
)
def test_units_are_sentences_and_items(text: str, units: tuple[str, ...] | int) -> None:
    found = units_of(text)

    assert found == units or len(found) == units


def test_nothing_in_a_passage_that_does_not_answer_says_so() -> None:
    found = unanswered("bees", "Who sells hives?", "Bees", BEES)

    assert not found.answers
    assert found.says == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        pytest.param([BEES[2]], (0.0, 0.0, 1.0, 0.0), id="a unit"),
        pytest.param(["in summer, a WORKER lives"], (0.0, 0.0, 1.0, 0.0), id="part of a unit"),
        pytest.param([f"{BEES[0]} {BEES[1]}"], (1.0, 1.0, 0.0, 0.0), id="two units in one"),
        pytest.param([BEES[0], BEES[3]], (1.0, 0.0, 0.0, 1.0), id="two"),
        pytest.param(["Wasps bite."], (0.0, 0.0, 0.0, 0.0), id="none"),
        pytest.param(["..."], (0.0, 0.0, 0.0, 0.0), id="no words"),
    ],
)
def test_units_that_are_evidence_say_the_answer(
    evidence: list[str], says: tuple[float, ...]
) -> None:
    assert with_evidence(example(), evidence).says == says


def told(found: Example) -> str | None:
    """The words that are marked as the answer."""
    if found.words is None:
        return None
    unit, start, end = found.words
    return found.units[unit][start:end]


def test_the_only_unit_with_the_answer_says_it() -> None:
    found = with_answer(example(), ["six weeks"])

    assert found.says == (0.0, 0.0, 1.0, 0.0)
    assert told(found) == "six weeks"


def test_of_several_units_with_the_answer_the_one_most_like_the_question_says_it() -> None:
    found = with_answer(example("How many eggs a day lays the queen?"), ["thousand", "THOUSAND."])

    assert found.says == (None, 1.0, 0.0, 0.0)
    assert told(found) == "thousand"


def test_an_answer_is_sought_as_whole_words() -> None:
    found = with_answer(example(units=("Sixteen hives hum.", "Six of them are blue.")), ["six"])

    assert found.says == (0.0, 1.0)
    assert found.words == (1, 0, 3)


def test_the_answer_that_stands_in_fewest_units_tells_where() -> None:
    found = with_answer(example(), ["summer", "six weeks in summer", "six weeks"])

    assert found.says == (0.0, 0.0, 1.0, None)
    assert told(found) == "six weeks"


def test_an_answer_that_is_nowhere_changes_nothing() -> None:
    assert with_answer(example(), ["a year", " "]) == example()


def test_where_the_evidence_is_known_the_answer_is_there() -> None:
    known = with_evidence(example("How long in summer do they live?"), [BEES[2]])

    found = with_answer(known, ["weeks"])

    assert found.says == (0.0, 0.0, 1.0, None)
    assert found.words is not None
    assert found.words[0] == 2


def test_a_short_passage_is_not_cut() -> None:
    assert cut(example(), Random(0)) == example()


@st.composite
def long_examples(draw: st.DrawFn) -> Example:
    lengths = draw(st.lists(st.integers(1, 70) | st.just(150), min_size=2, max_size=12))
    units = tuple(" ".join(f"u{n}w{i}" for i in range(size)) for n, size in enumerate(lengths))
    labels = st.sampled_from([0.0, 0.0, 0.0, None, 1.0])
    says = tuple(draw(labels) for _ in units)
    place = draw(st.integers(0, len(units) - 1))
    return replace(example(units=units, says=says), words=(place, 0, 2))


@given(long_examples(), st.integers())
def test_what_is_cut_keeps_its_evidence_and_its_labels(whole: Example, seed: int) -> None:
    found = cut(whole, Random(seed))

    start = whole.units.index(found.units[0])
    end = start + len(found.units)
    said = [n for n, one in enumerate(whole.says) if one == 1.0]
    assert (found.units, found.says) == (whole.units[start:end], whole.says[start:end])
    assert count(found.units) <= LONGEST_WORDS or len(found.units) == 1
    assert not said or start <= said[0] < end
    if said and count(whole.units[said[0] : said[-1] + 1]) <= LONGEST_WORDS:
        assert said[-1] < end
    assert told(found) in (told(whole), None)
    assert (found.words is not None) == (start <= (whole.words or (-1,))[0] < end)


def count(units: tuple[str, ...]) -> int:
    return sum(len(unit.split()) for unit in units)
