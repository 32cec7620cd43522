from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Index, Kind, Span
from evals.rivals import Text, texts_of
from evals.rivals.texts import OVERLAP_CHARS, PASSAGE_CHARS, passages_of

NOTHING: frozenset[Kind] = frozenset()
MESSY = (
    "   \n\n  Indented naïve café — “quoted” 🥖.\n\n"
    + "The same paragraph stands here again. " * 30
    + "\n\n"
    + "Bread rises.\n\n" * 120
    + "\t- a list item\u00a0with odd spaces   \n" * 40
    + "面包很好吃。" * 300
    + "x" * 2500
    + "\n\n\n   "
)


def test_a_passage_stands_in_its_document_word_for_word() -> None:
    texts = [Text("messy.md", MESSY), Text("twice.md", MESSY * 2), Text("empty.md", "")]
    by_id = {one.document_id: one.text for one in texts}

    passages = passages_of(texts, NOTHING)

    assert {one.document_id for one in passages} == {"messy.md", "twice.md"}
    assert all(one.span.of(by_id[one.document_id]) == one.text for one in passages)
    assert max(len(one.text) for one in passages) <= PASSAGE_CHARS


def test_passages_leave_out_white_space_only() -> None:
    seen = [False] * len(MESSY)

    for passage in passages_of([Text("messy.md", MESSY)], NOTHING):
        seen[passage.span.start : passage.span.end] = [True] * len(passage.text)

    # A repeated paragraph may be placed up to the overlap too early, never elsewhere.
    gaps = "".join(c for c, was_seen in zip(MESSY, seen, strict=True) if not was_seen)
    assert len(gaps.strip()) <= OVERLAP_CHARS


@given(
    st.lists(
        st.sampled_from(["a b. ", "a b. " * 90, "\n\n", "\n", " ", "é🥖", "y" * 1100]), max_size=30
    ),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 400)), max_size=3),
)
def test_passages_are_exact_whatever_is_cut_out(
    parts: list[str], cuts: list[tuple[int, int]]
) -> None:
    text = "".join(parts)
    ends = [(min(start, len(text)), min(start + length, len(text))) for start, length in cuts]
    spans = tuple(Span(start, end) for start, end in ends)

    passages = passages_of([Text("a.md", text, {Kind.FAQ: spans})], frozenset({Kind.FAQ}))

    for one in passages:
        assert one.span.of(text) == one.text
        assert not any(one.start < cut.end and cut.start < one.span.end for cut in spans if cut)


@pytest.mark.parametrize(
    ("without", "pieces"),
    [
        pytest.param(set(), ["one FAQ two LIST"], id="nothing cut"),
        pytest.param({Kind.FAQ}, ["one ", " two LIST"], id="from the middle"),
        pytest.param({Kind.FAQ, Kind.LIST}, ["one ", " two "], id="from the end as well"),
        pytest.param({Kind.TABLE}, ["one FAQ two LIST"], id="a kind that it lacks"),
    ],
)
def test_what_is_left_keeps_its_place(without: set[Kind], pieces: list[str]) -> None:
    words = "--- one FAQ two LIST"
    text = Text("a.md", words, {Kind.FAQ: (Span(8, 11),), Kind.LIST: (Span(16, 20),)}, body=4)

    assert [span.of(words) for span in text.pieces(without)] == pieces


def test_texts_of_an_index_know_their_front_matter_and_their_kinds(bread_index: Path) -> None:
    index = Index.open(bread_index)

    texts = {one.document_id: one for one in index.read(texts_of)}

    index.close()
    sourdough, flour, tools = texts["sourdough.md"], texts["flour.md"], texts["tools.md"]
    assert "The Sourdough Book" in sourdough.text[: sourdough.body]
    assert sourdough.text[sourdough.body :].lstrip().startswith("# Sourdough")
    assert flour.body == tools.body == 0
    assert ["lactic acid" in one.of(sourdough.text) for one in sourdough.spans[Kind.FAQ]] == [
        True,
        False,
    ]
    assert "dough scraper" in tools.spans[Kind.LIST][0].of(tools.text)
