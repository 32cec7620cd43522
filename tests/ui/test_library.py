"""What the library shows and how, without a browser."""

from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from corpus import Document, Kind, Passage, Source
from ingest import inspect_text
from tests.ui.made import passage
from ui.web.inspected import entry_line, faq_lines, heading_lines, kinds_line
from ui.web.library import figures, filtered
from ui.web.passages import scores_line

BREAD = Document(
    id="bread.md",
    title="Bread",
    source="/bread.md",
    text="# Bread\n\n## Dough\n\nIt rests.\n\n## FAQ\n\n### Is it warm?\n\nYes, it is warm.\n",
    digest="00",
)


def source(document_id: str, title: str) -> Source:
    return Source(document_id, title, f"/{document_id}", "00", 1200, 2, 3, 0)


SOURCES = (source("bread/sourdough.md", "The Sourdough Book"), source("tools.md", "Knives <b>"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("", [0, 1], id="nothing"),
        pytest.param("  sourDOUGH ", [0], id="title"),
        pytest.param("book bread", [0], id="title and file"),
        pytest.param("book tools", [], id="of two documents"),
        pytest.param("<b>", [1], id="signs"),
    ],
)
def test_documents_are_filtered_by_all_words(words: str, found: list[int]) -> None:
    assert list(filtered(SOURCES, words)) == [SOURCES[at] for at in found]


def test_a_document_is_described_by_what_it_holds() -> None:
    assert figures(SOURCES[0]) == "1,200 characters · 2 sections · 3 chunks"


def test_what_ingest_made_of_a_document_is_told_in_lines() -> None:
    found = inspect_text(BREAD)

    assert heading_lines(found) == ["Dough", "FAQ"]
    assert faq_lines(found) == ["Is it warm? (1 to quote)"]
    assert kinds_line(found.chunks) == "3 heading, 1 text, 1 faq"
    assert entry_line(["a", "b"]) == "2: a / b"


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (passage("a", dense=0.5, lexical=2.25), "fused 0.2500 · dense 0.500 · BM25 2.25 · text"),
        (passage("a"), "fused 0.2500 · dense - · BM25 - · text"),
    ],
)
def test_a_passage_has_its_scores(found: Passage, line: str) -> None:
    assert found.chunk.kind is Kind.TEXT
    assert scores_line(found) == line


def many() -> None:
    from corpus import Source
    from ui.web.library import show_documents

    show_documents([Source(f"{n:02}.md", f"Book {n:02}", "", "00", 9, 1, 1, 0) for n in range(45)])


def test_thousands_are_shown_a_page_at_a_time() -> None:
    page = AppTest.from_function(many).run()
    first = [button.label for button in page.button if "open" in str(button.key)]

    page.button(key="next-of-documents").click().run()
    page.button(key="next-of-documents").click().run()
    last = [button.label for button in page.button if "open" in str(button.key)]
    is_end = page.button(key="next-of-documents").disabled
    page.text_input(key="filter").set_value("book 07").run()

    assert (len(first), last) == (20, [f"Book {n}" for n in range(40, 45)])
    assert is_end
    assert [b.label for b in page.button if "open" in str(b.key)] == ["Book 07"]


def library(index: str) -> None:
    from ui.web.site import Overview, Site, open_assistant
    from ui.web.views import library

    assistant = open_assistant(index)
    library.show(Site(assistant, index, Overview(assistant.sources(), ()), is_owner=True))


def test_a_change_is_refused_to_whoever_is_not_the_owner_any_more(
    bread_index: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FOOTNOTE_STATE", str(tmp_path))
    monkeypatch.setenv("FOOTNOTE_OWNER", "no")
    page = AppTest.from_function(library, args=(str(bread_index),), default_timeout=60)
    page.query_params["document"] = "sourdough.md"
    page.run()

    page.button(key="remove").click().run()

    said = [text.value for text in page.text]
    assert "Only the owner of the documents may change them." in said
    assert "sourdough.md" in said
    assert not page.exception
    st.cache_resource.clear()


def test_it_is_said_since_when_a_document_is_there() -> None:
    source = replace(SOURCES[0], ingested=1_790_000_000.0)

    assert figures(source).endswith(" · 3 chunks · ingested 2026-09-21 14:13 UTC")
