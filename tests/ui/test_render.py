import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document, Place, Source
from ingest import IngestReport, inspect_text
from tests.ui.made import citation, passage
from ui.render import (
    also_in,
    citation_context,
    confidence_words,
    corpus_line,
    failure_lines,
    ingest_lines,
    inspection_lines,
    one_line,
    passage_lines,
    source_line,
    sources_table,
    visible,
    where,
)
from ui.text import columns, json_text

BREAD = Source("bread.md", "Bread", "/texts/bread.md", "00", 900, sections=1, chunks=4, faqs=2)
RYE = Source("rye.md", "Rye", "/texts/rye.md", "11", 1200, sections=3, chunks=1040, faqs=0)


def test_a_place_is_a_page_where_there_are_pages_else_a_line() -> None:
    assert where(citation(1, "Yeast.", page=3)) == "Bread > Dough > Yeast, bread.md p. 3"
    assert where(citation(1, "Yeast.")) == "Bread > Dough > Yeast, bread.md line 12"


@pytest.mark.parametrize(
    ("confidence", "word"),
    [(0.0, "low"), (0.49, "low"), (0.5, "fair"), (0.79, "fair"), (0.8, "high"), (1.0, "high")],
)
def test_confidence_is_one_word(confidence: float, word: str) -> None:
    assert confidence_words(confidence) == word


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[31mred\x1b[0m", "␛[31mred␛[0m", id="escape sequence"),
        pytest.param("one\rtwo", "one␍two", id="carriage return"),
        pytest.param("bell\x07\x00\x7f", "bell␇␀␡", id="bell, null, delete"),
        pytest.param("\x9b2Jgone", "\ufffd2Jgone", id="one-byte escape"),
        pytest.param("safe\u202etxt.exe", "safe\ufffdtxt.exe", id="reversed order"),
        pytest.param("half \ud83d", "half \ufffd", id="half a character"),
        pytest.param("é 漢字 \U0001f35e\n\tkept", "é 漢字 \U0001f35e\n\tkept", id="harmless"),
    ],
)
def test_what_a_terminal_might_obey_becomes_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_making_text_visible_keeps_every_offset(text: str) -> None:
    assert len(visible(text)) == len(text)


def test_json_keeps_letters_and_escapes_what_a_terminal_might_obey() -> None:
    value = {"text": "Brötchen \x1b[2J \x9b2J \u202e"}

    text = json_text(value)

    assert "Brötchen" in text
    assert not any(character in text for character in "\x1b\x9b\u202e")
    assert json.loads(text) == value


def test_a_quote_is_shown_in_the_text_around_it() -> None:
    text = "Flour is white. Yeast makes dough rise. Water is wet."

    context = citation_context(text, 16, 39)

    assert (context.before, context.quote, context.after) == (
        "Flour is white. ",
        "Yeast makes dough rise.",
        " Water is wet.",
    )


def test_the_text_around_a_quote_is_cut_between_words() -> None:
    text = "Flour is white. Yeast makes dough rise. Water is wet."

    context = citation_context(text, 16, 39, around=8)

    assert (context.before, context.after) == ("… white. ", " Water …")


@given(st.text(alphabet="ab \n", max_size=60), st.data())
def test_a_context_holds_the_exact_quote_and_only_words_of_the_text(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    around = data.draw(st.integers(0, 20))

    context = citation_context(text, start, end, around)

    assert context.quote == text[start:end]
    assert text[:start].endswith(context.before.removeprefix("… "))
    assert text[end:].startswith(context.after.removesuffix(" …"))


def test_a_long_line_is_cut_between_words() -> None:
    assert one_line("Rye  bread\nis dark, and good", 18) == "Rye bread is dark …"


def test_a_passage_says_where_it_stands_and_how_good_it_is() -> None:
    assert passage_lines([passage("Yeast\nlives.")], scores=True) == [
        " 1. Bread > Dough, bread.md, score 0.250",
        "    Yeast lives.",
    ]


def test_a_source_is_one_line() -> None:
    assert source_line(BREAD) == "Bread, bread.md: 1 section, 2 FAQs, 4 chunks"


def test_sources_are_a_table_with_aligned_numbers() -> None:
    assert columns(sources_table([BREAD, RYE])) == [
        "document  title  sections  FAQs  chunks",
        "bread.md  Bread         1     2       4",
        "rye.md    Rye           3     0   1,040",
    ]


def test_the_corpus_is_counted() -> None:
    assert corpus_line([BREAD, RYE]) == "2 documents, 4 sections, 2 FAQs"


def test_an_ingest_names_what_is_new_and_counts_the_rest() -> None:
    report = IngestReport(
        new=("rye.md",), unchanged=("a.md", "b.md"), chunks=1, encoded=1, seconds=2.04
    )

    assert ingest_lines(report) == [
        "new: rye.md",
        "1 new, 2 unchanged; 1 chunk in the index, 1 encoded, 2.0 s",
    ]


def test_a_document_that_moved_is_named_with_both_names() -> None:
    report = IngestReport(moved={"old/a.md": "new/a.md"}, chunks=1, seconds=0.1)

    assert ingest_lines(report) == [
        "moved: old/a.md is now new/a.md",
        "1 moved; 1 chunk in the index, 0 encoded, 0.1 s",
    ]


@pytest.mark.parametrize(
    ("ids", "line"),
    [
        ((), ""),
        (("a.md",), "Also in: a.md"),
        (("a.md", "b.md", "a.md"), "Also in: a.md, b.md"),
        (("a", "b", "c", "d"), "Also in: a, b, c and 1 more"),
    ],
)
def test_other_documents_are_named_in_one_line(ids: tuple[str, ...], line: str) -> None:
    places = tuple(Place(name, "Bread", 0, 5) for name in ids)

    assert also_in(places) == line
    assert passage_lines([replace(passage("Rye."), duplicates=places)])[2:] == (
        [f"    {line}"] if line else []
    )


def test_files_of_other_formats_are_counted() -> None:
    report = IngestReport(
        new=("a.md",), passed={".png": 3, "": 1}, chunks=1, encoded=1, seconds=0.1
    )

    assert ingest_lines(report) == [
        "new: a.md",
        "passed over: 4 files of other formats (.png, no ending)",
        "1 new; 1 chunk in the index, 1 encoded, 0.1 s",
    ]


def test_an_ingest_of_many_documents_names_the_first() -> None:
    report = IngestReport(removed=tuple(f"{number}.md" for number in range(25)))

    lines = ingest_lines(report)

    assert lines[-2] == "removed: 5 more"
    assert len(lines) == 22


def test_files_that_were_left_out_are_named_with_the_reason() -> None:
    report = IngestReport(failed={"/texts/b\x1b[2J.md": "it is empty"})

    assert failure_lines(report) == ["'/texts/b␛[2J.md' was left out: it is empty"]


def test_an_inspection_shows_what_was_found_and_where() -> None:
    text = (
        "# Bread\n\nBread is old.\n\n## Tools\n\n- a bowl\n- a scale\n\n"
        "## FAQ\n\n### Is rye dark?\n\nYes, rye bread is dark.\n"
    )
    document = Document("bread.md", "Bread", "/texts/bread.md", text, "00")

    lines = inspection_lines(inspect_text(document), document)

    assert lines[0] == f"Bread, bread.md: {len(text)} characters"
    assert lines[lines.index("1 FAQ pair") + 1] == "  Is rye dark? (1 to quote)"
    assert lines[lines.index("1 list") + 1] == "  2: a bowl / a scale"
    assert "  line 7, list: - a bowl - a scale" in lines
