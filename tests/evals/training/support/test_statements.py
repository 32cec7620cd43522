import pytest

from evals.training.support.statements import recased, statement

KNOWN = frozenset("walked walking rained raining baked baking opened opening writing".split())


@pytest.mark.parametrize(
    ("question", "answer", "told"),
    [
        ("Who wrote the letter?", "Ann", "Ann wrote the letter."),
        ("Who was the first king?", "Karl", "The first king was Karl."),
        ("What is the capital of France?", "Paris", "The capital of France is Paris."),
        ("What did Ann bake on Sunday?", "rye bread", "Ann baked rye bread on Sunday."),
        ("What did Ann write with?", "a pen", "Ann wrote with a pen."),
        ("When was the bridge built?", "1931", "The bridge was built in 1931."),
        ("When did the shop open?", "3 May 1990", "The shop opened on 3 May 1990."),
        ("Where was Ann born?", "near Rome", "Ann was born near Rome."),
        ("How many people lived there?", "ninety", "Ninety people lived there."),
        ("Is a bee an insect?", "yes", "A bee is an insect."),
        ("Is a bee an insect?", "no", "A bee is not an insect."),
        ("Can bees walk home?", "no", "Bees can not walk home."),
        ("Does the shop open early?", "yes", "The shop opens early."),
    ],
)
def test_a_question_with_its_answer_is_a_sentence(question: str, answer: str, told: str) -> None:
    assert statement(question, answer, "", KNOWN) == told


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Why does it rain?", "because of clouds"),
        ("Who wrote it?", ""),
        ("Who?", "Ann"),
        ("Who wrote it?", "a man who had lived in Rome for many years by then"),
    ],
)
def test_what_no_rule_fits_is_left(question: str, answer: str) -> None:
    assert statement(question, answer, "", KNOWN) is None


def test_names_in_lower_case_get_their_capitals_back() -> None:
    passage = "In Rome lived Ann. The Tiber flows through Rome."

    assert recased("ann lived near the tiber", passage) == "Ann lived near the Tiber"
