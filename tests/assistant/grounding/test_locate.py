import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.grounding import Found, located

PASSAGE = (
    "The bakery opens at 6 in the morning. It sells “rye  bread” — never\ncake — and costs $1.5"
    " million a year to run. Its **famous** oven isn’t for sale, and Anna Berg owns 40% of it."
    " Uncooked dough is unable to rise in non-heated rooms when the windows are left open all"
    " night."
)
LONG = "when the windows are left open all night"


def words_found(quote: str, text: str = PASSAGE) -> str | None:
    found = located(quote, text)
    return found.span.of(text) if found else None


@pytest.mark.parametrize(
    ("quote", "true"),
    [
        ('sells "rye bread" - never cake', "sells “rye  bread” — never\ncake"),
        ("Its famous oven isn't for sale", "Its **famous** oven isn’t for sale"),
        ("its famous oven", "Its **famous** oven"),
        ("“Opens at 6 in the morning”", "opens at 6 in the morning"),
        ("costs $1.5 million a year to run...", "costs $1.5 million a year to run"),
    ],
)
def test_typography_may_differ(quote: str, true: str) -> None:
    found = located(quote, PASSAGE)

    assert found is not None
    assert (found.span.of(PASSAGE), found.is_exact) == (true, True)


def test_ligatures_soft_hyphens_and_accents_are_folded() -> None:
    text = "The \ufb01rst cafe\u0301 un\u00adder the bridge."

    assert words_found("first café under the bridge", text) == text[4:-1]


@pytest.mark.parametrize(
    "quote",
    [
        "able to rise in",
        "heated rooms when the windows",
        "5 million a year to run",
        "costs $1.5 million a yea",
        "Anna Berg owns 40",
        "the bakery OPENS at",
        "it sells cake",
        "",
        "   ",
        "\x00\ud800",
    ],
)
def test_words_and_numbers_are_never_cut_or_made_up(quote: str) -> None:
    assert located(quote, PASSAGE) is None


def test_a_superscript_is_no_digit() -> None:
    assert located("is 102 metres long", "It is 10² metres long.") is None


def test_of_several_exact_places_the_first_counts() -> None:
    text = "It is open. Yes, it is open. It is open."

    assert located("it is open now or", text) is None
    assert words_found("It is open", text) == "It is open"
    assert located("It is open", text) == Found(located("It is open", text).span, True)  # type: ignore[union-attr]
    assert located("It is open", text).span.start == 0  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "quote",
    [
        "Uncooked dough is unable to rise in non-heated rooms if " + LONG[5:],
        "Uncooked dough is unable to rise in rather non-heated rooms " + LONG,
        "Uncooked dough is unable to rise in non-heated rooms, when " + LONG[9:],
    ],
    ids=["another word", "a word more", "a word less"],
)
def test_a_near_miss_is_replaced_by_the_true_words(quote: str) -> None:
    found = located(quote, PASSAGE)

    assert found is not None
    assert not found.is_exact
    assert found.span.of(PASSAGE).startswith("Uncooked dough is unable")
    assert found.span.of(PASSAGE).endswith("open all night")


@pytest.mark.parametrize(
    "quote",
    [
        "Uncooked dough is able to rise in non-heated rooms " + LONG,
        "Uncooked dough is unable to rise in heated rooms " + LONG,
        "Uncooked dough is not unable to rise in non-heated rooms " + LONG,
        "Uncooked dough is unable to rise in nonheated Rooms " + LONG,
        "Uncooked Swedish dough is unable to rise in non-heated rooms " + LONG,
        "Uncooked dough is unable to rise in 3 non-heated rooms " + LONG,
        "Uncooked dough is unable to fall in cold non-heated rooms " + LONG.replace("open", "shut"),
    ],
    ids=["negation", "prefix", "case", "added not", "name", "number", "too many"],
)
def test_what_changes_the_meaning_is_no_near_miss(quote: str) -> None:
    assert located(quote, PASSAGE) is None


def test_a_near_miss_of_two_places_is_of_none() -> None:
    sentence = "the red boat sails over the blue sea to the green {} of the north. "
    text = sentence.format("island") + sentence.format("coast")

    assert located(sentence.format("land"), text) is None
    assert words_found(sentence.format("land"), sentence.format("coast")) is not None


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("High", "| Cost | High | Low |", True),
        ("Low", "| Cost | Very low | Low |", True),
        ("Low", "| Cost | Low risk | High |", False),
        ("rye bread", "We sell:\n- **Rye bread**\n- cake", True),
        ("rye bread", "We sell:\n1. rye bread and butter", False),
        ("rye bread", "We sell rye bread.", False),
    ],
)
def test_a_short_quote_must_be_a_whole_cell_or_item(quote: str, text: str, stands: bool) -> None:
    assert (located(quote, text) is not None) is stands


WORDS = st.sampled_from(
    "rye bread isn’t sold — at 5 o’clock, “fresh” *hot* 1.5 or non-stop 40% ".split()
)
TEXTS = st.lists(WORDS, min_size=6, max_size=60).map("  ".join)


@given(TEXTS, st.data())
def test_every_run_of_words_is_found_with_equal_text(text: str, data: st.DataObject) -> None:
    parts = text.split("  ")
    start = data.draw(st.integers(0, len(parts) - 5))
    quote = "  ".join(parts[start : start + 5])

    found = located(quote, text)

    if sum(any(c.isalnum() for c in part) for part in parts[start : start + 5]) >= 3:
        assert found is not None
        assert (found.is_exact, found.span.of(text)) == (True, quote)


@given(st.integers(0, 999), st.integers(0, 999))
def test_a_changed_number_is_never_accepted(one: int, other: int) -> None:
    text = f"In the old harbour there are {one} boats that wait for the tide every day of the year."
    quote = text.replace(str(one), str(other))

    assert (located(quote, text) is not None) is (one == other)


@given(st.text(), st.text())
def test_nothing_is_raised_and_nothing_is_invented(quote: str, text: str) -> None:
    found = located(quote, text)

    assert found is None or found.span.end <= len(text)


@pytest.mark.parametrize(
    "quote",
    [
        "a" * 100_000,
        "- " * 9_000,
        "[" * 9_000,
        "*" * 9_000,
        "-" * 9_000,
        "a b " * 4_500,
        "the " * 390,
    ],
    ids=["long", "dashes", "links", "stars", "hyphens", "repeated", "words"],
)
def test_a_hostile_quote_does_not_hang(quote: str) -> None:
    started = time.monotonic()

    located(quote, "a b the the [*- " * 2_000)

    assert time.monotonic() - started < 5
