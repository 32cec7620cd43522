from typing import Any

import pytest
from pptx.util import Inches

from corpus import DocumentError
from ingest.loaders.pptx import read_pptx
from ingest.structure import read_sections
from tests.ingest.loaders.made_office import (
    add_chart,
    add_slide,
    add_table,
    made_pptx,
    with_part,
)


def add_box(slide: Any, text: str, *, left: float = 1.0, top: float = 3.0) -> Any:
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(3), Inches(1))
    box.text_frame.text = text
    return box


def test_every_slide_is_a_page_below_its_title() -> None:
    def fill(deck: Any) -> None:
        add_slide(deck, "Birds of the Year", "A talk", layout=0)
        add_slide(deck, "Owls", "They hunt at night", "They need:", "\ta dry hole", "\tvoles")
        add_slide(deck, "Swifts", "They sleep on the wing.")

    found = read_pptx(made_pptx(fill))

    assert found.title == "Birds of the Year"
    assert found.text == (
        "# Birds of the Year\n\nA talk\n\n"
        "## Owls\n\n- They hunt at night\n- They need:\n    - a dry hole\n    - voles\n\n"
        "## Swifts\n\nThey sleep on the wing."
    )
    assert [found.text[start:].split("\n")[0] for start in found.pages] == [
        "# Birds of the Year", "## Owls", "## Swifts",
    ]  # fmt: skip
    assert [s.heading for s in read_sections(found.text)] == [(), ("Owls",), ("Swifts",)]


def test_a_table_is_a_table_and_spanning_cells_stand_everywhere() -> None:
    def fill(deck: Any) -> None:
        slide = add_slide(deck, "Figures", layout=5)
        rows = ("Bird", "Eggs", ""), ("Owl", "4", "7"), ("", "5", "8")
        table = add_table(slide, *rows)
        table.cell(0, 1).merge(table.cell(0, 2))
        table.cell(1, 0).merge(table.cell(2, 0))

    assert read_pptx(made_pptx(fill)).text == (
        "# Figures\n\n| Bird | Eggs | Eggs |\n|---|---|---|\n| Owl | 4 | 7 |\n| Owl | 5 | 8 |"
    )


def test_a_chart_is_its_title_and_its_numbers() -> None:
    def fill(deck: Any) -> None:
        add_chart(add_slide(deck, "Counts", layout=5), "Pairs a year", {"1998": 1204, "1999": 7.5})

    assert read_pptx(made_pptx(fill)).text == (
        "# Counts\n\nPairs a year\n\n|  | Pairs |\n|---|---|\n| 1998 | 1204 |\n| 1999 | 7.5 |"
    )


def test_speaker_notes_are_a_paragraph_of_their_slide() -> None:
    def fill(deck: Any) -> None:
        slide = add_slide(deck, "Owls", "They hunt.")
        slide.notes_slide.notes_text_frame.text = "Show the film.\nThen ask."

    assert read_pptx(made_pptx(fill)).text.endswith(
        "They hunt.\n\nNotes: Show the film.\n\nThen ask."
    )


def test_shapes_are_read_from_the_top_down_and_from_the_left() -> None:
    def fill(deck: Any) -> None:
        slide = add_slide(deck, "Owls", layout=5)
        add_box(slide, "Bottom", top=6)
        add_box(slide, "Right", left=5)
        add_box(slide, "Left", left=1)

    assert read_pptx(made_pptx(fill)).text == "# Owls\n\nLeft\n\nRight\n\nBottom"


def test_words_within_groups_are_read() -> None:
    def fill(deck: Any) -> None:
        slide = add_slide(deck, "Owls", layout=5)
        group = slide.shapes.add_group_shape([add_box(slide, "Inner")])
        slide.shapes.add_group_shape([group, add_box(slide, "Outer", top=5)])

    assert read_pptx(made_pptx(fill)).text == "# Owls\n\nInner\n\nOuter"


def test_a_slide_without_a_title_has_a_heading_of_its_own() -> None:
    def fill(deck: Any) -> None:
        add_slide(deck, "Owls", "They hunt.")
        add_box(add_slide(deck, "", layout=6), "A sentence, which is no title.")
        slide = add_slide(deck, "", layout=6)
        add_box(slide, "Herons", top=0.5)
        add_box(slide, "They stand still.")

    assert read_pptx(made_pptx(fill)).text == (
        "# Owls\n\nThey hunt.\n\n## Slide 2\n\nA sentence, which is no title.\n\n"
        "## Herons\n\nThey stand still."
    )


def test_what_stands_on_most_slides_is_left_out() -> None:
    def fill(deck: Any) -> None:
        for name in ("Owls", "Herons", "Swifts"):
            add_box(add_slide(deck, name, f"{name} fly."), "Bird Society 2024", top=7)

    assert "Bird Society" not in read_pptx(made_pptx(fill)).text


def test_a_slide_of_pictures_is_a_page_without_words() -> None:
    def fill(deck: Any) -> None:
        add_slide(deck, "Owls", "They hunt.")
        add_slide(deck, "", layout=6)
        add_slide(deck, "Swifts", "They sleep.")

    found = read_pptx(made_pptx(fill))

    assert len(found.pages) == 3
    assert found.pages[1] <= found.pages[2]
    assert found.text[found.pages[2] :].startswith("## Swifts")


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(DocumentError, match="no text on its slides"):
        read_pptx(made_pptx(lambda deck: add_slide(deck, "", layout=6)))


def test_entities_are_not_resolved() -> None:
    """`load` refuses such a file before; the reader does not rely on it."""
    entities = '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname">]>'

    def change(xml: str) -> str:
        head, body = xml.split("?>", 1)
        return f"{head}?>{entities}{body}".replace("MARK", "Owls &f;")

    data = made_pptx(lambda deck: add_slide(deck, "MARK"))

    assert read_pptx(with_part(data, "ppt/slides/slide1.xml", change)).text == "# Owls"
