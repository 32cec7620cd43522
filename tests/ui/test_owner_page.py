"""The owner's page over a real log."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.ui.browsing import HOSTILE
from tests.ui.history.kept import ANN, answered, said, talk, unanswered
from tests.ui.test_app import drawn, texts
from ui.exchange import Exchange, Vote
from ui.history import History, index_key

LONG_AGO = 20 * 86_400


@pytest.fixture(autouse=True, scope="module")
def _nothing_cached() -> Iterator[None]:
    """The assistants stay open from test to test."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


def draw() -> None:
    import os

    from ui.web.site import Site, open_assistant, read_overview
    from ui.web.views import owner

    index = os.environ["FOOTNOTE_INDEX"]
    assistant = open_assistant(index)
    overview = read_overview(index, assistant.generation, assistant)
    owner.show(Site(assistant, index, overview, is_owner="OWNER" in os.environ))


@pytest.fixture
def site(bread_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of a site whose visitor is its owner."""
    monkeypatch.setenv("FOOTNOTE_INDEX", str(bread_index))
    monkeypatch.setenv("FOOTNOTE_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("OWNER", "yes")
    return tmp_path / "state"


def keep(
    state: Path, index: Path, *exchanges: Exchange, down: dict[int, str] | None = None
) -> None:
    """Has visitors ask; the replies at these positions are voted down with a comment."""
    history = History.open(state)
    conversation = history.begin(ANN, index_key(index), "Bread")
    for exchange in exchanges:
        history.add(ANN, conversation.id, exchange)
    for number, comment in (down or {}).items():
        history.vote(ANN, conversation.id, number, Vote.DOWN, comment)
    history.close()


def opened() -> AppTest:
    return AppTest.from_function(draw, default_timeout=60).run()


def words(page: AppTest, key: str) -> list[tuple[str, list[str]]]:
    data: dict[str, Any] = drawn(page, key)
    return [(row["words"], row["cells"]) for row in data["rows"]]


def counts(page: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in page.metric}


def test_what_was_asked_is_counted_and_what_the_documents_do_not_say_stands_together(
    site: Path, bread_index: Path
) -> None:
    keep(
        site,
        bread_index,
        answered(said(1, "Five days.", "sourdough.md"), question="How long is it fresh?"),
        unanswered("How long does rye bread keep?"),
        unanswered("How long does the rye bread keep?"),
        unanswered("Who baked the first roll?"),
        talk("Hello."),
        down={0: "That is wheat.", 3: ""},
    )

    page = opened()

    assert not page.exception
    assert counts(page) == {
        "Asked": "5",
        "Answered": "1",
        "Not answered": "3",
        "Voted up": "0",
        "Voted down": "2",
    }
    found = words(page, "owner-unanswered")
    assert [(asked, cells[0]) for asked, cells in found] == [
        ("How long does the rye bread keep?", "2"),
        ("Who baked the first roll?", "1"),
    ]
    down = drawn(page, "owner-down")["rows"]
    assert down[1]["notes"] == ["“That is wheat.”", "cited: sourdough.md"]
    assert [caption.value for caption in page.caption] == ["Among those asked: 1 small talk."]


def test_only_the_chosen_period_is_told_of(site: Path, bread_index: Path) -> None:
    old = unanswered("Who baked the first roll?")
    keep(site, bread_index, replace(old, asked=old.asked - LONG_AGO), unanswered("Why is it?"))

    page = opened()
    month = counts(page)["Asked"]
    page.segmented_control(key="owner-period").set_value("7 days").run()

    assert month == "2"
    assert counts(page)["Asked"] == "1"
    assert [asked for asked, _ in words(page, "owner-unanswered")] == ["Why is it?"]


def test_many_questions_are_shown_a_few_at_a_time(site: Path, bread_index: Path) -> None:
    keep(site, bread_index, *(unanswered(f"What is number {n}?") for n in range(30)))

    page = opened()
    first = len(words(page, "owner-unanswered"))
    page.button(key="owner-more-unanswered").click().run()

    assert (first, len(words(page, "owner-unanswered"))) == (20, 30)
    assert not [button for button in page.button if button.key == "owner-more-unanswered"]


def test_an_empty_log_says_so(site: Path) -> None:
    page = opened()

    assert "Every question of this period was answered." in texts(page)
    assert "kept for 90 days" in texts(page)
    assert "With release " in texts(page)
    assert f"--json {site / 'evals.json'}" in page.code[0].value
    assert not page.get("download_button")


def test_where_no_questions_are_kept_it_is_said_how_they_would_be(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_KEEP_QUESTIONS_DAYS", "0")

    page = opened()

    assert "No questions are kept, as FOOTNOTE_KEEP_QUESTIONS_DAYS is 0." in texts(page)
    assert not page.metric


def test_a_visitor_is_shown_nothing(
    site: Path, bread_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(site, bread_index, unanswered("Who baked the first roll?"))
    monkeypatch.delenv("OWNER")

    page = opened()

    assert "FOOTNOTE_OWNER=yes" in texts(page)
    assert not page.metric
    assert not page.get("bidi_component")


def test_hostile_words_are_given_to_the_table_as_they_are(site: Path, bread_index: Path) -> None:
    keep(site, bread_index, unanswered(HOSTILE), unanswered("=1+1\x1b[2J"), down={0: HOSTILE})

    page = opened()

    shown = [asked for asked, _ in words(page, "owner-unanswered")]
    assert HOSTILE in shown
    assert "=1+1␛[2J" in shown
    assert drawn(page, "owner-down")["rows"][0]["notes"][0] == f"“{HOSTILE}”"
    assert all("<script>" not in markdown.value for markdown in page.markdown)


def test_a_damaged_log_is_one_sentence_and_the_report_still_stands(site: Path) -> None:
    site.mkdir()
    (site / "history.sqlite3").write_text("not at all a database, nor was it ever one")

    page = opened()

    assert "is damaged" in texts(page)
    assert "With release " in texts(page)
    assert not page.exception
