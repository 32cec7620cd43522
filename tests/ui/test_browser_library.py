"""The library in a real browser: documents in, asked, and out again, by the owner only."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from tests.ui.browsing import HOSTILE, Visit, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOSTILE_FILE = "<img src=x onerror=alert(1)>.md"
OVENS = f"# Ovens\n\nThe oven of the bakery is heated with beech wood {HOSTILE} every morning.\n"
WOOD = "What is the oven of the bakery heated with?"


@pytest.fixture
def index(bread_index: Path, tmp_path: Path) -> Path:
    """An index of the test's own, as it will be changed."""
    return Path(copytree(bread_index, tmp_path / "index"))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def own_url(browser: "Browser", index: Path, state: Path) -> Iterator[str]:
    with served(index, state=state) as url:
        yield url


def send(visit: Visit, *files: tuple[str, str]) -> None:
    """Drags files with these names and texts into the library, and has them taken in."""
    page = visit.page
    page.get_by_role("tab", name="Add").click()
    page.locator('input[type="file"]').set_input_files(
        [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files]
    )
    page.get_by_role("button", name="Take in ").click()
    page.get_by_text(": done").wait_for()


def test_what_is_sent_is_asked_and_answered_and_goes_again(
    browser: "Browser", own_url: str, state: Path
) -> None:
    visit = Visit(browser, own_url, "library")
    page = visit.page

    send(visit, (HOSTILE_FILE, OVENS), ("../../broken.pdf", "%PDF-1.4 nothing"))
    outcome = page.locator(".st-key-outcome").inner_text()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Chat").click()
    visit.ask(WOOD)
    page.locator(".claim").first.wait_for()
    said = page.locator(".claim").first.inner_text()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Library").click()
    page.get_by_role("button", name="Ovens").click()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove for good").click()
    page.get_by_text("Removing a document: done").wait_for()

    assert "'broken.pdf' was left out: its PDF is broken" in outcome
    assert f"new: {HOSTILE_FILE}" in outcome
    assert "beech wood" in said
    assert page.get_by_role("button", name="Ovens").count() == 0
    assert [path.name for path in (state / "uploads").glob("*/*")] == []
    assert page.locator("img, .katex, a[href*=javascript], [onerror]").count() == 0
    assert (visit.strangers, visit.dialogs) == ([], [])
    page.close()


def test_passages_are_found_with_their_scores(browser: "Browser", bread_url: str) -> None:
    visit = Visit(browser, bread_url, "library")
    page = visit.page

    page.get_by_role("tab", name="Search").click()
    page.get_by_label("Search the passages").fill("lactic acid")
    page.keyboard.press("Enter")
    first = page.locator(".st-key-found-1")
    first.wait_for()

    assert "The sour taste comes from lactic acid." in first.inner_text()
    assert "fused 0." in first.inner_text()
    first.get_by_role("button").first.click()
    page.get_by_role("heading", name="The Sourdough Book").wait_for()
    assert page.url.endswith("?document=sourdough.md")
    page.close()


def test_a_link_to_a_document_that_is_gone_says_so(browser: "Browser", bread_url: str) -> None:
    visit = Visit(browser, bread_url, "library?document=%3Cb%3Egone%3C%2Fb%3E.md")

    visit.page.get_by_text("There is no such document").wait_for()

    assert "'<b>gone</b>.md'" in visit.page.get_by_test_id("stMain").inner_text()
    visit.page.close()


def test_a_shared_server_has_no_part_for_the_owner(browser: "Browser", bread_index: Path) -> None:
    with served(bread_index, "--no-owner") as url:
        visit = Visit(browser, url, "library")
        page = visit.page
        tabs = page.get_by_role("tab").all_inner_texts()
        page.get_by_role("button", name="The Sourdough Book").click()
        page.get_by_role("tab", name="Text").wait_for()
        visit.settle()
        answer = page.request.put(f"{url}/_stcore/upload_file/any/file", multipart={"a": "b"})

        assert tabs == ["Documents", "Search"]
        assert page.get_by_role("button", name="Remove").count() == 0
        assert "/sourdough.md" not in page.get_by_test_id("stMain").inner_text()
        assert (answer.status, answer.text()) == (403, "Files are taken from the owner only.")
        page.close()
