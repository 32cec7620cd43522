import pytest

from assistant import Turn
from assistant.rewriting import Known
from assistant.rewriting.dependence import dependence
from assistant.rewriting.leaning import leans, stray_pointer

STARTER = Turn("How do I feed a sourdough starter?", "Feed the starter flour every day [1].")
THANKS = Turn("Thanks!", "You are welcome.")


def is_leaning(question: str, *history: Turn, known: Known | None = None) -> bool:
    turns = history or (STARTER,)
    return leans(question, dependence(question), turns, known or Known())


@pytest.mark.parametrize(
    "question",
    [
        "Can it be frozen?",
        "And for small teams?",
        "What about rye?",
        "I meant the dark one",
        "Which is cheaper?",
        "What else?",
        "Does this mixture smell?",
        "Why?",
        "More examples?",
        "Is the starter dear?",
    ],
    ids=lambda question: question,
)
def test_a_question_with_a_sign_of_it_leans(question: str) -> None:
    assert is_leaning(question)


@pytest.mark.parametrize(
    "question",
    [
        "What does a Bavarian fishing licence for visitors cost?",
        "Who was Gustaf Dalen, the Swedish inventor of cookers?",
        "Is it hard to bake a light loaf of rye bread at home?",
        "How do cities such as Paris and London collect garbage?",
    ],
    ids=lambda question: question[:25],
)
def test_a_question_full_of_its_own_words_does_not(question: str) -> None:
    assert not is_leaning(question)


def test_what_was_just_spoken_of_makes_the_difference() -> None:
    question = "Who invented the starter for bakers?"

    assert is_leaning(question)
    assert not is_leaning(question, Turn("Who was Gustaf Dalen?", "An inventor."))


def test_rare_words_say_more_than_words_of_every_chunk() -> None:
    usual = Known(lambda _: 60, 60)
    rare = Known(lambda _: 1, 60)
    question = "Does the fishing licence also need a photo?"

    assert is_leaning(question, THANKS, known=usual)
    assert not is_leaning(question, THANKS, known=rare)


def test_what_is_named_as_if_it_were_known_is_stray_if_nothing_of_it_was_said() -> None:
    found = dependence("Who invented the secret sauce of this burger?")

    stray = stray_pointer(found, [STARTER])

    assert stray is not None
    assert stray.text == "this burger"


@pytest.mark.parametrize(
    "question",
    [
        "Who invented the secret starter of this burger?",
        "Who invented the secret sauce of this starter?",
        "Does this animal bite?",
        "Who invented its secret sauce for burgers?",
    ],
    ids=["another word was said", "its noun was said", "nothing else is named", "not by its kind"],
)
def test_what_belongs_to_the_conversation_is_not_stray(question: str) -> None:
    assert stray_pointer(dependence(question), [STARTER]) is None
