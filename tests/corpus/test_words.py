import pytest

from corpus import MAX_TOKENS, content_words, count_tokens, stem, words


def test_words_are_folded() -> None:
    assert words("Dr. Selin's CAFÉ — 3.5 km!") == ("dr", "selin's", "cafe", "3", "5", "km")


def test_content_words_leave_out_stop_words() -> None:
    assert content_words("What is the price of bread?") == ("price", "bread")


@pytest.mark.parametrize(
    ("one", "other"),
    [("tuned", "tuning"), ("adaptability", "adapts"), ("costly", "costs"), ("baker's", "baker")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_tokens_are_counted_beyond_the_encoder_limit() -> None:
    assert count_tokens("bread " * 1000) == 1000 > MAX_TOKENS
