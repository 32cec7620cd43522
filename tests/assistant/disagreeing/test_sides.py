from assistant.cite import Evidence
from assistant.disagreeing import Conflict, as_disagreements, with_sides
from assistant.types import Disagreement
from tests.assistant.disagreeing.said import evidence, reading

MILL = reading(
    "mill.md", "The mill was built in 1742. It burned down. Millers sing. Rye is ground."
)
TOWN = reading("town.md", "The mill was built in 1752.")
BUILT, BURNED, SING, RYE = (evidence(MILL, place) for place in range(4))
LATER = evidence(TOWN)
CONFLICT = Conflict((BUILT, LATER), ("1742", "1752"))


def weak(one: Evidence) -> Evidence:
    return Evidence(one.chunk, one.unit, 0.1)


def test_the_other_side_stands_next_to_the_one_chosen() -> None:
    assert with_sides([SING, BUILT, RYE], [CONFLICT], 4) == (SING, BUILT, LATER, RYE)


def test_both_sides_are_added_where_none_was_chosen() -> None:
    assert with_sides([SING], [CONFLICT], 4) == (SING, BUILT, LATER)


def test_what_is_least_sure_makes_room() -> None:
    assert with_sides([weak(SING), BUILT, RYE], [CONFLICT], 3) == (BUILT, LATER, RYE)


def test_what_the_next_sentence_leans_on_stays() -> None:
    chosen = [weak(BUILT), BURNED, SING]
    conflict = Conflict((BURNED, LATER), ("so", "not so"))

    assert with_sides(chosen, [conflict], 3) == (weak(BUILT), BURNED, LATER)


def test_a_faq_answer_stays_whole() -> None:
    asked = reading("faq.md", "By the river. Mind the wheel. Bring bread.", asked="Where is it?")
    answer = [evidence(asked, place) for place in range(3)]

    assert with_sides([*answer, weak(SING)], [CONFLICT], 4) == (*answer, BUILT, LATER)


def test_sides_stay_though_they_are_more_than_wanted() -> None:
    assert with_sides([BUILT], [CONFLICT], 1) == (BUILT, LATER)


def test_without_a_conflict_nothing_changes() -> None:
    assert with_sides([BUILT, SING], [], 1) == (BUILT, SING)


def test_a_disagreement_names_the_claims_of_its_sides() -> None:
    shown = with_sides([SING, BUILT, RYE], [CONFLICT], 4)

    assert as_disagreements([CONFLICT], shown) == (Disagreement((1, 2), ("1742", "1752")),)
