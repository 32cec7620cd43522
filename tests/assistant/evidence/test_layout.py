from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.evidence.layout import WINDOW_TOKENS, Layout, above_of, lay_out
from corpus import counting_tokenizer

CLS, SEP, MARKER = 101, 102, 2
WORDS = ["bread", "oven", "sourdough", "unquestionably", "42", "—", "你好", "naïve", "x" * 120, "."]

sentences = st.lists(st.sampled_from(WORDS), max_size=120).map(" ".join)
long_sentences = st.integers(1, 900).map(lambda count: "bake " * count)
texts = st.one_of(sentences, st.text(max_size=80), long_sentences)
passages = st.lists(texts, max_size=12)


def tokens_of(text: str) -> list[int]:
    return counting_tokenizer().encode(text, add_special_tokens=False).ids


def parts_of(window: Layout) -> list[list[int]]:
    """The tokens behind each marker."""
    ends = [*window.markers[1:], len(window.ids) - 1]
    return [
        list(window.ids[start + 1 : end]) for start, end in zip(window.markers, ends, strict=True)
    ]


def laid(question: str, above: str, units: list[str]) -> tuple[Layout, ...]:
    return lay_out(counting_tokenizer(), question, above, units)


@settings(deadline=None, max_examples=60)
@given(question=texts, above=texts, units=passages)
def test_every_token_of_every_unit_is_read_once_and_in_order(
    question: str, above: str, units: list[str]
) -> None:
    windows = laid(question, above, units)

    read: dict[int, list[int]] = {}
    for window in windows:
        for unit, part in zip(window.units, parts_of(window), strict=True):
            read.setdefault(unit, []).extend(part)

    assert read == {number: tokens_of(unit) for number, unit in enumerate(units)}
    order = list(chain.from_iterable(window.units for window in windows))
    assert order == sorted(order)


@settings(deadline=None, max_examples=60)
@given(question=texts, above=texts, units=passages)
def test_a_window_is_well_formed_and_never_too_long(
    question: str, above: str, units: list[str]
) -> None:
    for window in laid(question, above, units):
        assert len(window.ids) <= WINDOW_TOKENS
        assert window.ids[0] == CLS
        assert window.ids[-1] == window.ids[window.own - 1] == SEP
        assert window.ids[window.markers[0] - 1] == SEP
        assert all(window.ids[place] == MARKER for place in window.markers)
        assert window.own < window.markers[0]
        assert list(window.markers) == sorted(set(window.markers))
        assert len(window.markers) == len(window.units)


@settings(deadline=None, max_examples=40)
@given(question=sentences, above=sentences, units=st.lists(texts, min_size=1, max_size=5))
def test_each_window_begins_with_question_and_context_whole_where_they_are_short(
    question: str, above: str, units: list[str]
) -> None:
    asked, context = tokens_of(question), tokens_of(above)

    for window in laid(question, above, units):
        start = list(window.ids[1 : window.own - 1]), list(window.ids[window.own :])
        head, rest = start[0], start[1][: window.markers[0] - window.own - 1]
        assert head == (asked if len(asked) <= 96 else [*asked[:48], *asked[-48:]])
        assert rest == (context if len(context) <= 64 else [*context[:32], *context[-32:]])


def test_what_fits_is_one_window() -> None:
    units = ["Bread rises for two hours.", "It bakes for forty minutes."]

    (window,) = laid("How long does bread bake?", "Bread > Baking", units)

    assert window.units == (0, 1)
    assert parts_of(window) == [tokens_of(unit) for unit in units]


def test_a_unit_longer_than_a_window_is_read_in_parts() -> None:
    windows = laid("How long?", "Bread", ["bake " * 1000, "Then it cools."])

    assert len(windows) > 2
    assert [window.units[0] for window in windows[:3]] == [0, 0, 0]
    assert windows[-1].units[-1] == 1


def test_a_passage_without_units_has_no_window() -> None:
    assert laid("How long?", "Bread", []) == ()


def test_an_empty_unit_still_has_its_marker() -> None:
    (window,) = laid("How long?", "Bread", ["", "Two hours.", ""])

    assert window.units == (0, 1, 2)


@pytest.mark.parametrize(
    ("title", "heading", "lead", "above"),
    [
        ("Bread", ("Baking", "Times"), "", "Bread > Baking > Times"),
        ("Bread", ("Bread", "Times"), "", "Bread > Times"),
        ("Bread", (), "You need:", "Bread: You need:"),
        ("", ("Times",), "", "Times"),
        ("", (), "", ""),
    ],
    ids=["headings", "title-repeated", "lead", "no-title", "nothing"],
)
def test_what_stands_above_a_passage(
    title: str, heading: tuple[str, ...], lead: str, above: str
) -> None:
    assert above_of(title, heading, lead) == above


def test_a_special_token_spelt_out_in_a_document_is_read_as_letters() -> None:
    (window,) = lay_out(counting_tokenizer(), "Who?", "Title", ["Stop [SEP] here [CLS] now."])

    assert window.ids.count(102) == 3
    assert window.ids.count(101) == 1
