import os
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from corpus import DocumentError, Kind, Section
from ingest.loaders.pdf import read_pdf
from ingest.structure import read_sections
from tests.ingest.loaders.made_pdf import (
    CHAPTER,
    HERONS,
    JUSTIFIED,
    OWLS,
    SECTION,
    SWIFTS,
    TITLE,
    bullets,
    drawn_pdf,
    handbook,
    header_and_footer,
    made_pdf,
    p,
)


def headings(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("#")]


def kinds(sections: tuple[Section, ...], kind: Kind) -> int:
    return sum(block.kind is kind for section in sections for block in section.blocks)


def plain(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def test_headings_are_told_by_size_and_weight() -> None:
    found = read_pdf(handbook())

    assert found.title == "A Handbook of Birds"
    assert headings(found.text) == [
        "# A Handbook of Birds",
        "## Night hunters",
        "### What owls need",
        "## Fishers",
        "### Figures",
        "## Fliers",
    ]


def test_lists_tables_and_code_keep_their_shape() -> None:
    text = read_pdf(handbook()).text

    assert (
        "To raise their young, owls need:\n\n"
        "- a dry hole or a nesting box, out of the wind\n"
        "- fields with many voles\n\n"
        "How to build a nesting box:\n\n"
        "1. Saw six boards of spruce.\n"
        "2. Screw them together, and leave one side open.\n\n"
    ) in text
    assert (
        "| Bird | Wingspan | Clutch |\n|---|---|---|\n| Barn owl | 90 cm | 5 eggs |\n"
        "| Grey heron | 185 cm | 4 eggs |\n| Swift | 42 cm | 2 eggs |\n"
    ) in text
    assert "```\nfor bird in birds:\n    count(bird)\n```" in text


def test_what_is_printed_on_every_page_is_left_out() -> None:
    data = handbook()

    assert plain(data).count("third edition") == 3
    assert "third edition" not in read_pdf(data).text
    assert "Page 2" not in read_pdf(data).text


def test_pages_start_where_their_first_words_are() -> None:
    found = read_pdf(handbook())

    first, second, third = found.pages
    assert found.text[first:].startswith("# A Handbook")
    assert found.text[second:].startswith("## Fishers")
    assert found.text[third:].startswith("## Fliers")


def test_a_line_is_part_of_its_paragraph_again() -> None:
    data = handbook()

    assert OWLS.strip() not in plain(data)
    assert OWLS.strip() in read_pdf(data).text


def test_the_structure_is_what_the_chunks_are_made_from() -> None:
    sections = read_sections(read_pdf(handbook()).text)

    assert (kinds(sections, Kind.TABLE), kinds(sections, Kind.LIST)) == (1, 2)
    assert ("Fishers", "Figures") in {section.heading for section in sections}


def test_two_columns_are_read_one_after_the_other() -> None:
    story = [p("Birds of the Year", TITLE), p("Owls", CHAPTER), p(OWLS * 12, JUSTIFIED)]
    story += [p("Herons", CHAPTER), p(HERONS * 31, JUSTIFIED), p("Swifts", CHAPTER)]
    story += [p(SWIFTS * 16, JUSTIFIED)]

    found = read_pdf(made_pdf(story, columns=2, decorate=header_and_footer))

    assert (OWLS * 12).strip() in found.text
    assert (HERONS * 31).strip() in found.text
    assert (SWIFTS * 16).strip() in found.text
    assert headings(found.text)[1:] == ["## Owls", "## Herons", "## Swifts"]


def test_short_columns_are_told_by_the_order_they_are_drawn_in() -> None:
    lines = [(50, 700, "Herons stand still"), (50, 685, "in shallow water.")]
    lines += [(300, 700, "Swifts sleep soundly"), (300, 685, "on the wing.")]

    text = read_pdf(drawn_pdf(lines)).text

    assert text.index("in shallow water.") < text.index("Swifts sleep")


def test_a_paragraph_goes_on_over_the_page() -> None:
    found = read_pdf(made_pdf([p(OWLS * 60)]))

    assert found.text == (OWLS * 60).strip()
    assert len(found.pages) == 2
    assert 0 < found.pages[1] < len(found.text)


def test_a_word_parted_at_a_line_end_is_whole_again() -> None:
    lines = [
        "The barn owl is a nocturnal hunter of the open coun-",
        "tryside, and a well-known guest in churches. It is well-",
        "known for its face, too, which is shaped like a heart.",
    ]

    text = read_pdf(drawn_pdf([(50, 700 - 13 * at, one) for at, one in enumerate(lines)])).text

    assert text == (
        "The barn owl is a nocturnal hunter of the open countryside, and a well-known guest in "
        "churches. It is well-known for its face, too, which is shaped like a heart."
    )


def test_the_outline_names_headings_and_their_levels() -> None:
    story = [p("Birds"), p(OWLS), p("Owls"), p(OWLS * 2), PageBreak(), p("Herons"), p(HERONS)]
    outline = [("Birds", 0, 1), ("Owls", 1, 1), ("Herons", 1, 2)]

    found = read_pdf(made_pdf(story, outline=outline))

    assert headings(found.text) == ["# Birds", "## Owls", "## Herons"]


def test_a_table_of_contents_is_no_table() -> None:
    entries = [("Owls", 2), ("Herons", 3), ("Swifts", 9)]
    lines = [(50, 740, "Contents")]
    lines += [(50, 700 - 20 * at, f"{name} {'.' * 60} {page}") for at, (name, page) in
              enumerate(entries)]  # fmt: skip

    text = read_pdf(drawn_pdf(lines)).text

    assert text == "Contents\n\n- Owls\n- Herons\n- Swifts"


def test_raised_numbers_do_not_run_into_the_words_before_them() -> None:
    text = read_pdf(made_pdf([p("There are 10<super>6</super> swifts in the whole country.")])).text

    assert text == "There are 10⁶ swifts in the whole country."


@pytest.mark.parametrize(
    ("given", "title"),
    [
        pytest.param("Birds of Europe", "Birds of Europe", id="sensible"),
        pytest.param("Microsoft Word - birds_final2.doc", "", id="program and file"),
        pytest.param("untitled", "", id="untitled"),
    ],
)
def test_the_title_of_a_plain_text_is_what_the_file_says_if_that_is_sensible(
    given: str, title: str
) -> None:
    assert read_pdf(made_pdf([p(OWLS)], title=given)).title == title


def test_a_heading_larger_than_the_text_is_the_title() -> None:
    assert read_pdf(made_pdf([p("Owls at Night", TITLE), p(OWLS)])).title == "Owls at Night"


def test_names_below_the_title_head_nothing() -> None:
    story = [p("Owls at Night", TITLE), p("By A. Strix", CHAPTER), p("Hunting", SECTION), p(OWLS)]
    story += [p("Breeding", SECTION), p(OWLS)]

    assert headings(read_pdf(made_pdf(story)).text)[1:] == ["## Hunting", "## Breeding"]


def test_text_that_is_turned_is_read_too() -> None:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.rotate(90)
    for at, line in enumerate(("Owls hunt at night, when most", "of their prey is awake.")):
        canvas.drawString(100, -100 - 14 * at, line)
    canvas.save()

    assert read_pdf(file.getvalue()).text == "Owls hunt at night, when most of their prey is awake."


def test_letters_drawn_twice_to_look_bold_are_read_once() -> None:
    twice = [(50, 700, "Owls hunt at night."), (50.3, 700, "Owls hunt at night.")]

    assert read_pdf(drawn_pdf(twice)).text == "Owls hunt at night."


def test_a_locked_file_is_refused_and_one_that_opens_without_a_password_is_read() -> None:
    data = made_pdf([p(OWLS)])

    def encrypted(password: str) -> bytes:
        writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
        writer.encrypt(password, "owner", algorithm="RC4-128")
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    assert read_pdf(encrypted("")).text == OWLS.strip()
    with pytest.raises(DocumentError, match="locked with a password; save a copy without one"):
        read_pdf(encrypted("secret"))


def test_pictures_of_pages_are_refused_and_one_among_pages_is_noted() -> None:
    from PIL import Image

    def pages(*texts: str) -> bytes:
        file = BytesIO()
        canvas = Canvas(file)
        for text in texts:
            if text:
                canvas.drawString(50, 700, text)
            else:
                canvas.drawImage(ImageReader(Image.new("RGB", (20, 20))), 50, 500, 200, 200)
            canvas.showPage()
        canvas.save()
        return file.getvalue()

    mixed = read_pdf(pages("Owls hunt at night.", "", "Swifts sleep."))

    assert mixed.notes == ("Page 2 has no text but a picture: run OCR on the file.",)
    assert mixed.text[mixed.pages[2] :] == "Swifts sleep."
    with pytest.raises(DocumentError, match="pictures of pages, no text; run OCR on it first"):
        read_pdf(pages(""))


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n" + b"x" * 500, handbook()[:3000]], ids=range(3)
)
def test_a_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError):
        read_pdf(data)


def test_a_damaged_cross_reference_table_is_made_up_for() -> None:
    data = handbook()
    at = data.rindex(b"startxref")

    assert read_pdf(data[:at] + b"startxref\n17\n%%EOF").text == read_pdf(data).text


def test_pages_in_a_loop_end() -> None:
    data = handbook().replace(b"/Kids [ ", b"/Kids [ 10 0 R ")

    try:
        assert read_pdf(data).pages
    except DocumentError as error:
        assert "print it to a new PDF" in str(error)


def test_page_starts_never_go_back() -> None:
    story = [flowable for text in (OWLS, HERONS, "", SWIFTS) for flowable in (p(text), PageBreak())]

    found = read_pdf(made_pdf([*story, bullets("one swift", "two swifts")]))

    assert len(found.pages) == 5
    assert all(one <= other for one, other in pairwise(found.pages))
    assert found.text[found.pages[4] :].startswith("- one swift")


def test_lines_of_the_text_that_happen_to_repeat_are_kept() -> None:
    lines = [(50, 800 - 14 * at, f"Line {at % 2} of the song") for at in range(50)]

    assert read_pdf(drawn_pdf(lines, lines)).text.count("of the song") == 100


def test_a_form_that_draws_itself_ends() -> None:
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter(clone_from=PdfReader(BytesIO(drawn_pdf([(50, 700, "Owls hunt.")]))))
    form = DecodedStreamObject()
    form.set_data(b"/F Do " * 50)
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    reference = writer._add_object(form)
    drawings = DictionaryObject({NameObject("/F"): reference})
    form[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawings})
    page = writer.pages[0]
    page["/Resources"][NameObject("/XObject")] = drawings
    contents = DecodedStreamObject()
    contents.set_data(page["/Contents"].get_object().get_data() + b" /F Do")
    page[NameObject("/Contents")] = writer._add_object(contents)
    file = BytesIO()
    writer.write(file)

    with pytest.raises(DocumentError, match="more than 5,000 forms"):
        read_pdf(file.getvalue())


@pytest.mark.skipif("FOOTNOTE_TEST_DATA" not in os.environ, reason="needs the test data")
def test_a_paper_in_two_columns_is_read_with_its_table() -> None:
    folder = Path(os.environ["FOOTNOTE_TEST_DATA"]) / "dev" / "badfiles" / "files"

    found = read_pdf((folder / "multicolumn.pdf").read_bytes())

    assert found.title == "Two-Column Document with Lorem Ipsum"
    assert "| Austria | 8.9 | 83,879 | Vienna | German |" in found.text
    assert "Curabitur dictum gravida mauris. Nam arcu libero" in found.text
    assert len(found.pages) == 3
