import pytest

from assistant.grounding import Missing, lacks

ABOVE = "Ovens and stoves > Cooking"


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Stoves need an hour to warm up.", "Ovens need an hour to warm up."),
        ("A stove is heated with wood.", "The oven is heated with wood."),
    ],
)
def test_what_is_told_of_one_topic_is_not_said_of_another(claim: str, quote: str) -> None:
    assert Missing.NAME in {one.kind for one in lacks(claim, quote, quote, ABOVE)}


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Ovens need an hour to warm up.", "They need an hour to warm up."),
        ("Ovens need an hour, stoves less.", "Ovens need an hour, stoves less."),
        ("Ovens need an hour, unlike stoves.", "Ovens need an hour."),
        ("It takes an hour.", "Ovens need an hour to warm up."),
    ],
)
def test_a_topic_that_is_left_out_may_be_named(claim: str, quote: str) -> None:
    assert Missing.NAME not in {one.kind for one in lacks(claim, quote, quote, ABOVE)}
