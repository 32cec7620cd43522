import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import lay_out
from corpus import clean, counting_tokenizer


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  what\tis\n rye? ", "what is rye?"),
        ("what\0is\x1brye", "what is rye"),
        ("r\u200by\u00ade\ufeff", "rye"),
        ("\u202ewhat\u202c is\u2066 rye", "what is rye"),
        ("rye\U000e0041\U000e0042", "rye"),
        ("a\ud800b", "ab"),
        ("\ud83d\ude00 rye", "😀 rye"),
        ("Ｗｈａｔ ｉｓ 𝐫𝐲𝐞", "What is rye"),
        ("e\u0301\u0301\u0301\u0301\u0301t", "é\u0301\u0301t"),
        ("cafe\u0301", "café"),
        ("\ufffe\uffff", ""),
        ("m² costs 5 € at 20 ℃, ½ ™？", "m² costs 5 € at 20 ℃, ½ ™？"),
    ],
)
def test_what_cannot_be_seen_or_stored_is_left_out(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@pytest.mark.parametrize("kept", ["می‌خواهم", "क्‍ष", "👩‍🌾", "什么是微调", "naïve café", "C++ & C#"])
def test_what_a_language_needs_is_kept(kept: str) -> None:
    assert clean(kept) == kept


@given(st.text(alphabet=st.characters(codec=None, exclude_categories=())))
def test_whatever_is_typed_comes_out_fit_to_be_stored_and_read(typed: str) -> None:
    cleaned = clean(typed)

    assert json.loads(cleaned.join('""')) if cleaned.isalnum() else True
    assert cleaned.encode().decode() == cleaned
    assert clean(cleaned) == cleaned
    assert cleaned == " ".join(cleaned.split())


def test_half_a_surrogate_pair_can_be_read_once_it_is_clean() -> None:
    tokenizer = counting_tokenizer()

    assert lay_out(tokenizer, clean("what is \ud800 rye?"), "", ["Rye is a grain."])
