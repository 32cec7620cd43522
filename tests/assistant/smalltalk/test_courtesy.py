from time import perf_counter

import pytest

from assistant.smalltalk import stripped
from assistant.smalltalk.courtesy import courtesy


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Hi there, what does rye cost?", "what does rye cost?"),
        ("hello I need flour", "I need flour"),
        ("Good morning! How are you? Who mills rye?", "Who mills rye?"),
        ("Thanks - and how long does it take?", "and how long does it take?"),
        ("Great. Is rye dear?", "Is rye dear?"),
        ("Is rye dear, please?", "Is rye dear?"),
        ("Is rye dear? Thank you in advance!", "Is rye dear?"),
    ],
)
def test_courtesies_around_a_question_are_left_out(message: str, question: str) -> None:
    assert stripped(message) == question


@pytest.mark.parametrize(
    "question",
    [
        "Hey Jude meaning",
        "Hello Kitty history",
        "Hello, Dolly! who wrote it",
        "Good Morning Vietnam director",
        "Thank You for Smoking plot",
        "how do you say thank you in Japanese?",
        "Yes, I am a veteran",
        "nice weather, good or bad?",
        "fine-tuning, what is it?",
        "thanks",
        "",
    ],
)
def test_names_and_answers_are_kept(question: str) -> None:
    assert stripped(question) == question


def test_a_message_of_courtesies_alone_is_named_by_the_last_word_on_it() -> None:
    assert courtesy("Hello, thanks, bye!") == "goodbye"
    assert courtesy("ok great, thank you") == "thanks"
    assert courtesy("well hello there") == "greeting"
    assert courtesy("hello rye") is None


@pytest.mark.parametrize(
    "message", ["ok " * 5000 + "x", "hello. " * 5000, "what, thanks " * 5000, "very " * 9000]
)
def test_a_hostile_message_is_looked_at_quickly(message: str) -> None:
    started = perf_counter()

    stripped(message)
    courtesy(message)

    assert perf_counter() - started < 5
