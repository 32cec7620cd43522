from random import Random

import pytest

from evals.training.support.rewording import reworded


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("However, the mill turned slowly.", "The mill turned slowly."),
        ("In 1931, the mill was closed.", "The mill was closed in 1931."),
        ("The mill was built by Ann.", "Ann built the mill."),
        ("Ann built the mill.", "The mill was built by Ann."),
        ("The mill (now a café) is old.", "The mill is old."),
        ("Ann, a baker from Rome, built the mill.", "Ann built the mill."),
        ("The mill, which stood in Rome, was closed.", "The mill was closed."),
        ("Bees eat pollen, nectar and honey.", "Bees eat pollen and nectar."),
        ("It has two doors.", "It has 2 doors."),
        ("Bees may sting people.", "Bees can sting people."),
    ],
)
def test_a_sentence_is_said_in_other_words(sentence: str, claim: str) -> None:
    found = {reworded(sentence, "", Random(seed), most=1) for seed in range(300)}

    assert claim in found


def test_a_pronoun_gives_way_to_the_title() -> None:
    found = {
        reworded("It stands in Rome.", "Old Mill > Site", Random(seed), 0) for seed in range(9)
    }

    assert found == {"It stands in Rome.", "Old Mill stands in Rome."}


def test_an_or_keeps_all_its_items() -> None:
    sentence = "Bees eat pollen, nectar or honey."

    found = {reworded(sentence, "", Random(seed)) for seed in range(50)}

    assert all("pollen, nectar or honey" in one for one in found)
