"""The page in a real browser: what is seen, reached by keyboard, and never run."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from ingest import ingest
from tests.ui.browsing import BEGINNING, HOSTILE, Visit, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def hostile_url(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    text = (
        f"---\ntitle: Ovens {HOSTILE}\n---\n\n# Ovens\n\n## Heat {HOSTILE}\n\n"
        f"The oven of the bakery is heated with beech wood {HOSTILE} every morning.\n\n"
        "## Frequently asked questions\n\n"
        f"### Which wood heats the oven {HOSTILE[:30]}?\n\n"
        f"Beech wood {HOSTILE} heats the oven of the bakery.\n"
    )
    (folder / "<img src=x onerror=alert(1)>.md").write_text(text, encoding="utf-8")
    index = tmp_path_factory.mktemp("index") / "hostile"
    ingest([folder], index=index)
    with served(index) as url:
        yield url


def test_an_abstention_shows_the_nearest_passages_when_asked_to(visit: Visit) -> None:
    page = visit.page
    visit.ask("Who won the football world cup in 1990?")

    page.get_by_text("No answer in the documents").wait_for()
    page.get_by_text("Nearest passages (").click()

    assert page.locator('[class*="st-key-passage-"]').first.is_visible()
    assert page.locator("button.marker").count() == 0


def test_a_conversation_shows_what_was_understood_and_how_it_was_answered(visit: Visit) -> None:
    page = visit.page
    visit.ask("What is a sourdough starter?")
    page.locator("button.marker").first.wait_for()

    visit.ask("How often is it fed, and who won the world cup in 1990?")
    page.locator(".question").nth(1).wait_for()
    page.get_by_text("How this answer came about").nth(1).click()
    page.locator(".stages").last.locator("td.words").first.wait_for()

    reply = page.get_by_test_id("stChatMessage").nth(3)
    assert reply.locator(".question").all_inner_texts() == [
        "How often is the sourdough starter fed?",
        "Who won the world cup in 1990?",
    ]
    assert reply.locator(".unsaid").inner_text() == "The documents do not say."
    assert "Understood as: How often is the sourdough starter fed" in reply.inner_text()
    assert "From the conversation: sourdough starter" in reply.locator(".stages").inner_text()


def test_hostile_text_is_shown_as_text(browser: "Browser", hostile_url: str) -> None:
    visit = Visit(browser, hostile_url)
    page = visit.page

    visit.ask("What is the oven of the bakery heated with?")
    page.locator("button.marker").first.click()
    page.get_by_text("Footnotes (").click()
    page.get_by_test_id("stCode").first.wait_for()
    page.get_by_text("How this answer came about").click()
    page.locator(".stages td.words").first.wait_for()
    visit.ask(HOSTILE)
    page.get_by_test_id("stChatMessage").nth(3).wait_for()
    page.wait_for_timeout(1000)

    panel = page.get_by_role("region", name="Source of the footnote")
    assert HOSTILE in str(panel.locator("mark.current").text_content())
    panel.get_by_role("button", name="As written").click()
    assert HOSTILE in panel.locator("mark.current").inner_text()
    assert f"Heat {HOSTILE}" in panel.locator(".level2").first.inner_text()
    assert BEGINNING in panel.locator("h2").inner_text()
    assert "<img src=x onerror=alert(1)>.md" in page.locator(".stages .place").first.inner_text()
    assert "<script>alert(1)</script>" in page.locator("td.words").first.inner_text()
    assert "<img src=x onerror=alert(1)>.md" in panel.locator(".file").inner_text()
    assert HOSTILE in page.get_by_test_id("stChatMessage").nth(2).inner_text()
    assert page.locator("img, .katex, a[href*=javascript], [onerror]").count() == 0
    assert page.locator("script", has_text="alert(1)").count() == 0
    assert (visit.strangers, visit.dialogs) == ([], [])
    page.close()


def test_hostile_questions_are_offered_as_text(browser: "Browser", hostile_url: str) -> None:
    visit = Visit(browser, hostile_url)

    label = visit.page.locator(".st-key-example-0 button").inner_text()

    assert label.replace("\u2060", "") == f"Which wood heats the oven {HOSTILE[:30]}?"
    assert visit.page.locator("img").count() == 0
    assert (visit.strangers, visit.dialogs) == ([], [])
    visit.page.close()
