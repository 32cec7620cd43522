import pytest

from evals.grounding.reworded import reworded


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("Speed: rye rises fast.", "Rye rises fast."),
        ("However, rye rises fast.", "Rye rises fast."),
        ("Rye, however, rises fast.", "Rye rises fast."),
        ("In 1846 rye rose.", "In 1846 rye rose."),
        ("In 1846, rye rose.", "Rye rose in 1846."),
        ("In 1846, however, rye rose.", "Rye rose in 1846."),
        ("If rye rises, bakers rest.", "Bakers rest if rye rises."),
        ("Bakers rest, because rye rises.", "Because rye rises, bakers rest."),
        ("Rye often rises at night; wheat rises by day too.", "Rye frequently rises at night."),
        ("It takes about 5 loaves.", "It takes approximately 5 loaves."),
        ("It is about bread.", "It is about bread."),
        ("Task-specific flour rises.", "Task-specific flour rises."),
        ("In spring, mills bought it.", "In spring, mills purchased it."),
        ("In spring, while mills rest.", "In spring, while mills rest."),
    ],
)  # fmt: skip
def test_a_sentence_is_said_in_other_words_that_say_the_same(sentence: str, other: str) -> None:
    assert reworded(sentence) == other
