import math

import pytest

from assistant.disagreeing.quantities import exclude, quantities


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5 million litres", 5e6, 5e6),
        ("5,000,000 litres", 5e6, 5e6),
        ("$6.04 billion", 6.04e9, 6.04e9),
        ("twenty-five people", 25, 25),
        ("between 5 and 10 eggs", 5, 10),
        ("5-10% of them", 5, 10),
        ("more than 10 eggs", 10, math.inf),
        ("100+ pages", 100, math.inf),
        ("up to 20 kg", 0, 20),
        ("about 100 eggs", 80, 125),
        ("two weeks", 14, 14),
        ("one and a half days", 1.5, 1.5),
        ("a few hundred examples", 200, 999),
        ("hundreds of thousands of rows", 2e5, 999_999),
    ],
)
def test_a_quantity_is_the_range_it_may_lie_in(text: str, low: float, high: float) -> None:
    (found,) = quantities(text)

    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("10,000 examples", "a few hundred examples", True),
        ("5 million litres", "5,000,000 litres", False),
        ("more than 10 eggs", "12 eggs", False),
        ("at most 10 eggs", "12 eggs", True),
        ("5 to 10 eggs", "7 eggs", False),
        ("5 to 10 eggs", "12 to 15 eggs", True),
        ("14 days", "two weeks", False),
        ("90 minutes", "one and a half hours", False),
        ("10 days", "14 days", True),
        ("512 pages", "500 pages", False),
        ("540 pages", "500 pages", True),
        ("$1.65 billion", "$1.7 billion", False),
        ("$5.37 billion", "$5 billion", False),
        ("$1.65 billion", "$10.65 billion", True),
        ("40 percent", "65%", True),
        ("40 percent", "40 euros", False),
        ("six bells", "eight doors", False),
        ("the 46th president", "46 presidents", False),
    ],
)
def test_quantities_exclude_each_other_where_they_count_the_same(
    one: str, other: str, expected: bool
) -> None:
    (first,), (second,) = quantities(one), quantities(other)

    assert exclude(first, second) is expected
    assert exclude(second, first) is expected


def test_numbers_told_in_other_words_have_to_lie_apart() -> None:
    (first,), (second,) = quantities("1,021 sheep"), quantities("1,015 sheep")

    assert exclude(first, second)
    assert not exclude(first, second, apart=1.1)
