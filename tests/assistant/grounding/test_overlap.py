import pytest

from assistant.grounding.overlap import FEATURES, overlap_of, rarity, row_of

MILL = "Ann Berg built the old mill in 1931. Karl Holm painted the church."


def test_what_the_evidence_says_is_covered_and_stands_together() -> None:
    found = overlap_of("Ann Berg built the mill.", MILL)

    assert found.covered == pytest.approx(1.0)
    assert found.covered_together == pytest.approx(1.0)
    assert (found.rarest_missing, found.turned) == (0.0, 0.0)
    assert found.pairs == 1.0


def test_words_of_two_sentences_stand_in_none_together() -> None:
    found = overlap_of("Ann Berg painted the church.", MILL)

    assert found.covered == pytest.approx(1.0)
    assert found.covered_together < 0.9


def test_words_in_the_other_order_are_turned() -> None:
    assert overlap_of("The mill built Ann.", MILL).turned > 0


def test_a_word_near_in_meaning_counts_in_part_and_a_number_does_not() -> None:
    found = overlap_of("Ann Berg constructed the mill.", MILL)

    assert found.covered < found.covered_alike < 1.0
    assert overlap_of("In 1932.", MILL).covered_alike == 0.0


def test_what_stands_above_counts_as_told() -> None:
    assert overlap_of("The Rome mill is old.", MILL).covered < 1.0
    assert overlap_of("The Rome mill is old.", MILL, "Mills of Rome").covered == pytest.approx(1.0)


@pytest.mark.parametrize(("claim", "evidence"), [("", MILL), ("Ann.", ""), ("the", "of")])
def test_nothing_said_or_told_overlaps_with_nothing(claim: str, evidence: str) -> None:
    assert row_of(overlap_of(claim, evidence)).tolist() == [0.0] * len(FEATURES)


def test_rare_words_weigh_more() -> None:
    assert rarity("said") < rarity("mill") < rarity("sphygmomanometer") == rarity("1931") == 1.0
