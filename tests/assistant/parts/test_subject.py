import pytest

from assistant.parts.subject import Subject, carried


@pytest.mark.parametrize(
    ("before", "question", "own"),
    [
        ("Who wrote Hamlet", "when was it written?", "when was Hamlet written?"),
        ("Who was Jim Thorpe", "what did he do?", "what did Jim Thorpe do?"),
        (
            "Who played Rosario",
            "is she still alive?",
            "is the one who played Rosario still alive?",
        ),
        ("Who is the head of the firm", "when was it founded?", "when was the firm founded?"),
        ("Which is the fastest train", "what is its speed?",
         "what is the speed of the fastest train?"),
        ("What is the flu", "what are the symptoms?", "what are the symptoms of the flu?"),
        ("What is AWS", "what services are provided?", "AWS: what services are provided?"),
        ("How do I bake bread", "how long does it take?", "how long does it take to bake bread?"),
        ("What is rye", "what is bran?", "what is bran?"),
        ("Who invented paper", "who invented the book?", "who invented the book?"),
        ("What is rye", "Is it possible to freeze dough?", "rye: Is it possible to freeze dough?"),
    ],
)  # fmt: skip
def test_a_later_question_gets_the_subject_it_leans_on(
    before: str, question: str, own: str
) -> None:
    assert carried(before, question, 4) == own


def test_a_pronoun_without_anything_to_stand_for_is_not_guessed_at() -> None:
    assert carried("Why was he so angry", "where did he go?", 3) is None
    assert carried("What happens now", "is it dear?", 3) is None


def test_the_subject_is_found_by_the_form_of_the_question() -> None:
    assert Subject.of("How much does rye flour cost?").topic == "rye flour"
    assert Subject.of("Is the library still maintained?").topic == "the library"
    assert Subject.of("Can you explain how a starter works?").topic == "a starter"
    assert Subject.of("How can I renew a passport in Bonn?").task == "renew a passport in Bonn"
    assert Subject.of("Why is this so?") == Subject()
