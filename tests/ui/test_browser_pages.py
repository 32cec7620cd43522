"""The settings and the owner's page in a real browser."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals import load_cases
from ingest import ingest
from tests.ui.browsing import HOSTILE, Visit, served
from tests.ui.history.kept import answered, said, unanswered
from tests.ui.test_owner_page import keep

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

IMAGE = HOSTILE.partition(" ")[0]


@pytest.fixture(scope="module")
def url(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose documents are called hostile names and were asked hostile questions."""
    folder, index = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("index") / "cakes"
    text = f"---\ntitle: Cakes {HOSTILE}\n---\n\n# Cakes\n\nA cake is baked for one hour.\n"
    (folder / "<img src=x onerror=alert(1)>.md").write_text(text, encoding="utf-8")
    (folder / "rolls.md").write_text("# Rolls\n\nRolls are baked for twelve minutes.\n")
    ingest([folder], index=index)
    state = tmp_path_factory.mktemp("state")
    down = answered(said(1, "One hour.", "rolls.md"), question=f"Is it {HOSTILE}?")
    keep(state, index, unanswered(HOSTILE), unanswered("=1+1"), down, down={2: HOSTILE})
    with served(index, state=state) as address:
        yield address


def opened(browser: "Browser", url: str, name: str) -> Visit:
    visit = Visit(browser, url)
    link(visit, name).click()
    visit.page.get_by_role("heading", name=name, exact=True).wait_for()
    visit.settle()
    return visit


def link(visit: Visit, name: str) -> "Locator":
    return visit.page.get_by_test_id("stSidebarNav").get_by_role("link", name=name)


def is_safe(visit: Visit) -> bool:
    marked = visit.page.locator("img, .katex, a[href*=javascript], [onerror]").count()
    return (visit.strangers, visit.dialogs, marked) == ([], [], 0)


def test_strictness_is_set_by_keyboard_and_shows_its_price(browser: "Browser", url: str) -> None:
    visit = opened(browser, url, "Settings")
    page = visit.page
    words = page.locator(".st-key-price-words")
    before = words.inner_text()

    page.get_by_role("slider").focus()
    page.keyboard.press("End")
    page.get_by_text("chosen: 1.00").wait_for()
    strict = words.inner_text()
    link(visit, "Chat").click()
    page.get_by_test_id("stChatInputTextArea").wait_for()
    link(visit, "Settings").click()
    page.get_by_text("chosen: 1.00").wait_for()
    page.get_by_role("button", name="Back to the usual settings").click()
    page.get_by_text("chosen: 0.45").wait_for()

    assert "about 0 are answered rightly, 0 wrongly and 100 not at all" in strict
    assert words.inner_text() == before != strict
    assert is_safe(visit)
    page.close()


def test_the_drawing_has_words_and_a_table(browser: "Browser", url: str) -> None:
    visit = opened(browser, url, "Settings")
    page = visit.page

    said_ = page.locator(".price svg").first.get_attribute("aria-label") or ""
    page.get_by_text("As a table").click()

    assert "At 0.5: Of 100 questions" in said_
    assert page.locator(".price tbody tr").count() == 11
    assert page.locator(".price tbody tr").last.inner_text().split() == ["1", "0", "%", "0", "%",
        "100", "%", "100", "%"]  # fmt: skip
    page.close()


def test_documents_are_found_by_typing_and_their_names_are_text(
    browser: "Browser", url: str
) -> None:
    visit = opened(browser, url, "Settings")
    page = visit.page

    page.get_by_role("combobox").click()
    page.keyboard.type("cakes")
    option = page.get_by_role("option")
    option.first.wait_for()
    shown = option.all_inner_texts()
    option.first.click()
    page.locator(".st-key-choices-reset button:enabled").wait_for()
    chosen = page.get_by_test_id("stMultiSelectTagsContainer").last.inner_text()

    assert len(shown) == 1
    assert IMAGE in shown[0]
    assert "<img src=x onerror=alert(1)>.md" in shown[0]
    assert IMAGE in chosen
    assert is_safe(visit)
    page.close()


def test_the_owner_sees_what_was_asked_as_text(browser: "Browser", url: str) -> None:
    visit = opened(browser, url, "Questions")
    page = visit.page
    asked = page.get_by_role("table", name="Questions that the documents do not answer")
    asked.wait_for()
    down = page.get_by_role("table", name="Questions whose replies were voted down")

    assert HOSTILE in asked.inner_text()
    assert f"Is it {HOSTILE}?" in down.inner_text()
    assert f"“{HOSTILE}”" in down.inner_text()
    assert is_safe(visit)
    page.close()


def test_the_owner_takes_the_questions_along(browser: "Browser", url: str, tmp_path: Path) -> None:
    visit = opened(browser, url, "Questions")
    page = visit.page

    for name in ("Not answered (CSV)", "Both as cases"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        download.value.save_as(tmp_path / download.value.suggested_filename)

    table = (tmp_path / "unanswered.csv").read_text("utf-8-sig")
    assert '"\'=1+1"' in table
    questions = [case.question for case in load_cases([tmp_path / "questions.jsonl"])]
    assert sorted(questions) == sorted([HOSTILE, "=1+1", f"Is it {HOSTILE}?"])
    assert is_safe(visit)
    page.close()


@pytest.mark.parametrize("name", ["Settings", "Questions"])
def test_nothing_is_wider_than_a_narrow_page(browser: "Browser", url: str, name: str) -> None:
    visit = opened(browser, url, name)

    visit.page.set_viewport_size({"width": 400, "height": 900})
    visit.page.wait_for_timeout(300)

    assert visit.page.evaluate("document.documentElement.scrollWidth") == 400
    visit.page.close()
