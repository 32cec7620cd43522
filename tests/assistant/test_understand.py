from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Reason, Turn, Understood
from assistant.parts import MOST_PARTS
from assistant.understand import asked_parts, checked, understood
from corpus import Generation, Index, QuestionError, light_encoder

FEEDING = Turn("How do I feed a sourdough starter?", "Feed it flour and water every day. [1]")
ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=()), max_size=60)
WORDS = st.lists(
    st.sampled_from("what about it they this dough and ? why how of rye (it) is one's".split())
    | ANY_TEXT,
    max_size=8,
).map(" ".join)


@pytest.fixture(scope="module")
def generation(bread_index: Path) -> Iterator[Generation]:
    with Index.open(bread_index) as index:
        yield index.current()


def meant(generation: Generation, message: str, *history: Turn) -> Understood:
    return understood(message, history, generation, light_encoder(), None)


def test_a_message_is_taken_without_what_cannot_be_seen() -> None:
    assert checked(" what\0is\u200b rye\ud800? ", 12) == "what is rye?"


@pytest.mark.parametrize("message", ["", " \n", "\0", "\u200b\u2066", "\ud800", "\ufeff\u202e"])
def test_a_message_in_which_nothing_can_be_seen_is_an_error(message: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        checked(message, 2000)


def test_a_message_is_too_long_by_what_can_be_seen_of_it() -> None:
    assert len(checked("x" * 2000 + "\u200b" * 100, 2000)) == 2000
    with pytest.raises(QuestionError, match=r"2,001 characters and 2,000 are allowed"):
        checked("x" * 2001, 2000)


def test_a_plain_question_is_left_as_it_is(generation: Generation) -> None:
    question = "Why does my sourdough bread taste sour?"

    assert meant(generation, question) == Understood(question, question)


def test_small_talk_is_answered_with_what_holds_of_these_documents(
    generation: Generation,
) -> None:
    found = meant(generation, "Which documents do you know?")

    assert found.reason is Reason.NOT_A_QUESTION
    assert "“The Sourdough Book”" in found.text
    assert found.standalone == found.question


def test_small_talk_speaks_of_the_documents_asked_alone(generation: Generation) -> None:
    found = understood("Hello", (), generation, light_encoder(), ["flour.md"])

    assert "“Kinds of flour”" in found.text
    assert "Sourdough" not in found.text


def test_words_around_a_question_are_left_out(generation: Generation) -> None:
    found = meant(generation, "Hello, according to the documents, how is rye milled?")

    assert found.standalone == "how is rye milled?"
    assert not found.is_rewritten


def test_a_follow_up_carries_over_what_it_leans_on(generation: Generation) -> None:
    found = meant(generation, "Can it be frozen?", FEEDING)

    assert found.standalone.startswith("Can the sourdough starter be frozen")
    assert found.is_rewritten
    assert found.carried[0] == "sourdough starter"
    assert found.beside == f"{FEEDING.question} Can it be frozen?"


def test_a_question_that_stands_alone_carries_nothing_over(generation: Generation) -> None:
    question = "How hot should an oven for white bread rolls be?"

    found = meant(generation, question, FEEDING)

    assert (found.standalone, found.carried) == (question, ())


def test_what_cannot_be_understood_is_asked_back(generation: Generation) -> None:
    found = meant(generation, "Can it be frozen?")

    assert found.reason is Reason.NEEDS_CONTEXT
    assert found.text == 'What does "it" stand for?'
    assert asked_parts(found) == ("Can it be frozen?",)


def test_thanks_and_greetings_are_no_context(generation: Generation) -> None:
    greeting = Turn("Hello!", "Hello. I answer questions from 3 documents.")
    thanks = Turn("Thanks", "You are welcome.")

    alone = meant(generation, "Can it be frozen?", greeting)
    between = meant(generation, "Can it be frozen?", FEEDING, thanks)

    assert alone.reason is Reason.NEEDS_CONTEXT
    assert "sourdough starter" in between.standalone


def test_earlier_turns_are_read_as_clean_as_the_message(generation: Generation) -> None:
    hidden = Turn("How do I feed a sour\u200bdough starter\ud800?", "Feed\0it. [1]")

    assert "sourdough starter" in meant(generation, "Can it be frozen?", hidden).standalone


def test_only_the_latest_turns_are_looked_at(generation: Generation) -> None:
    others = [Turn("Hello!", "Hello.")] * 20

    assert meant(generation, "Can it be frozen?", FEEDING, *others[1:]).is_rewritten
    assert not meant(generation, "Can it be frozen?", FEEDING, *others).is_rewritten


def test_the_questions_of_a_message_are_told_apart(generation: Generation) -> None:
    found = meant(generation, "How is rye milled? Who sells spelt?")

    assert found.parts == ("How is rye milled?", "Who sells spelt?")
    assert asked_parts(found) == (found.standalone, *found.parts)


def test_of_many_questions_the_first_few_are_looked_into(generation: Generation) -> None:
    names = ["rye", "spelt", "wheat", "oats", "barley", "millet", "rice"]

    found = meant(generation, " ".join(f"Who mills the {name} here?" for name in names))

    assert len(found.parts) == 7
    assert len(asked_parts(found)) == 1 + MOST_PARTS


@settings(max_examples=100, deadline=None)
@given(message=WORDS, earlier=st.lists(st.tuples(WORDS, ANY_TEXT), max_size=3))
def test_whatever_is_said_is_understood_somehow(
    generation: Generation, message: str, earlier: list[tuple[str, str]]
) -> None:
    try:
        taken = checked(message, 2000)
    except QuestionError:
        return

    found = meant(generation, taken, *(Turn(question, said) for question, said in earlier))

    assert found.question == taken
    assert found.standalone
    assert (found.reason is None) == (found.text == "")
    assert found.standalone.encode()
