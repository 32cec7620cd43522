import pytest

from assistant.disagreeing.agents import agents
from tests.assistant.disagreeing.said import statement


@pytest.mark.parametrize(
    ("question", "one", "other", "expected"),
    [
        (
            "Who painted the ceiling?",
            "The ceiling was painted in a year by Anna Weir.",
            "In his last year Piet Mol painted the ceiling.",
            ("Anna Weir", "Piet Mol"),
        ),
        (
            "Who directed the film?",
            "Ida Holm, who directed the film, lives in Aldern.",
            "The film was written, produced and directed by Karl Benning.",
            ("Ida Holm", "Karl Benning"),
        ),
    ],
)
def test_who_it_is_is_read_from_both_sides_of_the_verb(
    question: str, one: str, other: str, expected: tuple[str, str]
) -> None:
    assert agents(question, statement(one), statement(other)) == expected


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Who painted it?", "Anna Weir painted it.", "Piet Mol and Anna Weir painted it."),
        ("Who painted it?", "Anna Weir painted it.", "A. Weir painted it."),
        ("Who painted it?", "Anna Weir painted it.", "Anna Weir sold it to Piet Mol."),
        ("Who runs it?", "Ida Holm runs it.", "Karl Benning runs it until May."),
        ("What did Anna Weir paint?", "Anna Weir painted it.", "Piet Mol painted it."),
    ],
    ids=["together", "initials", "another verb", "another time", "not who"],
)
def test_others_who_have_a_part_are_let_be(question: str, one: str, other: str) -> None:
    assert agents(question, statement(one), statement(other)) is None
