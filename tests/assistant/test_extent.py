import pytest

from assistant.extent import extent_of


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        ("How long does a loaf rest?", "What is a starter?"),
        ("Who invented the oven?", "When should I use rye?"),
        ("What is a starter?", "How do I feed a starter?"),
        ("What is a starter?", "What is a starter and why is it fed?"),
        ("How long does a loaf rest?", "How do I see how long a loaf rests?"),
    ],
    ids=["number", "person", "how-to", "two things", "steps to a number"],
)
def test_an_answer_goes_as_far_as_its_question_asks(shorter: str, longer: str) -> None:
    short, long = extent_of(shorter, 0.9), extent_of(longer, 0.9)

    assert short.beside > long.beside
    assert short.section > long.section
    assert short.elsewhere > long.elsewhere


@pytest.mark.parametrize("question", ["How many loaves?", "What is rye?", "How do I bake?"])
def test_what_stands_farther_away_has_to_be_better(question: str) -> None:
    extent = extent_of(question, 0.9)

    assert extent.beside <= extent.section < extent.elsewhere


@pytest.mark.parametrize("question", ["How many loaves?", "What is rye?", "How do I bake?"])
def test_nowhere_is_an_unsure_answer_shorter_than_a_sure_one(question: str) -> None:
    unsure, sure = extent_of(question, 0.2), extent_of(question, 0.9)

    assert unsure.beside <= sure.beside
    assert unsure.section <= sure.section
    assert unsure.elsewhere < sure.elsewhere
