import pytest

from assistant.disagreeing.names import exclude, is_name, stands_as_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Emma Stone", True),
        ("The Shape of Water", True),
        ("Niels B. Christiansen", True),
        ("Chloé Zhao", True),
        ("Karl Benning in his youth", False),
        ("wooden spoon", False),
        ("March", False),
        ("Yes", False),
    ],
)
def test_a_name_has_capitals(text: str, expected: bool) -> None:
    assert is_name(text) is expected


@pytest.mark.parametrize(
    ("one", "other", "texts", "expected"),
    [
        ("Ida Holm", "Karl Benning", "", True),
        ("James Cameron", "Cameron", "", False),
        ("Bill Gates", "William Gates", "", False),
        ("World Health Organization", "WHO", "", False),
        ("Meta", "Facebook", "Meta, formerly known as Facebook, is a company.", False),
        ("Meta", "Facebook", "Meta and Facebook met.", True),
        ("Saint Ann", "St. Ann", "", False),
    ],
)
def test_two_names_of_the_same_do_not_exclude_each_other(
    one: str, other: str, texts: str, expected: bool
) -> None:
    assert exclude(one, other, texts) is expected
    assert exclude(other, one, texts) is expected


def test_a_first_word_is_a_name_if_it_has_its_capital_elsewhere() -> None:
    assert stands_as_name("Alexa", "Alexa wakes. Ask Amazon Alexa.")
    assert not stands_as_name("Bread", "Bread rises. Eat bread.")
