"""The page of a run in a real browser, opened from a file while offline."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evals.case import Case
from evals.judge import Outcome, Verdict
from evals.report.page import to_html
from evals.report.report import Report
from tests.evals.report.test_page import HOSTILE, many, report
from tests.evals.test_run import CASES

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = """--no-sandbox --disable-gpu --disable-background-networking --disable-component-update
--disable-sync --no-first-run""".split()
ODD = f'{HOSTILE} \\" datum["group"]'
"""Hostile to markup, and to whatever builds expressions out of it."""

pytestmark = pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="chromium is missing")
playwright = pytest.importorskip("playwright.sync_api")


class Visit:
    """A page, and everything that it asked for, complained of and popped up."""

    def __init__(self, browser: "playwright.Browser", path: Path, width: int = 1000) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page = browser.new_page(offline=True, viewport={"width": width, "height": 800})
        self.page.set_default_timeout(20_000)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append("!"), dialog.dismiss()))
        self.page.goto(path.as_uri())
        self.page.locator("#groups svg").wait_for()

    def count(self) -> str:
        return self.page.locator("#count").inner_text()


@pytest.fixture(scope="module")
def browser() -> "Iterator[playwright.Browser]":
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


def written(folder: Path, whole: Report) -> Path:
    path = folder / "page.html"
    path.write_text(to_html(whole), "utf-8")
    return path


def mixed() -> Report:
    """Cases of every outcome, the hostile one the worst of them."""
    odd = Case("odd", ODD, (ODD,), True, ("moon.md",), ODD)
    whole = report(*CASES, odd, *many(60))
    quotes = [{"marker": 1, "quote": ODD, "title": ODD, "document_id": ODD, "heading": [ODD],
               "line": 1, "page": None}]  # fmt: skip
    wrong = replace(
        whole.own[4],
        verdict=Verdict(Outcome.WRONG, ODD),
        answered=True,
        confidence=1.0,
        reply={"text": ODD, "citations": quotes},
    )
    own, always = ((*one[:4], wrong, *one[5:]) for one in (whole.own, whole.always))
    return replace(whole, own=own, always=always, rivals={ODD: always})


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("page"), mixed())


@pytest.fixture
def visit(browser: "playwright.Browser", page_path: Path) -> Iterator[Visit]:
    visited = Visit(browser, page_path)
    yield visited
    visited.page.close()


def test_it_opens_offline_asks_for_nothing_and_draws_its_charts(
    visit: Visit, page_path: Path
) -> None:
    lines = visit.page.locator("#curve svg .mark-line path")
    bars = visit.page.locator("#groups svg .mark-rect path")

    assert lines.count() == 2
    assert bars.count() == 3
    assert visit.page.locator("#curve svg").get_by_text("shipped threshold 0.50").count() == 1
    assert [one for one in visit.requests if one != "data:,"] == [page_path.as_uri()]
    assert visit.complaints == []


def test_a_point_tells_its_threshold(visit: Visit) -> None:
    visit.page.locator("#curve svg .mark-symbol path").last.hover(force=True)

    assert "threshold: 0.500" in visit.page.locator("#tip").inner_text()


def test_filters_and_search_change_what_is_listed(visit: Visit) -> None:
    page = visit.page
    before = visit.count()

    page.get_by_label("answered rightly").uncheck()
    unchecked = visit.count()
    page.get_by_role("combobox", name="Group").select_option("mars")
    grouped = visit.count()
    page.get_by_label("Search").fill("MOONS")

    assert [before, unchecked, grouped, visit.count()] == [
        "65 of 65 questions",
        "3 of 65 questions",
        "2 of 65 questions",
        "1 of 65 questions",
    ]
    assert page.locator("#cases .question").all_inner_texts() == ["How many moons has Mars?"]


def test_the_worst_come_first_and_the_rest_on_demand(visit: Visit) -> None:
    page = visit.page
    outcomes = page.locator("#cases .outcome").all_inner_texts()

    page.get_by_role("button", name="Show 15 more of 15").click()

    assert outcomes[:3] == ["answered wrongly", "refused wrongly", "answered rightly"]
    assert len(outcomes) == 50
    assert page.locator("#cases > li").count() == 65
    assert page.evaluate("[...list.children].indexOf(document.activeElement.closest('li'))") == 50
    assert page.locator("#more").is_hidden()


def test_an_opened_case_shows_its_quote_by_keyboard(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Search").fill("cheese-7")

    page.locator("#cases summary").focus()
    page.keyboard.press("Enter")
    quote = page.locator("#cases .footnotes").first
    quote.wait_for()

    assert quote.inner_text() == "The moon is made of cheese.\nmoon.md (moon.md, line 1)"
    assert "The quote from 'moon.md' contains 'cheese'." in page.locator(".why").inner_text()


def test_an_abstention_shows_what_was_held_back(visit: Visit) -> None:
    page = visit.page
    page.get_by_label("Search").fill("two")

    page.locator("#cases summary").click()
    held = page.locator(".rejected")
    held.wait_for()

    assert "It would have been answered rightly." in held.inner_text()
    assert held.locator("blockquote").inner_text() == "It has two moons."


def test_hostile_text_is_shown_as_text(visit: Visit) -> None:
    page = visit.page

    page.locator("#cases summary").first.click()
    page.locator("#cases blockquote").first.wait_for()
    page.locator("#curve svg .mark-symbol path").first.hover(force=True)
    page.wait_for_timeout(300)

    assert "<img src=x onerror=alert(1)>" in page.locator("#cases .question").first.inner_text()
    assert "<img src=x onerror=alert(1)>" in page.locator("#cases blockquote").first.inner_text()
    assert "<img src=x onerror=alert(1)>" in page.locator("#tip").inner_text()
    assert page.locator("img, [onerror]").count() == 0
    assert page.locator("#groups svg .mark-rect path").count() == 3
    assert visit.complaints == []


def test_it_fits_a_narrow_screen(browser: "playwright.Browser", page_path: Path) -> None:
    visit = Visit(browser, page_path, width=400)

    visit.page.locator("#cases summary").first.click()
    visit.page.locator("#cases blockquote").first.wait_for()

    assert visit.page.evaluate("document.documentElement.scrollWidth") == 400
    visit.page.close()
