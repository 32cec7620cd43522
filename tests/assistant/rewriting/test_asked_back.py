import pytest

from assistant import Turn
from assistant.rewriting import Known, rewrite
from assistant.rewriting.asked_back import completed, is_asked_back

ASKED_BACK = Turn("How often is it fed?", 'What does "it" stand for?')


@pytest.mark.parametrize(
    ("said", "standalone"),
    [
        ("The starter", "How often is the starter fed?"),
        ("my sourdough starter", "How often is the sourdough starter fed?"),
        ("Bertha", "How often is Bertha fed?"),
    ],
)
def test_what_is_named_completes_the_question_before(said: str, standalone: str) -> None:
    assert completed(said, [ASKED_BACK]) == standalone


@pytest.mark.parametrize(
    "said",
    [
        "How is rye milled?",
        "Do you know the starter?",
        "well, more of it",
        "the old starter in the white bowl on my kitchen counter",
        "?",
    ],
    ids=["a question", "another question", "nothing named", "too long", "no word"],
)
def test_what_is_no_reply_to_it_completes_nothing(said: str) -> None:
    assert completed(said, [ASKED_BACK]) == ""


def test_only_a_question_back_is_completed() -> None:
    answered = Turn("How often is a starter fed?", "Once a week. [1]")

    assert completed("Rye", []) == ""
    assert completed("Rye", [answered]) == ""
    assert completed("Rye", [ASKED_BACK, answered]) == ""


@pytest.mark.parametrize("question", ["How often is it fed?", "Why?", "Does this animal bite?"])
def test_every_question_back_is_known_as_one(question: str) -> None:
    missing = rewrite(question, (), Known()).missing

    assert missing
    assert is_asked_back(Turn(question, missing))
    assert not is_asked_back(Turn(question, "Once a week. [1]"))
    assert not is_asked_back(Turn(question))
