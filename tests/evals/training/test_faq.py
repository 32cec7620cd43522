from random import Random

from evals.training.example import Example
from evals.training.faq import ASKED, faq_pairs


def pair(title: str, kind: str, answer: str) -> tuple[str, Example]:
    question = f"What about the {kind} of {title}?"
    return kind, Example("medquad", question, title, (answer,), (None,), True, title=title)


PAIRS = [
    pair("Hay fever", "symptoms", "Sneezing and red eyes."),
    pair("Hay fever", "treatment", "Tablets against allergy."),
    pair("Hay fever", "complications", "Asthma may follow."),
    pair("Gout", "symptoms", "A swollen toe that hurts."),
    pair("Gout", "support groups", "None are listed."),
]


def test_a_pair_is_asked_for_in_other_words_with_its_own_question_above() -> None:
    found = faq_pairs(PAIRS, most=10, random=Random(0))

    asked = [one for one in found if one.answers]
    assert len(asked) == 4, "support groups are not asked for"
    for one in asked:
        assert one.title in one.question
        assert "What about the" in one.above
        assert "What about the" not in one.question


def test_pairs_beside_it_do_not_answer_and_those_of_a_like_kind_are_left_out() -> None:
    found = faq_pairs(PAIRS, most=10, random=Random(0))

    near = [one for one in found if not one.answers]
    symptoms = {text.format("Hay fever") for text in ASKED["symptoms"]}
    beside = {one.units[0] for one in near if one.question in symptoms and one.title == "Hay fever"}
    assert beside == {"Tablets against allergy."}
    assert all(set(one.says) == {0.0} for one in near)


def test_the_same_seed_makes_the_same_pairs() -> None:
    assert faq_pairs(PAIRS, 3, Random(7)) == faq_pairs(PAIRS, 3, Random(7))


def test_every_wording_has_one_place_for_the_subject() -> None:
    for wordings in ASKED.values():
        for wording in wordings:
            assert wording.count("{}") == 1
