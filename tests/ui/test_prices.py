from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import AskedSet, Price, Prices
from ui.prices import of_hundred, price_words, source_words

PRICE = Price(0.45, right=142, wrong=18, answerable=200, refused=83, unanswerable=100)
PRICES = Prices((replace(PRICE, threshold=0.0), PRICE), "2026-11-22")


def test_a_price_is_told_by_the_hundred() -> None:
    assert price_words(PRICE) == (
        "Of 100 questions that the documents answer, about 71 are answered rightly, 9 wrongly and "
        "20 not at all. Of 100 that they do not answer, about 83 are refused."
    )


def test_what_was_not_asked_is_not_told_of() -> None:
    only = replace(PRICE, refused=0, unanswerable=0)

    assert "do not answer" not in price_words(only)


@given(st.lists(st.integers(0, 10_000), min_size=2, max_size=5))
def test_shares_add_up_to_a_hundred_and_are_next_to_the_exact_ones(counts: list[int]) -> None:
    shares = of_hundred(counts)

    total = sum(counts)
    assert sum(shares) == (100 if total else 0)
    assert all(
        abs(s * total - 100 * c) < total for s, c in zip(shares, counts, strict=True) if total
    )


@pytest.mark.parametrize(
    ("prices", "said"),
    [
        pytest.param(PRICES, "on these documents, with 200 questions", id="own"),
        pytest.param(
            replace(PRICES, sources=(AskedSet("bread", 200, 100),)),
            "on public question sets (bread), with 200 questions",
            id="public",
        ),
    ],
)
def test_it_is_said_on_what_it_was_measured(prices: Prices, said: str) -> None:
    words = source_words(prices)

    assert said in words
    assert "2026-11-22" in words
    assert "rough" not in words


def test_few_questions_are_said_to_be_few() -> None:
    few = Prices(tuple(replace(one, unanswerable=99, refused=9) for one in PRICES.points), "d")
    fewer = Prices(tuple(replace(one, unanswerable=9, refused=9) for one in PRICES.points), "d")

    assert "rough" not in source_words(few)
    assert "These are few" in source_words(fewer)
