import pytest

from assistant import Turn
from assistant.rewriting.dependence import dependence
from assistant.rewriting.phrases import Phrase, phrases
from assistant.rewriting.standalone import continued, goes_on, with_topic


def topic(*questions: str) -> list[Phrase]:
    """The first phrase of each of these."""
    return [phrases([Turn(question)])[0] for question in questions]


def put_together(question: str, *questions: str) -> str:
    return with_topic(question, topic(*questions), dependence(question))


@pytest.mark.parametrize(
    ("question", "about", "standalone"),
    [
        ("Can it be frozen?", "What is a starter?", "Can the starter be frozen?"),
        ("It's dead?", "Who knows Bertha?", "Bertha is dead?"),
        ("Can it be frozen?", "What is rye?", "Can rye be frozen?"),
        ("Are they dark?", "What are loaves?", "Are loaves dark?"),
        ("What is its smell?", "What is a starter?", "What is the starter's smell?"),
        ("What is their smell?", "What are the loaves?", "What is the loaves' smell?"),
        ("When did he die?", "Who was Gustaf Dalen?", "When did Gustaf Dalen die?"),
        ("Does this loaf keep?", "What is a rye loaf?", "Does the rye loaf keep?"),
    ],
)
def test_a_phrase_takes_the_place_of_the_word_that_points(
    question: str, about: str, standalone: str
) -> None:
    assert put_together(question, about) == standalone


@pytest.mark.parametrize(
    ("question", "about", "standalone"),
    [
        ("Are they dark?", "What is a starter?", "Are they dark (starter)?"),
        ("When did he die?", "What is a starter?", "When did he die (starter)?"),
        ("Does this loaf keep?", "What is a starter?", "Does this loaf keep (starter)?"),
        ("What about cost", "What is a starter?", "What about cost (starter)"),
        ("Why is that so?!", "What is a starter?", "Why is that so (starter)?!"),
        ("How do I bake one?", "What is a starter?", "How do I bake one (starter)?"),
    ],
    ids=["number", "person", "kind", "no pointer", "statement", "one of many"],
)
def test_a_phrase_that_does_not_fit_in_stands_behind(
    question: str, about: str, standalone: str
) -> None:
    assert put_together(question, about) == standalone


def test_further_phrases_stand_behind_in_their_order() -> None:
    found = put_together("Can it be frozen?", "What is a starter?", "What is rye?", "What is salt?")

    assert found == "Can the starter be frozen (rye, salt)?"


def test_without_a_topic_a_question_stays_as_it_is() -> None:
    assert put_together("Can it be frozen?") == "Can it be frozen?"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("And for small teams?", True),
        ("but without salt?", True),
        ("Why?", True),
        ("How so?", True),
        ("For small teams?", False),
        ("And what does it cost?", False),
        ("And for how long is it baked?", False),
        ("And rye?", False),
        ("What is rye?", False),
        ("", False),
    ],
)
def test_a_question_goes_on_if_it_only_adds_to_the_one_before(
    question: str, expected: bool
) -> None:
    assert goes_on(dependence(question)) is expected


@pytest.mark.parametrize(
    ("previous", "question", "whole"),
    [
        ("How is rye baked?", "And without salt?", "How is rye baked without salt?"),
        ("How is rye baked with salt?", "And with yeast?", "How is rye baked with yeast?"),
        ("How is rye baked.", "but In Bavaria!", "How is rye baked in Bavaria?"),
        ("How is rye baked?", "why?", "How is rye baked? Why?"),
        ("Rye bread", "Why?", ""),
        ("How is rye " + "very " * 25 + "baked?", "Why?", ""),
    ],
    ids=["added", "replaced", "marks", "why", "no question", "too long"],
)
def test_the_question_before_takes_up_what_is_added(
    previous: str, question: str, whole: str
) -> None:
    assert continued(previous, dependence(question)) == whole
