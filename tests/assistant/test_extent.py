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
    ids=["number", "person", "how-to", "reason on top", "steps to a number"],
)
def test_an_answer_goes_as_far_as_its_question_asks(shorter: str, longer: str) -> None:
    assert extent_of(shorter).sentences < extent_of(longer).sentences
    assert extent_of(shorter).beside > extent_of(longer).beside


@pytest.mark.parametrize("question", ["How many loaves?", "What is rye?", "How do I bake?"])
def test_what_stands_farther_away_has_to_be_better(question: str) -> None:
    extent = extent_of(question)

    assert extent.beside <= extent.section < extent.elsewhere
