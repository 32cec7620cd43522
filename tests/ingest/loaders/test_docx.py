from typing import Any

import pytest

from corpus import DocumentError, Kind
from ingest.loaders.docx import read_docx
from ingest.structure import read_sections
from tests.ingest.loaders.made_office import add_xml, made_docx, with_part

OWLS = "Owls hunt at night, when most of their prey is awake."
FOOTNOTES = """<?xml version="1.0" encoding="UTF-8"?>
<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Counted in 1998.</w:t></w:r></w:p>
</w:footnote></w:footnotes>"""


def paragraph(inner: str) -> str:
    return f"<w:p>{inner}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def read_xml(*elements: str) -> str:
    def fill(document: Any) -> None:
        for element in elements:
            add_xml(document, element)

    return read_docx(made_docx(fill)).text


def test_headings_lists_and_tables_keep_their_shape() -> None:
    def fill(document: Any) -> None:
        document.add_heading("A Handbook of Birds", 0)
        document.add_heading("Owls", 1)
        document.add_paragraph(OWLS)
        document.add_heading("What owls need", 2)
        document.add_paragraph("A dry hole.", style="List Bullet")
        document.add_paragraph("Fields:", style="List Bullet")
        document.add_paragraph("Saw six boards.", style="List Number")
        document.add_paragraph("Screw them together.", style="List Number")
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ("Bird", "Eggs", "Barn owl", "5"), strict=True):
            cell.text = text

    found = read_docx(made_docx(fill))

    assert found.title == "A Handbook of Birds"
    assert found.pages == ()
    assert found.text == (
        "# A Handbook of Birds\n\n## Owls\n\n" + OWLS + "\n\n### What owls need\n\n"
        "- A dry hole.\n- Fields:\n1. Saw six boards.\n2. Screw them together.\n\n"
        "| Bird | Eggs |\n|---|---|\n| Barn owl | 5 |"
    )


def test_the_structure_is_what_the_chunks_are_made_from() -> None:
    def fill(document: Any) -> None:
        document.add_heading("Birds", 0)
        document.add_heading("Owls", 1)
        document.add_paragraph(OWLS)
        document.add_paragraph("A dry hole.", style="List Bullet")
        document.add_paragraph("A quiet place.", style="List Bullet")

    (opening, owls) = read_sections(read_docx(made_docx(fill)).text)

    assert opening.heading == ()
    assert owls.heading == ("Owls",)
    assert [block.kind for block in owls.blocks] == [Kind.HEADING, Kind.TEXT, Kind.LIST]


def test_a_heading_is_known_by_its_outline_level_whatever_its_style_is_called() -> None:
    def fill(document: Any) -> None:
        style = document.styles.add_style("Kapitelanfang", 1)
        style.base_style = document.styles["Heading 2"]
        document.add_heading("Vögel", 1)
        document.add_paragraph("Eulen", style="Kapitelanfang")
        document.add_paragraph(OWLS)
        add_xml(document, paragraph('<w:pPr><w:outlineLvl w:val="2"/></w:pPr>' + run("Reiher")))

    assert read_docx(made_docx(fill)).text == f"# Vögel\n\n## Eulen\n\n{OWLS}\n\n### Reiher"


def test_numbers_that_word_makes_are_written() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate([("decimal", "%1."), ("decimal", "%1.%2"),
                                           ("lowerLetter", "(%3)")])
    )  # fmt: skip

    def fill(document: Any) -> None:
        numbering = document.part.numbering_part.element
        from docx.oxml import parse_xml

        from tests.ingest.loaders.made_office import NAMESPACE

        numbering.insert(
            0,
            parse_xml(f'<w:abstractNum {NAMESPACE} w:abstractNumId="77">{levels}</w:abstractNum>'),
        )
        numbering.append(parse_xml(
            f'<w:num {NAMESPACE} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))  # fmt: skip
        for level, text in ((0, "Rent"), (1, "Paid monthly"), (2, "by the third"), (1, "Due")):
            properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
            add_xml(document, paragraph(f"<w:pPr>{properties}</w:pPr>{run(text)}"))

    assert read_docx(made_docx(fill)).text == (
        "1. Rent\n    - 1.1 Paid monthly\n        (a) by the third\n    - 1.2 Due"
    )


def test_tracked_changes_are_taken_as_accepted() -> None:
    text = read_xml(
        paragraph(
            run("Owls lay ")
            + f'<w:ins w:id="1" w:author="a">{run("five")}</w:ins>'
            + '<w:del w:id="2" w:author="a"><w:r><w:delText>three</w:delText></w:r></w:del>'
            + f'<w:moveFrom w:id="3" w:author="a">{run(" gone")}</w:moveFrom>'
            + run(" eggs.")
        )
    )

    assert text == "Owls lay five eggs."


def test_links_fields_and_content_controls_show_their_words() -> None:
    code = '<w:r><w:instrText>HYPERLINK "http://owls.example"</w:instrText></w:r>'
    text = read_xml(
        paragraph(
            f"<w:hyperlink>{run('The owl page')}</w:hyperlink>"
            + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + code
            + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run(" is here")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + f"<w:sdt><w:sdtContent>{run(', and more.')}</w:sdtContent></w:sdt>"
        )
    )  # fmt: skip

    assert text == "The owl page is here, and more."


def test_hidden_words_are_left_out() -> None:
    assert read_xml(paragraph(run("Seen.") + run("Hidden.", "<w:vanish/>"))) == "Seen."


def test_a_cell_that_spans_others_stands_in_each_of_them() -> None:
    def fill(document: Any) -> None:
        table = document.add_table(rows=3, cols=3)
        texts = ("Bird", "Eggs", "Eggs", "Owl", "4", "7", "", "5", "8")
        for cell, text in zip(table._cells, texts, strict=True):
            cell.text = text
        table.cell(0, 1).text = ""
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(1, 0).merge(table.cell(2, 0))

    assert read_docx(made_docx(fill)).text == (
        "| Bird | Eggs | Eggs |\n|---|---|---|\n| Owl | 4 | 7 |\n| Owl | 5 | 8 |"
    )


def test_a_table_within_a_cell_is_words_of_the_cell() -> None:
    def fill(document: Any) -> None:
        table = document.add_table(rows=2, cols=2)
        for cell, text in zip(table._cells, ("Bird", "Data", "Owl", "See"), strict=True):
            cell.text = text
        inner = table.cell(1, 1).add_table(rows=1, cols=2)
        inner.cell(0, 0).text = "eggs"
        inner.cell(0, 1).text = "five"

    assert read_docx(made_docx(fill)).text.endswith("| Owl | See eggs, five; |")


def test_a_table_of_one_cell_is_text() -> None:
    def fill(document: Any) -> None:
        document.add_table(rows=1, cols=1).cell(0, 0).text = OWLS

    assert read_docx(made_docx(fill)).text == OWLS


def test_a_footnote_follows_the_paragraph_that_refers_to_it() -> None:
    def fill(document: Any) -> None:
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        add_xml(document, paragraph(run("There are 1,204 pairs.") + reference))
        document.add_paragraph("No more.")
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
        content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        package = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), content, FOOTNOTES.encode(), package)
        document.part.relate_to(part, kind)

    assert read_docx(made_docx(fill)).text == (
        "There are 1,204 pairs.\n\nFootnote 1: Counted in 1998.\n\nNo more."
    )


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
    text = read_xml(
        '<w:p xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        + run("Beside it.")
        + f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing>"
        + f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        + "</w:r></w:p>"
    )

    assert text == "Beside it.\n\nIn the box."


def test_headers_and_footers_and_the_contents_are_left_out() -> None:
    def fill(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Confidential"
        document.sections[0].footer.paragraphs[0].text = "Page 1"
        document.styles.add_style("TOC 1", 1)
        document.add_paragraph("Owls 3", style="TOC 1")
        document.add_paragraph(OWLS)

    assert read_docx(made_docx(fill)).text == OWLS


def test_the_title_is_the_one_seen_else_the_one_the_file_says() -> None:
    def named(title: str) -> str:
        def fill(document: Any) -> None:
            document.core_properties.title = title
            document.add_paragraph(OWLS)

        return read_docx(made_docx(fill)).title

    assert named("Birds of Europe") == "Birds of Europe"
    assert named("Microsoft Word - birds.docx") == ""
    assert named("Document1") == ""


def test_a_program_stays_a_block() -> None:
    def fill(document: Any) -> None:
        document.styles.add_style("Source Code", 1)
        for line in ("for bird in birds:", "    count(bird)"):
            document.add_paragraph(line, style="Source Code")

    assert read_docx(made_docx(fill)).text == "```\nfor bird in birds:\n    count(bird)\n```"


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(DocumentError, match="no text in it"):
        read_docx(made_docx(lambda document: None))


def test_entities_are_not_resolved() -> None:
    """`load` refuses such a file before; the reader does not rely on it."""
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">' + (
        '<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    )

    def change(xml: str) -> str:
        head, body = xml.split("?>", 1)
        return f"{head}?>{bomb}{body}".replace("MARK", "Only words &b;&f;")

    data = made_docx(lambda document: document.add_paragraph("MARK"))

    assert read_docx(with_part(data, "word/document.xml", change)).text == "Only words"
