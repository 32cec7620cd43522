import pytest

from assistant.parts import asked_in, parts_of


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "How much does a licence cost and who sells it?",
            ("How much does a licence cost?", "Who sells a licence?"),
        ),
        (
            "What is rye? How long does it keep?",
            ("What is rye?", "How long does rye keep?"),
        ),
        (
            "How do I get a permit, how long does it take, and what papers do I need?",
            (
                "How do I get a permit?",
                "How long does it take to get a permit?",
                "What papers do I need to get a permit?",
            ),
        ),
        (
            "1. What is rye? 2. What is spelt?",
            ("What is rye?", "What is spelt?"),
        ),
        (
            "In winter, who feeds the starter and where is it kept?",
            ("In winter, who feeds the starter?", "In winter, where is the starter kept?"),
        ),
        (
            "what does 'too wet and sticky. Stop.' mean and how can i fix it",
            (
                "What does 'too wet and sticky. Stop.' mean?",
                "How can i fix 'too wet and sticky. Stop.'?",
            ),
        ),
    ],
    ids=["pronoun", "sentences", "task", "numbered", "words before", "quotation"],
)
def test_several_questions_become_parts_that_stand_alone(
    message: str, parts: tuple[str, ...]
) -> None:
    assert parts_of(message) == parts


@pytest.mark.parametrize(
    "message",
    [
        "What is the relation between light and time?",
        "Is rye flour cheap and dark?",
        "What would be the use of knowing how bees live and how they fly?",
        "Between Bonn and what other city does the train run?",
        "When and where was Marie Curie born?",
        "Is the data safe? How do I know?",
        "Can I give it back, and how?",
        "If I leave and come back, what happens?",
        "What is the role of the ECB and WHO offices in it?",
        "How old was he when he died? Where is he buried?",
        "Is the flour fresh? What about the yeast?",
        "My oven is broken. What can I do?",
        "rye spelt wheat and barley",
        "",
        "?",
    ],
)
def test_one_question_stays_as_it_is(message: str) -> None:
    assert parts_of(message) == (message,)


def test_what_was_told_before_the_questions_stands_before_each_part() -> None:
    parts = parts_of("I bake on Sundays. How do I feed a starter and how often is it fed?")

    assert parts == (
        "I bake on Sundays. How do I feed a starter?",
        "I bake on Sundays. How often is a starter fed?",
    )
    assert asked_in(parts[1]) == "How often is a starter fed?"


def test_a_question_asked_twice_is_one() -> None:
    assert parts_of("what is rye?what is rye?") == ("what is rye?what is rye?",)


def test_no_content_word_gets_lost() -> None:
    message = "What is rye flour? I mean the dark one. Who mills it and where? Also what is bran?"

    parts = " ".join(parts_of(message)).lower()

    assert len(parts_of(message)) > 1
    assert all(word in parts for word in ("rye", "flour", "dark", "mills", "where", "bran"))


def test_a_very_long_message_is_left_alone() -> None:
    message = "What is rye and who mills it? " * 200

    assert parts_of(message) == (message,)
