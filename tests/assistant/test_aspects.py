import pytest

from assistant.evidence.asked import asked_for, cue
from assistant.evidence.aspects import aspects


@pytest.mark.parametrize(
    ("question", "evidence"),
    [
        ("What makes baking hard?", "A common challenge is a cold kitchen."),
        ("Is it cheap?", "The price of flour has risen."),
        ("Can I mix both methods?", "The two can be used together."),
    ],
)
def test_words_of_one_aspect_meet(question: str, evidence: str) -> None:
    assert aspects(question) & aspects(evidence)


def test_a_text_may_have_no_aspect() -> None:
    assert aspects("Zebras graze.") == frozenset()


@pytest.mark.parametrize(
    ("question", "evidence", "expected"),
    [
        ("Why does it rise?", "It rises because yeast makes gas.", 1.0),
        ("Why does it rise?", "It rises.", -1.0),
        ("When should I knead?", "Kneading is ideal for firm doughs.", 1.0),
        ("Is it sour?", "It is sour.", 0.0),
    ],
)
def test_a_text_may_give_itself_away(question: str, evidence: str, expected: float) -> None:
    assert cue(asked_for(question), evidence) == expected
