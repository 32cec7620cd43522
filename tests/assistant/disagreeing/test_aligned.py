import pytest

from assistant.disagreeing.aligned import Told, difference


@pytest.mark.parametrize(
    ("one", "other", "told", "values"),
    [
        (
            "The mill on the Ems was built in May 1742.",
            "The mill on the Ems was built in 1752.",
            Told.TIME,
            ("May 1742", "1752"),
        ),
        (
            "The mill on the Ems has 12 wheels.",
            "The mill on the Ems has ten wheels.",
            Told.NUMBER,
            ("12", "ten"),
        ),
        (
            "It is said that Ida Holm drew the plans of the mill.",
            "It is said that Karl Benning drew the plans of the mill.",
            Told.NAME,
            ("Ida Holm", "Karl Benning"),
        ),
        (
            "The best of the films was “The Shape of Water” by far.",
            "The best of the films was “Moonlight” by far.",
            Told.NAME,
            ("The Shape of Water", "Moonlight"),
        ),
        (
            "The water of the mill pond is safe to drink.",
            "The water of the mill pond is not safe to drink.",
            Told.POLE,
            ("is safe", "is not safe"),
        ),
        (
            "The miller can grind rye on Sundays.",
            "The miller can't grind rye on Sundays.",
            Told.POLE,
            ("can grind", "can't grind"),
        ),
        (
            "Grinding rye is a cheap way to make flour.",
            "Grinding rye is an expensive way to make flour.",
            Told.POLE,
            ("cheap", "expensive"),
        ),
    ],
)
def test_one_thing_told_differently_is_found(
    one: str, other: str, told: Told, values: tuple[str, str]
) -> None:
    found = difference(one, other)

    assert found is not None
    assert found.told is told
    assert (found.one.of(one), found.other.of(other)) == values


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The mill was built in 1742 by Ida Holm.", "The mill was built in 1752 by Karl Benning."),
        ("In 1950 the mill ground 40 sacks a day.", "In 1990 the mill ground 90 sacks a day."),
        ("The mill holds 5 million litres of oil.", "The mill holds 5,000,000 litres of oil."),
        ("The old mill stands by the river Ems.", "The new mill stands by the river Ems."),
        ("The mill was bought by the old miller.", "The mill was purchased by the old miller."),
        ("Bill Gates owns the mill by the river.", "William Gates owns the mill by the river."),
        ("Rye bread keeps for a week or more.", "Wheat bread keeps for a week or more."),
        ("The mill is old.", "The mill is not old."),
        ("A long story of a mill and a river.", "Millers sing of wind in the evening hours."),
        ("The mill on the Ems has 12 wheels.", "The mill on the Ems has 12 wheels."),
    ],
    ids=[
        "two values", "another year", "another form", "no value", "other word", "two first names",
        "no name", "too short", "nothing shared", "the same",
    ],
)  # fmt: skip
def test_what_differs_in_more_or_in_less_is_let_be(one: str, other: str) -> None:
    assert difference(one, other) is None
