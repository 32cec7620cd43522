"""What a browser is kept from, and what it is not kept from."""

from typing import TYPE_CHECKING

from tests.ui.browsing import REFUSED, SOUR, Visit
from ui.web.visitor import COOKIE, is_visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ATTACKS = {
    "a script": """() => {
      const made = document.createElement("script");
      made.textContent = "window.isOurs = false";
      document.body.append(made);
    }""",
    "a handler": """() => {
      const made = document.createElement("button");
      made.setAttribute("onclick", "window.isOurs = false");
      document.body.append(made);
      made.click();
    }""",
    "an image": """() => new Promise((done) => {
      const made = new Image();
      made.onload = made.onerror = done;
      made.src = "http://127.0.0.1:1/image.png";
    })""",
    "a request": "() => fetch('http://127.0.0.1:1/request').catch(() => {})",
    "a style": """() => new Promise((done) => {
      const made = document.createElement("link");
      made.onload = made.onerror = done;
      made.rel = "stylesheet";
      made.href = "http://127.0.0.1:1/style.css";
      document.head.append(made);
    })""",
    "a frame": """() => {
      const made = document.createElement("iframe");
      made.src = "http://127.0.0.1:1/frame";
      document.body.append(made);
    }""",
    "a base": """() => {
      const made = document.createElement("base");
      made.href = "http://127.0.0.1:1/";
      document.head.append(made);
    }""",
}


def test_nothing_that_a_page_needs_is_refused(visit: Visit) -> None:
    page = visit.page

    visit.ask(SOUR)
    page.locator("button.marker").first.click()
    page.get_by_text("How this answer came about").click()
    page.locator(".stages td.words").first.wait_for()
    for name in ("Library", "Chat"):
        page.get_by_test_id("stSidebarNavLink").filter(has_text=name).click()
        visit.settle()
    page.wait_for_timeout(500)

    assert set(visit.violations) <= REFUSED
    assert (visit.strangers, visit.dialogs) == ([], [])


def test_what_somebody_else_puts_into_the_page_is_refused(visit: Visit) -> None:
    page = visit.page
    page.evaluate("window.isOurs = true")

    found = {}
    for name, attack in ATTACKS.items():
        visit.violations.clear()
        page.evaluate(attack)
        page.wait_for_timeout(200)
        found[name] = [what for what in visit.violations if what not in REFUSED]

    assert page.evaluate("window.isOurs") is True
    assert found == {
        "a script": ["script-src-elem inline"],
        "a handler": ["script-src-attr inline"],
        "an image": ["img-src http://127.0.0.1:1/image.png"],
        "a request": ["connect-src http://127.0.0.1:1/request"],
        "a style": ["style-src-elem http://127.0.0.1:1/style.css"],
        "a frame": ["frame-src http://127.0.0.1:1"],
        "a base": ["base-uri http://127.0.0.1:1/"],
    }


def test_every_visitor_has_an_id_that_stays(browser: "Browser", bread_url: str) -> None:
    visits = [Visit(browser, bread_url) for _ in range(2)]

    def kept(visit: Visit) -> str:
        (cookie,) = [one for one in visit.page.context.cookies() if one["name"] == COOKIE]
        assert cookie["httpOnly"]
        assert cookie["sameSite"] == "Lax"
        return str(cookie["value"])

    first = [kept(visit) for visit in visits]
    for visit in visits:
        visit.page.reload()
        visit.settle()

    assert len(set(first)) == 2
    assert all(map(is_visitor, first))
    assert [kept(visit) for visit in visits] == first
    for visit in visits:
        visit.page.close()
