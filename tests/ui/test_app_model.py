"""The page with a chat model that speaks over HTTP."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant import Claimed, Decided, Understood
from evals.models import Behaviour, ModelServer, answering, declines, drops, openai_server
from tests.ui.made import claim
from tests.ui.test_app import APP, SOUR, STARTER, ask, drawn, texts
from ui.unfinished import STOPPED_BEFORE

ACID = "The sour taste comes from lactic acid."
Opened = Callable[..., AppTest]


@pytest.fixture
def open_page(bread_index: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """Opens the page with a model that behaves as told; `served` is its server."""
    servers: list[ModelServer] = []

    def opened(*behaviours: Behaviour) -> AppTest:
        servers.append(openai_server(*behaviours).__enter__())
        monkeypatch.setenv("OPENAI_API_KEY", "sk-of-a-test")
        monkeypatch.setenv("FOOTNOTE_INDEX", str(bread_index))
        monkeypatch.setenv("FOOTNOTE_CHAT_MODEL", "openai:small")
        monkeypatch.setenv("FOOTNOTE_CHAT_BASE_URL", servers[-1].base_url)
        page = AppTest.from_file(str(APP), default_timeout=60).run()
        page.session_state["served"] = servers[-1]
        return page

    yield opened
    st.cache_resource.clear()
    st.cache_data.clear()
    for server in servers:
        server.__exit__()


def test_no_model_is_asked_for_the_questions_to_begin_with(open_page: Opened) -> None:
    page = open_page(answering())

    assert page.button(key="example-0")
    assert page.session_state["served"].asked == []


def test_an_answer_in_a_models_words_says_so_beside_the_documents_own(open_page: Opened) -> None:
    page = open_page(answering("lactic acid"))

    ask(page, SOUR)

    assert "Worded by openai:small · 1 sentence checked against its quote" in texts(page)
    [block] = drawn(page, "answer-0")["blocks"]
    assert [(one["text"], one["is_worded"]) for one in block["claims"]] == [(ACID, True)]
    assert drawn(page, "answer-0")["footnotes"]["1"]["quote"] == ACID
    assert [code.value for code in page.code] == [ACID]
    assert "Drafted" in [stage["title"] for stage in drawn(page, "stages-0")["stages"]]
    assert drawn(page, "announcer")["text"].startswith(
        "Answer with 1 footnote, worded by a model: The sour taste"
    )
    assert not page.exception


def test_a_reply_that_breaks_off_keeps_what_was_shown_and_says_so(open_page: Opened) -> None:
    length = 2 * len(ACID) + 120
    page = open_page(drops(length, "lactic acid", "sourdough"))

    ask(page, SOUR)

    [exchange] = page.session_state["talk"].exchanges
    assert [notice.code for notice in exchange.reply.notices] == ["incomplete"]
    assert exchange.reply.notices[0].text in texts(page)
    assert "Worded by openai:small" in texts(page)


def test_where_a_model_declines_the_documents_own_words_stand(open_page: Opened) -> None:
    page = open_page(declines)

    ask(page, SOUR)

    [block] = drawn(page, "answer-0")["blocks"]
    assert not any(one["is_worded"] for one in block["claims"])
    assert "Worded by" not in texts(page)
    assert "The model found no answer" in texts(page)


class StoppedEarlier:
    """A reply that was stopped; what had happened of it is given."""

    error, is_stopped, is_over, generation, question = None, True, True, "g", SOUR
    asked, has_model = 1_790_000_000.0, True

    def __init__(self, *events: object) -> None:
        self.events = events

    def stop(self) -> None:
        """It is."""


def test_what_was_shown_of_a_stopped_reply_stays_and_is_marked(open_page: Opened) -> None:
    page = open_page(answering("lactic acid"))
    shown = claim(1, "Acid makes it sour.")
    decided = Decided(SOUR, 0.9, 0.2, None)
    page.session_state["underway"] = StoppedEarlier(Understood(SOUR, SOUR), decided, Claimed(shown))

    page.run()

    assert page.chat_message[0].text[0].value == SOUR
    assert "Worded by a chat model" in texts(page)
    assert "Stopped. Each sentence shown has been checked" in texts(page)
    assert "underway" not in page.session_state


def test_a_reply_stopped_before_a_sentence_is_no_part_of_the_conversation(
    open_page: Opened,
) -> None:
    page = open_page(answering("lactic acid"))
    page.session_state["underway"] = StoppedEarlier(Understood(SOUR, SOUR))

    page.run()
    ask(page, STARTER)

    assert STOPPED_BEFORE in page.chat_message[1].text[0].value
    assert page.session_state["talk"].exchanges[0].turn is None
    assert len(page.chat_message) == 4
    assert not page.exception
