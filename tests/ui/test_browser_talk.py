"""Conversations in a real browser: kept through a restart, apart for each visitor, taken along."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.browsing import REFUSED, SOUR, Visit, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STARTER = "What is a sourdough starter?"
MINUTES = "How many minutes after a power cut does the oven control restart?"
DATA = os.environ.get("FOOTNOTE_TEST_DATA")
HOSTILE_TEXTS = Path(DATA or "") / "dev" / "hostile" / "hostile.jsonl"


@pytest.fixture(scope="module")
def bread_url(browser: "Browser", bread_index: Path) -> Iterator[str]:
    with served(bread_index) as url:
        yield url


def asked(visit: Visit, question: str, count: int = 1) -> None:
    """Asks, and waits until there are this many replies that can be voted on."""
    visit.ask(question)
    visit.page.locator('[class*="st-key-tools-"]').nth(count - 1).wait_for()
    visit.settle()


def listed(visit: Visit) -> list[str]:
    return visit.page.locator(".st-key-chats button").all_inner_texts()


def test_a_conversation_outlives_a_restart(
    browser: "Browser", bread_index: Path, tmp_path: Path
) -> None:
    with served(bread_index, state=tmp_path) as url:
        before = Visit(browser, url)
        asked(before, STARTER)
        before.page.wait_for_url("**/?chat=*")
        place = before.page.url.partition("?")[2]
        cookies = before.page.context.cookies()

    with served(bread_index, state=tmp_path) as url:
        port = url.rpartition(":")[2]
        context = browser.new_context()
        kept = [{"name": one["name"], "value": one["value"], "url": url} for one in cookies]
        context.add_cookies(kept)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{port}/?{place}")
        page.locator("button.marker").first.wait_for()

        assert page.get_by_test_id("stChatMessage").first.inner_text().startswith(STARTER)
        assert page.locator(".st-key-chats button").all_inner_texts() == [STARTER]
        context.close()


def test_two_visitors_at_once_get_their_own_answers_and_conversations(
    browser: "Browser", bread_url: str
) -> None:
    first, second = Visit(browser, bread_url), Visit(browser, bread_url)

    first.ask(STARTER)
    second.ask(SOUR)
    for visit in (first, second):
        visit.page.locator('[class*="st-key-tools-"]').first.wait_for()
        visit.settle()

    assert "mixture of flour and water" in first.page.locator(".answer").inner_text()
    assert "lactic acid" in second.page.locator(".answer").inner_text()
    assert (listed(first), listed(second)) == ([STARTER], [SOUR])
    first.page.close()
    second.page.close()


def test_a_conversation_is_taken_along(browser: "Browser", bread_url: str) -> None:
    visit = Visit(browser, bread_url)
    asked(visit, SOUR)

    visit.page.get_by_role("button", name="Conversation", exact=False).last.click()
    with visit.page.expect_download() as as_json:
        visit.page.get_by_role("button", name="Download as JSON").click()
    with visit.page.expect_download() as as_markdown:
        visit.page.get_by_role("button", name="Download as Markdown").click()

    exported = json.loads(Path(as_json.value.path()).read_text("utf-8"))
    assert exported["exchanges"][0]["question"] == SOUR
    assert "lactic acid" in Path(as_markdown.value.path()).read_text("utf-8")
    assert as_json.value.suggested_filename.startswith("why-does-my-sourdough")
    visit.page.close()


def test_documents_that_differ_stand_side_by_side(browser: "Browser", manuals_index: Path) -> None:
    with served(manuals_index) as url:
        visit = Visit(browser, url, viewport={"width": 1280, "height": 900})
        asked(visit, MINUTES)
        sides = visit.page.locator(".differing .sides > *")

        boxes = [sides.nth(at).bounding_box() for at in range(2)]

        assert sides.count() == 2
        assert all(boxes)
        assert boxes[0] and boxes[1] and boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
        assert boxes[0]["y"] == pytest.approx(boxes[1]["y"], abs=2)
        visit.page.close()


def test_a_question_is_edited_and_what_came_after_goes(browser: "Browser", bread_url: str) -> None:
    visit = Visit(browser, bread_url)
    asked(visit, STARTER)
    asked(visit, "How often is it fed?", count=2)

    visit.page.get_by_role("button", name="Edit").first.click()
    visit.page.get_by_label("Your question").fill(SOUR)
    visit.page.get_by_role("button", name="Ask again").click()
    visit.page.locator(".answer", has_text="lactic acid").wait_for()
    visit.settle()

    questions = visit.page.locator('[data-testid="stChatMessage"]:has([class*="st-key-edit-"])')
    assert questions.count() == 1
    assert SOUR in questions.first.inner_text()
    visit.page.close()


def test_a_link_asks_its_question(browser: "Browser", bread_url: str) -> None:
    visit = Visit(browser, bread_url, "?q=What%20is%20a%20sourdough%20starter%3F")

    visit.page.locator("button.marker").first.wait_for()

    assert "mixture of flour and water" in visit.page.locator(".answer").inner_text()
    assert "q=" not in visit.page.url
    visit.page.close()


@pytest.mark.skipif(not HOSTILE_TEXTS.exists(), reason="FOOTNOTE_TEST_DATA names no hostile texts")
def test_collected_hostile_texts_do_nothing_as_questions(
    browser: "Browser", bread_url: str
) -> None:
    lines = [json.loads(line) for line in HOSTILE_TEXTS.read_text("utf-8").splitlines()]
    marked = [line["text"] for line in lines if any(sign in line["text"] for sign in "<>![]$")]
    visit = Visit(browser, bread_url)

    for count, text in enumerate(marked[:: max(1, len(marked) // 6)][:6], 1):
        asked(visit, text[:1900], count)

    assert visit.page.locator(".stMain").locator("img, .katex, iframe").count() == 0
    assert (visit.strangers, visit.dialogs) == ([], [])
    assert set(visit.violations) <= REFUSED
    visit.page.close()
