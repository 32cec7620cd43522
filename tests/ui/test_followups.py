from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from ui.web.followups import followups

SOUR = "Why does my sourdough bread taste sour?"
STARTER = "What is a sourdough starter?"


@pytest.fixture(scope="module")
def assistant(bread_index: Path) -> Iterator[Assistant]:
    with Assistant.open(bread_index) as opened:
        yield opened


def test_a_question_of_the_documents_that_was_not_asked_is_offered(assistant: Assistant) -> None:
    offered = followups(assistant, assistant.ask(STARTER), [STARTER])

    assert offered
    assert STARTER not in offered
    assert all(isinstance(assistant.ask(question), Answer) for question in offered)


def test_what_was_asked_before_in_other_words_is_not_offered(assistant: Assistant) -> None:
    asked = [STARTER, "Why is it that sourdough bread tastes sour?"]

    assert SOUR not in followups(assistant, assistant.ask(STARTER), asked)


def test_an_abstention_is_followed_by_what_the_documents_do_answer(assistant: Assistant) -> None:
    unanswerable = "Who won the football world cup in 1990?"

    assert SOUR in followups(assistant, assistant.ask(unanswerable), [unanswerable])


def test_only_the_documents_in_use_are_drawn_from(assistant: Assistant) -> None:
    reply = assistant.ask(STARTER)

    assert not followups(assistant, reply, [STARTER], documents=["flour.md"])


def test_a_greeting_is_followed_by_nothing(assistant: Assistant) -> None:
    assert not followups(assistant, assistant.ask("hello"), ["hello"])
