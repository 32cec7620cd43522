import pytest

from assistant.parts.clauses import asks, clauses, tells


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("What is rye and how is it milled?", ("What is rye", "how is it milled?")),
        ("Who won and what was the score?", ("Who won", "what was the score?")),
        ("Is it dear and does it keep?", ("Is it dear", "does it keep?")),
        ("What is rye; who mills it?", ("What is rye", "who mills it?")),
        ("What is rye, how is it milled?", ("What is rye", "how is it milled?")),
        ("Tell me about rye and explain bran", ("Tell me about rye", "explain bran")),
    ],
)
def test_a_sentence_is_cut_where_the_next_question_begins(
    sentence: str, found: tuple[str, ...]
) -> None:
    assert clauses(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "What has four legs and can fly?",
        "How does it grow and spread?",
        "What is known of bees and how they fly?",
        "What is the difference between what is dear and what is cheap?",
        "The Rhine and what other river meet?",
        "What did the ECB and WHO offices ask for?",
        "If it rains and is cold, what do I do?",
    ],
)
def test_a_sentence_with_one_question_is_not_cut(sentence: str) -> None:
    assert clauses(sentence) == (sentence,)


def test_orders_are_told_from_questions() -> None:
    assert tells("explain how it works")
    assert not tells("how does it work")
    assert asks("explain how it works")
    assert not asks("the oven is broken")
    assert not asks("what if it breaks")
