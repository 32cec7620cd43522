import pytest

from assistant.rewriting.wording import Token, is_latin, tokens


def token(text: str) -> Token:
    return Token(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What's COVID-19, v6.15.0?", ["What's", "COVID-19", "v6.15.0"]),
        ("It’s AT&T's; and/or 50%!", ["It’s", "AT&T's", "and/or", "50"]),
        ("snake_case -- 'quoted'", ["snake", "case", "quoted"]),
        ("¿Cuánto? 多少", ["Cuánto", "多少"]),
        (" ?! ", []),
    ],
)
def test_words_are_read_with_what_belongs_to_them(text: str, words: list[str]) -> None:
    assert [one.text for one in tokens(text)] == words
    assert all(text[one.start : one.end] == one.text for one in tokens(text))


@pytest.mark.parametrize(
    ("text", "is_content", "is_common", "is_topical"),
    [
        ("dough", True, False, True),
        ("Doughs", True, False, True),
        ("need", True, True, False),
        ("working", True, True, False),
        ("examples", True, False, False),
        ("others", True, False, False),
        ("the", False, False, False),
        ("don't", False, False, False),
        ("don’t", False, False, False),
    ],
)
def test_words_differ_in_how_much_they_tell(
    text: str, is_content: bool, is_common: bool, is_topical: bool
) -> None:
    one = token(text)

    assert (one.is_content, one.is_common, one.is_topical) == (is_content, is_common, is_topical)


def test_a_word_is_compared_without_case_ending_and_kind_of_apostrophe() -> None:
    assert token("It’s").lower == "it's"
    assert token("Doughs").stem == token("dough").stem


@pytest.mark.parametrize(
    ("text", "is_capital"), [("Rye", True), ("iPhone", True), ("6.15", True), ("rye", False)]
)
def test_names_abbreviations_and_numbers_are_capital(text: str, is_capital: bool) -> None:
    assert token(text).is_capital is is_capital


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("naïve café", True),
        ("what is 微调", True),
        ("微调 LoRA 是什么意思呢", False),
        ("сколько стоит", False),
        ("42?", False),
        ("", False),
    ],
)
def test_a_text_is_latin_if_most_of_its_letters_are(text: str, expected: bool) -> None:
    assert is_latin(text) is expected
