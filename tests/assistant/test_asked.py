import pytest

from assistant.evidence.asked import Asked, asked_for, holds, specifics


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("How many eggs does a cake need?", Asked.NUMBER),
        ("What temperature value should I set?", Asked.NUMBER),
        ("When was the bakery founded?", Asked.TIME),
        ("Who invented the pretzel?", Asked.PERSON),
        ("What are the steps of baking?", Asked.LIST),
        ("challenges of sourdough", Asked.LIST),
        ("Rye versus wheat", Asked.COMPARISON),
        ("Can I freeze dough?", Asked.YES_NO),
        ("When should I knead?", Asked.CONDITION),
        ("Why does dough rise?", Asked.REASON),
        ("What is a poolish?", Asked.DEFINITION),
        ("For example?", Asked.EXAMPLE),
        ("Tell me about the oven of the house", Asked.OTHER),
        ("", Asked.OTHER),
    ],
)
def test_the_kind_of_answer_is_told_from_the_question(question: str, asked: Asked) -> None:
    assert asked_for(question) is asked


@pytest.mark.parametrize(
    ("question", "evidence", "has_it"),
    [
        ("How many eggs for 2 cakes?", "Take 2 cakes.", False),
        ("How many eggs for 2 cakes?", "Each takes three eggs.", True),
        ("When was it founded?", "It was founded in 1931.", True),
        ("Who invented it?", "It was invented by Maria Rossi.", True),
        ("Who invented it?", "It was invented long ago.", False),
        ("Why is it sour?", "Because of acid.", True),
    ],
)
def test_a_value_asked_for_must_be_new(question: str, evidence: str, has_it: bool) -> None:
    assert holds(asked_for(question), evidence, question) is has_it


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What did the 2021 study find?", {"2021"}),
        ("What does Dr. Maria Rossi say about LoRA?", {"dr", "maria", "rossi", "lora"}),
        ("What Is The Best Bread In Town?", set()),
        ("My dough is wet. What now?", set()),
    ],
)
def test_names_and_numbers_of_a_question_are_found(question: str, found: set[str]) -> None:
    assert specifics(question) == found
