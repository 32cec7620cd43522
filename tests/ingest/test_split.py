import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import MAX_TOKENS, Chunk, Document, Kind, count_tokens
from ingest.split import LIMIT_TOKENS, split
from ingest.structure import read_sections

LINES = st.sampled_from(
    [
        "# Owls",
        "## What do owls eat?",
        "Frequently Asked Questions",
        "Owls hunt at night. They hear well.",
        "- mice",
        "  1. voles and shrews",
        "-",
        "Owls eat:",
        "Bird | Food |",
        "Owl | Mice |",
        "|---|---|",
        "```",
        "> quoted words",
        ">",
        "---",
        "===",
        "**Why?**",
        "Q: Why?",
        "A: Because.",
        "Spread the love",
        "",
        "   ",
        "\x0c",
        "Night " * 300 + ".",
        "猫头鹰在夜里捕鼠。" * 60,
        "ﷺ" * 90,
        "x" * 900,
    ]
)
TEXTS = st.one_of(st.text(), st.lists(LINES, max_size=25).map("\n".join))


def document(text: str, title: str = "Owls") -> Document:
    return Document(id="owls.md", title=title, source="/owls.md", text=text, digest="")


def chunks_of(text: str, title: str = "Owls") -> tuple[Chunk, ...]:
    return split(document(text, title), read_sections(text))


def sentences(count: int, words: int = 20) -> str:
    return " ".join("Owl " + "hunts " * (words - 2) + "well." for _ in range(count))


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_joined_chunks_are_the_document(text: str) -> None:
    chunks = chunks_of(text)

    assert "".join(chunk.text for chunk in chunks) == text
    for ordinal, chunk in enumerate(chunks):
        assert chunk.span.of(text) == chunk.text
        assert chunk.ordinal == ordinal
        assert chunk.id == f"owls.md#{ordinal}"
        assert chunk.text.strip() or len(chunks) == 1


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_units_lie_in_their_chunk_in_order(text: str) -> None:
    for chunk in chunks_of(text):
        end = chunk.span.start
        for unit in chunk.units:
            assert chunk.span.contains(unit)
            assert unit.start >= end
            assert unit.of(text).strip()
            end = unit.end


@given(TEXTS, st.sampled_from(["Owls", "", "Owl " * 40]))
@settings(deadline=None, max_examples=200)
def test_searchable_chunks_fit_the_encoder_with_their_context(text: str, title: str) -> None:
    for chunk in chunks_of(text, title):
        if chunk.kind.searchable:
            assert count_tokens(chunk.in_context(title)) <= LIMIT_TOKENS <= MAX_TOKENS - 2


@given(st.text(alphabet=" \n\t\x0c", min_size=1))
def test_white_space_is_one_chunk_that_is_not_searched(text: str) -> None:
    (chunk,) = chunks_of(text)

    assert chunk.text == text
    assert not chunk.kind.searchable


def test_an_empty_text_has_no_chunks() -> None:
    assert chunks_of("") == ()


def test_white_space_between_blocks_goes_to_the_chunk_before() -> None:
    heading, body = chunks_of("\n\n# Owls\n\n\nThey hunt at night.\n\n")

    assert heading.text == "\n\n# Owls\n\n\n"
    assert body.text == "They hunt at night.\n\n"


def test_short_paragraphs_of_one_section_share_a_chunk() -> None:
    chunks = chunks_of("# Owls\n\nThey hunt.\n\nThey sleep.\n\n## Food\n\nThey eat mice.\n")

    texts = [chunk.text.strip() for chunk in chunks if chunk.kind is Kind.TEXT]
    assert texts == ["They hunt.\n\nThey sleep.", "They eat mice."]


def test_long_sections_are_cut_between_paragraphs() -> None:
    text = "\n\n".join(sentences(4) for _ in range(4))

    chunks = chunks_of(text)

    assert [chunk.text.strip() for chunk in chunks] == ["\n\n".join([sentences(4)] * 2)] * 2


def test_a_paragraph_that_is_too_long_is_cut_between_sentences_evenly() -> None:
    text = sentences(30)

    chunks = chunks_of(text)

    assert len(chunks) == 3
    assert all(chunk.text.strip().endswith("well.") for chunk in chunks)
    assert max(len(chunk.units) for chunk in chunks) - min(len(c.units) for c in chunks) <= 1


def test_a_block_that_fits_stays_whole() -> None:
    items = "\n".join(f"- fact {number} about owls" for number in range(20))

    (chunk,) = chunks_of(f"Facts:\n\n{items}\n")

    assert chunk.kind is Kind.LIST
    assert len(chunk.units) == 20
    assert chunk.block is not None
    assert chunk.lead is not None


def test_a_block_that_does_not_fit_is_cut_between_items_and_keeps_its_lead() -> None:
    items = "\n".join(f"- {sentences(1, 30)}" for _ in range(20))
    text = f"Facts:\n\n{items}\n"

    chunks = chunks_of(text)

    assert len(chunks) > 1
    assert len({chunk.block for chunk in chunks}) == 1
    assert all(chunk.lead and chunk.lead.of(text) == "Facts:" for chunk in chunks)
    assert all(re.match(r"- |Facts:", chunk.text) for chunk in chunks)
    assert sum(len(chunk.units) for chunk in chunks) == 20


def test_a_unit_cut_in_two_gives_its_parts() -> None:
    text = "- " + "night " * 600

    chunks = chunks_of(text)

    words = [word for c in chunks for u in c.units for word in u.of(text).split()]
    assert len(chunks) > 2
    assert words == ["night"] * 600


def test_a_table_is_cut_between_rows() -> None:
    rows = "\n".join(f"| Owl {number} | {'mice ' * 12}|" for number in range(40))
    text = f"| Bird | Food |\n|---|---|\n{rows}\n"

    chunks = chunks_of(text)

    assert len(chunks) > 1
    assert all(chunk.text.startswith("| ") for chunk in chunks)
    assert all(chunk.lead and chunk.lead.of(text) == "| Bird | Food |" for chunk in chunks)


def test_headings_that_leave_no_room_are_dropped_from_the_outermost() -> None:
    names = ["night " * 30 + str(level) for level in range(1, 6)]
    lines = "".join(f"{'#' * level} {name}\n\n" for level, name in enumerate(names, 1))

    chunk = chunks_of(f"# Owls\n\n{lines}They hunt.\n")[-1]

    assert chunk.heading == tuple(names[-len(chunk.heading) :])
    assert 0 < len(chunk.heading) < 5


@pytest.mark.parametrize("kind", [Kind.HEADING, Kind.BOILERPLATE])
def test_headings_and_boilerplate_are_chunks_of_their_own(kind: Kind) -> None:
    text = "# Owls\n\nThey hunt.\n\nSpread the love\n\n## Food\n\nMice are what owls eat.\n"

    chunks = [chunk for chunk in chunks_of(text) if chunk.kind is kind]

    assert [c.text.strip() for c in chunks] == (
        ["# Owls", "## Food"] if kind is Kind.HEADING else ["Spread the love"]
    )
