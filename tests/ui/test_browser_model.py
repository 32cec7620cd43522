"""The page in a real browser while a chat model writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from evals.models import Asked, Behaviour, ModelServer, Reply, openai_server, saying
from tests.ui.browsing import HOSTILE, SOUR, Visit, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ACID = "The sour taste comes from lactic acid."
BACTERIA = "Bacteria in the starter make the acid while the dough rests."
FIRST = "It tastes sour from lactic acid."
SECOND = "Bacteria in the starter make the acid while the dough rests."


def writing(*claims: tuple[str, str], pause: float = 0.03) -> Behaviour:
    """Writes these claims slowly, each with the words it rests on."""

    def behave(asked: Asked) -> Reply:
        blocks = [
            f'FROM: {one}\nQUOTE: "{quote}"\nCLAIM: {said}\n'
            for said, quote in claims
            for one in [next((n for n, text in asked.passages.items() if quote in text), "none")]
        ]
        return Reply("".join(blocks), pause_seconds=pause)

    return behave


@contextmanager
def visited(
    browser: "Browser", index: Path, *behaviours: Behaviour
) -> Iterator[tuple[Visit, ModelServer]]:
    with pytest.MonkeyPatch.context() as environment, openai_server(*behaviours) as model:
        environment.setenv("OPENAI_API_KEY", "sk-of-a-test")
        environment.setenv("FOOTNOTE_CHAT_MODEL", "openai:small")
        environment.setenv("FOOTNOTE_CHAT_BASE_URL", model.base_url)
        with served(index) as url:
            visit = Visit(browser, url)
            yield visit, model
            visit.page.close()


def test_claims_come_one_by_one_and_an_open_footnote_stays_open(
    browser: "Browser", bread_index: Path
) -> None:
    slow = writing((FIRST, ACID), (SECOND, BACTERIA), pause=0.3)

    with visited(browser, bread_index, slow) as (visit, _):
        page = visit.page
        visit.ask(SOUR)
        page.get_by_role("button", name="Footnote 1").click()
        page.get_by_role("button", name="Stop", exact=True).wait_for()
        note = page.get_by_role("region", name="Source of the footnote")
        is_alone = page.locator("button.marker").count() == 1

        page.get_by_text("Worded by openai:small").wait_for()
        page.get_by_role("button", name="Stop", exact=True).wait_for(state="detached")

        assert is_alone
        assert page.locator("button.marker").count() == 2
        assert FIRST in page.locator(".claim").first.inner_text()
        assert note.is_visible()
        assert note.locator("mark.current").inner_text() == ACID
        assert "A model worded the sentence in the answer" in note.inner_text()
        assert "Sourdough" in note.locator("article .level1").inner_text()


def test_stop_keeps_what_was_shown_and_closes_the_connection(
    browser: "Browser", bread_index: Path
) -> None:
    endless = writing((FIRST, ACID), *[(SECOND, BACTERIA)] * 200)

    with visited(browser, bread_index, endless) as (visit, model):
        page = visit.page
        visit.ask(SOUR)
        page.locator("button.marker").first.wait_for()

        page.get_by_role("button", name="Stop", exact=True).click()

        page.get_by_text("Stopped. Each sentence shown has been checked").wait_for()
        assert FIRST in page.locator(".claim").first.inner_text()
        assert model.hung_up.wait(10)
        page.get_by_text("How this answer came about").click()
        page.get_by_text("Stopped while the model was writing.").wait_for()


def test_another_question_stops_the_one_that_is_being_answered(
    browser: "Browser", bread_index: Path
) -> None:
    endless = writing((FIRST, ACID), *[(SECOND, BACTERIA)] * 200)

    with visited(browser, bread_index, endless, saying("NONE")) as (visit, model):
        page = visit.page
        visit.ask(SOUR)
        page.locator("button.marker").first.wait_for()

        visit.ask("How long does a loaf stay fresh?")

        page.get_by_text("The model found no answer").wait_for()
        assert page.get_by_text("Stopped. Each sentence").count() == 1
        assert page.get_by_test_id("stChatMessage").count() == 4
        assert model.hung_up.wait(10)


def test_what_a_hostile_model_writes_is_shown_as_text(
    browser: "Browser", bread_index: Path
) -> None:
    hostile = writing((f"{FIRST} {HOSTILE}", ACID), (HOSTILE, f"no {HOSTILE}"), pause=0.0)

    with visited(browser, bread_index, hostile) as (visit, _):
        page = visit.page
        visit.ask(SOUR)
        page.get_by_text("How this answer came about").click()
        page.get_by_text("Dropped, as ").first.wait_for()
        page.wait_for_timeout(500)

        assert "<script>alert(1)</script>" in page.locator(".stages").inner_text()
        assert page.locator("img, .katex, a[href*=javascript], [onerror]").count() == 0
        assert (visit.strangers, visit.dialogs) == ([], [])
