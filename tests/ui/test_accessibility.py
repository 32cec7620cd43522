"""Every page by the rules of axe-core, light and dark; skipped where it is not installed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.ui.browsing import SOUR, Visit, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent.parent
PLACES = (os.environ.get("FOOTNOTE_AXE", ""), ROOT / "node_modules" / "axe-core" / "axe.min.js")
# Read when the tests are collected, since no setting outlives that.
AXE = next((Path(place) for place in PLACES if place and Path(place).is_file()), None)
RUN = """async () => {
  const moving = document.getAnimations().filter((one) =>
    Number.isFinite(one.effect.getComputedTiming().endTime));
  await Promise.all(moving.map((one) => one.finished.catch(() => {})));
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ` + nodes.map(({ html, any }) =>
      `${html.slice(0, 200)} ${any.map(({ message }) => message).join(" ")}`).join("; "));
}"""

pytestmark = pytest.mark.skipif(AXE is None, reason="axe-core is missing")


@pytest.fixture(scope="module")
def owner_url(browser: "Browser", bread_index: Path) -> Iterator[str]:
    with served(bread_index, "--owner") as url:
        yield url


@pytest.fixture(params=["light", "dark"])
def visit(browser: "Browser", owner_url: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    visited = Visit(browser, owner_url, color_scheme=request.param)
    yield visited
    visited.page.close()


def violations(visit: Visit) -> list[str]:
    """What axe-core finds serious or critical in the page as it is."""
    assert AXE is not None
    visit.settle()
    visit.page.wait_for_timeout(200)
    if not visit.page.evaluate("typeof axe === 'object'"):
        visit.page.evaluate(AXE.read_text("utf-8"))
    found: list[str] = visit.page.evaluate(RUN)
    return found


def test_a_conversation_is_accessible(visit: Visit) -> None:
    page = visit.page
    found = {"start": violations(visit)}

    visit.ask(SOUR)
    page.locator("button.marker").first.click()
    page.get_by_text("How this answer came about").click()
    page.locator(".stages td.words").first.wait_for()
    found["answer"] = violations(visit)
    visit.ask("Who won the football world cup in 1990?")
    page.get_by_text("No answer in the documents").wait_for()
    page.get_by_text("Nearest passages (").click()
    found["abstention"] = violations(visit)

    assert [(where, what) for where, what in found.items() if what] == []


def test_every_page_is_accessible(visit: Visit) -> None:
    page = visit.page
    links = page.get_by_test_id("stSidebarNavLink")
    found: dict[str, list[str]] = {}

    for name in links.all_inner_texts():
        links.filter(has_text=name.split("\n")[-1]).click()
        found[name] = violations(visit)
        for tab in page.get_by_role("tab").all():
            tab.click()
            found[f"{name}, {tab.inner_text()}"] = violations(visit)

    assert len(found) > 1
    assert [(where, what) for where, what in found.items() if what] == []


def test_a_document_is_accessible(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.url}/library?document=sourdough.md")
    page.get_by_role("heading", name="The Sourdough Book").wait_for()
    found = {"document": violations(visit)}

    for tab in page.get_by_role("tab").all():
        tab.click()
        found[tab.inner_text()] = violations(visit)
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove for good").wait_for()
    found["removal"] = violations(visit)

    assert len(found) > 3
    assert [(where, what) for where, what in found.items() if what] == []
