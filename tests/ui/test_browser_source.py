"""The source of a footnote in a real browser: beside the answer, by mouse and by keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest import ingest
from tests.ui.browsing import SOUR, Visit, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

SPELT = "Spelt dough rests for forty minutes in a cool cellar."
BARLEY = "Barley flour is stored in tall wooden barrels."
GENE = "The gene of the baker's yeast was read in Vienna."
LONG_WORD = "GATTACA" * 17


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "spelt.md").write_text(f"# Spelt\n\n## Resting\n\n{SPELT}\n", encoding="utf-8")
    (folder / "barley.md").write_text(f"# Barley\n\n{BARLEY}\n", encoding="utf-8")
    bases = "\n\n".join(" ".join([LONG_WORD] * 60) for _ in range(12))
    parts = ["# Yeast", "The beginning.", bases, "## Found", GENE, "## Rest", bases, "The end."]
    text = "\n\n".join(parts)
    (folder / "yeast.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def shelf_index(browser: "Browser", shelf: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("index") / "shelf"
    ingest([shelf], index=index)
    return index


@pytest.fixture(scope="module")
def shelf_url(shelf_index: Path) -> Iterator[str]:
    with served(shelf_index) as url:
        yield url


def source(page: "Page") -> "Locator":
    return page.get_by_label("Source of the footnote")


def marker(page: "Page", name: str) -> "Locator":
    return page.locator(".answer").get_by_role("button", name=name)


def quote(page: "Page") -> "Locator":
    """The quote that is looked at, once the whole document has come."""
    return source(page).locator(".body:not(.quick) mark.current")


def has_focus(found: "Locator") -> bool:
    return bool(found.evaluate("node => node === node.getRootNode().activeElement"))


def in_sight(found: "Locator") -> bool:
    return bool(
        found.evaluate(
            """node => {
              const box = node.getBoundingClientRect();
              const body = node.closest(".body").getBoundingClientRect();
              return box.top >= body.top && box.bottom <= body.bottom;
            }"""
        )
    )


def test_a_marker_opens_the_document_at_the_quote_beside_the_answer(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name=SOUR).click()

    marker(page, "Footnote 1: The Sourdough Book").click()
    quote(page).wait_for()

    panel, answer = source(page).bounding_box(), page.locator(".answer").bounding_box()
    assert quote(page).inner_text() == "The sour taste comes from lactic acid."
    assert in_sight(quote(page))
    assert source(page).locator("h2").inner_text() == "The Sourdough Book"
    assert "Frequently asked questions · line 17" in source(page).locator(".where").inner_text()
    assert source(page).locator("h3, h4").all_inner_texts() == [
        "Sourdough",
        "Feeding",
        "Frequently asked questions",
    ]
    assert panel and answer and answer["x"] + answer["width"] <= panel["x"]
    assert panel["x"] + panel["width"] == page.viewport_size["width"]  # type: ignore[index]


def test_a_second_click_and_the_close_button_close_it(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name=SOUR).click()
    opener = marker(page, "Footnote 1")

    opener.click()
    quote(page).wait_for()
    assert opener.get_attribute("aria-expanded") == "true"
    opener.click()
    source(page).wait_for(state="hidden")
    assert opener.get_attribute("aria-expanded") == "false"
    opener.click()
    quote(page).wait_for()
    page.get_by_role("button", name="Close the source").click()
    source(page).wait_for(state="hidden")

    assert has_focus(opener)


def test_the_keyboard_alone_opens_reads_and_closes_it(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("button", name=SOUR).click()
    opener = marker(page, "Footnote 1")

    opener.focus()
    page.keyboard.press("Enter")
    quote(page).wait_for()
    assert has_focus(source(page).locator("h2"))
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(source(page).locator(":focus").get_attribute("class"))
    page.keyboard.press("Escape")
    source(page).wait_for(state="hidden")

    assert "body" in stops
    assert has_focus(opener)


def test_quotes_are_stepped_through_and_other_footnotes_reached(visit: Visit) -> None:
    page = visit.page
    visit.ask("How much protein has rye flour?")
    answer = page.locator(".answer")
    answer.get_by_role("button", name="Footnote 1").click()
    quote(page).first.wait_for()
    steps = source(page).locator(".count")
    at, _, count = steps.inner_text().split()

    for place in range(int(at) - 1, 0, -1):
        page.get_by_role("button", name="Previous quote").click()
        source(page).get_by_text(f"{place} of {count}").wait_for()
    assert quote(page).all_inner_texts() == ["Flour", "Protein", "Best for"]
    chip = source(page).get_by_role("button", name="Footnote 1:")
    chip.click()
    source(page).get_by_text(f"{at} of {count}").wait_for()

    assert int(count) > 1
    assert chip.get_attribute("aria-current") == "true"
    assert answer.locator(".marker").first.get_attribute("aria-expanded") == "true"
    assert page.locator('.marker[aria-expanded="true"]').count() == 1


def test_a_footnote_of_an_earlier_answer_takes_its_place(visit: Visit) -> None:
    page = visit.page
    visit.ask("How long does a loaf stay fresh?")
    marker(page, "Footnote 1").click()
    quote(page).filter(has_text="five days").wait_for()
    visit.ask("How long does whole grain flour keep?")
    page.locator(".answer").nth(1).locator(".marker").first.click()
    quote(page).filter(has_text="three months").wait_for()

    page.locator(".answer").nth(0).locator(".marker").first.click()
    quote(page).filter(has_text="five days").wait_for()

    assert page.locator('.marker[aria-expanded="true"]').count() == 1
    page.get_by_role("button", name="New conversation").click()
    source(page).wait_for(state="hidden")


def test_on_a_narrow_page_it_is_a_sheet_that_keeps_the_focus(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("button", name=SOUR).click()
    marker(page, "Footnote 1").click()
    quote(page).wait_for()

    box = source(page).bounding_box()
    assert box == {"x": 0, "y": 0, "width": 360, "height": 740}
    assert source(page).get_attribute("role") == "dialog"
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert in_sight(quote(page))
    for _ in range(6):
        page.keyboard.press("Tab")
        assert source(page).locator(":focus").count() == 1
    page.keyboard.press("Escape")
    source(page).wait_for(state="hidden")


def test_every_character_can_be_shown_as_it_stands_in_the_document(visit: Visit) -> None:
    page = visit.page
    visit.ask("How much protein has rye?")
    marker(page, "Footnote 1").click()
    quote(page).first.wait_for()

    table = source(page).locator(".wide")
    assert "|" not in table.inner_text()
    page.get_by_role("button", name="As written").click()

    assert "| Flour | Protein | Best for |\n|---|---|---|\n| Wheat" in table.inner_text()


def test_of_a_long_document_more_is_shown_on_request(browser: "Browser", shelf_url: str) -> None:
    visit = Visit(browser, shelf_url)
    page = visit.page
    visit.ask("Where was the gene of the baker's yeast read?")
    marker(page, "Footnote 1").first.click()
    quote(page).first.wait_for()

    body = source(page).locator(".body")
    assert "The beginning." not in body.inner_text()
    assert "The end." not in body.inner_text()
    before = quote(page).first.bounding_box()
    for direction, last in (("above", "The beginning."), ("below", "The end.")):
        more = body.get_by_role("button", name=f"Show more {direction}")
        while not body.get_by_text(last).count():
            length = body.evaluate("node => node.textContent.length")
            more.evaluate("node => node.click()")
            page.wait_for_function(
                "([node, length]) => node.textContent.length !== length",
                arg=[body.element_handle(), length],
            )
        assert more.count() == 0
    after = quote(page).first.bounding_box()

    assert before and after and abs(before["y"] - after["y"]) < 2
    page.close()


def test_a_document_that_changed_or_went_says_so(
    browser: "Browser", shelf: Path, shelf_index: Path, shelf_url: str
) -> None:
    visit = Visit(browser, shelf_url)
    page = visit.page
    visit.ask("How long does spelt dough rest?")
    page.locator(".answer").nth(0).locator(".marker").first.wait_for()
    visit.ask("Where is barley flour stored?")
    page.locator(".answer").nth(1).locator(".marker").first.wait_for()

    (shelf / "spelt.md").write_text("# Spelt\n\nSpelt is an old grain.\n", encoding="utf-8")
    (shelf / "barley.md").unlink()
    ingest([shelf], index=shelf_index)
    page.locator(".answer").nth(0).locator(".marker").first.click()
    source(page).get_by_text("This document has changed since it was quoted.").wait_for()
    assert source(page).locator("blockquote mark").inner_text() == SPELT
    assert "old grain" not in source(page).inner_text()
    page.locator(".answer").nth(1).locator(".marker").first.click()
    source(page).get_by_text("This document has been removed").wait_for()

    assert BARLEY not in str(source(page).text_content())
    page.close()


@pytest.mark.parametrize("clipboard", ["", "Object.defineProperty(navigator, 'clipboard', {})"])
def test_an_answer_is_copied_and_said_to_be(
    browser: "Browser", bread_url: str, clipboard: str
) -> None:
    """Also where the page is not served safely, so that scripts have no clipboard."""
    visit = Visit(browser, bread_url, permissions=["clipboard-read", "clipboard-write"])
    page = visit.page
    visit.ask("How long does a loaf stay fresh?")
    copy = page.get_by_role("button", name="Copy", exact=True)
    copy.wait_for()
    reading = page.evaluate_handle("navigator.clipboard")
    page.evaluate(clipboard)
    copy.click()
    page.get_by_role("status").filter(has_text="Copied").wait_for()

    pasted = page.evaluate("clipboard => clipboard.readText()", reading)
    assert "A sourdough loaf stays fresh for five days in a linen bag. [1]" in pasted
    assert has_focus(copy)
    page.close()
