"""Answers from PDF, PowerPoint and Word files: the quote stands in the text, on the page named."""

from collections.abc import Iterator
from typing import Any

import pytest

from assistant import Answer, Assistant
from ingest import ingest
from tests.ingest.loaders.made_office import add_slide, add_table, made_docx, made_pptx
from tests.ingest.loaders.made_pdf import handbook


def talk(deck: Any) -> None:
    add_slide(deck, "Trees of the Park", "A walk in three stops", layout=0)
    add_slide(deck, "The old oak", "The oak at the gate was planted in 1742.", "It is hollow.")
    slide = add_slide(deck, "Heights", layout=5)
    add_table(slide, ("Tree", "Height"), ("Copper beech", "31 metres"), ("Ginkgo", "24 metres"))


def letter(document: Any) -> None:
    document.add_heading("Rules of the Reading Room", 0)
    document.add_heading("Opening hours", 1)
    document.add_paragraph("The reading room opens at nine in the morning on weekdays.")
    document.add_heading("Bags", 1)
    document.add_paragraph("Bags are kept in a locker, which takes a coin of two euros.")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("files")
    (folder / "birds.pdf").write_bytes(handbook())
    (folder / "trees.pptx").write_bytes(made_pptx(talk))
    (folder / "rules.docx").write_bytes(made_docx(letter))
    report = ingest([folder], index=folder.parent / "pages-index")
    assert report.failed == {}
    with Assistant.open(folder.parent / "pages-index") as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "document_id", "words", "heading", "page"),
    [
        pytest.param(
            "How fast does the grey heron strike?", "birds.pdf", "a tenth of a second",
            ("Fishers",), 2, id="pdf text",
        ),
        pytest.param(
            "What is the wingspan of the barn owl?", "birds.pdf", "90 cm",
            ("Fishers", "Figures"), 2, id="pdf table",
        ),
        pytest.param(
            "Where do swifts sleep?", "birds.pdf", "on the wing", ("Fliers",), 3, id="pdf page 3",
        ),
        pytest.param(
            "When was the oak at the gate planted?", "trees.pptx", "1742",
            ("The old oak",), 2, id="slide",
        ),
        pytest.param(
            "How high is the ginkgo?", "trees.pptx", "24 metres", ("Heights",), 3, id="slide table",
        ),
        pytest.param(
            "When does the reading room open?", "rules.docx", "at nine",
            ("Opening hours",), None, id="word",
        ),
    ],
)  # fmt: skip
def test_a_citation_names_the_page_its_quote_stands_on(
    files: Assistant,
    question: str,
    document_id: str,
    words: str,
    heading: tuple[str, ...],
    page: int | None,
) -> None:
    reply = files.ask(question)

    assert isinstance(reply, Answer)
    cited = next(one for one in reply.citations if words in one.quote)
    assert (cited.document_id, cited.heading, cited.page) == (document_id, heading, page)
    assert cited.to_dict()["page"] == page
    for one in reply.citations:
        assert files.document(one.document_id).text[one.start : one.end] == one.quote


def test_the_titles_are_the_documents_own(files: Assistant) -> None:
    assert {source.document_id: source.title for source in files.sources()} == {
        "birds.pdf": "A Handbook of Birds",
        "rules.docx": "Rules of the Reading Room",
        "trees.pptx": "Trees of the Park",
    }
