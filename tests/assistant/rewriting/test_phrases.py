import pytest

from assistant import Turn
from assistant.rewriting.phrases import phrases, substance


def said(question: str, answer: str = "") -> list[str]:
    return [one.text for one in phrases([Turn(question, answer)])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("How do I update the machine learning models?", ["machine learning models"]),
        ("How do I become a real estate agent?", ["real estate agent"]),
        ("Does it reach VA Health Care in California?", ["VA Health Care", "California"]),
        ("How does version 6.15.0 differ from 6.14.0?", ["version 6.15.0", "6.14.0"]),
        ("How do I feed a sourdough starter?", ["sourdough starter"]),
        ("Tell me more, please", []),
    ],
)
def test_phrases_are_what_a_text_speaks_of(text: str, found: list[str]) -> None:
    assert said(text) == found


def test_a_phrase_is_kept_as_it_was_said_last() -> None:
    turns = [Turn("What is RYE BREAD?"), Turn("Is rye bread good?", "Rye bread is dark.")]

    rye = next(one for one in phrases(turns) if one.stems == ("rye", "bread"))

    assert (rye.text, rye.turn, rye.is_asked) == ("rye bread", 0, True)
    assert (rye.asked, rye.answered) == ((0, 1), (0,))


@pytest.mark.parametrize(
    ("question", "is_name"),
    [("Bread is old", False), ("FHA is old", True), ("Is Bread old?", True)],
)
def test_a_capital_at_the_start_of_a_sentence_makes_no_name(question: str, is_name: bool) -> None:
    assert phrases([Turn(question)])[0].is_name is is_name


@pytest.mark.parametrize(
    "answer",
    [
        "I do not know.",
        "The documents do not say.",
        "Sorry, but I do not have that information.",
        "I'm sorry, no answer was found.",
    ],
)
def test_an_answer_without_substance_says_nothing(answer: str) -> None:
    assert substance(answer) == ""


def test_an_answer_that_says_no_has_substance() -> None:
    assert substance("No, rye bread needs no sugar [1].") == "No, rye bread needs no sugar ."
