"""Conversations on the chat page: kept, gone on with, edited, voted on, led to by a link."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from ingest import ingest
from tests.ui.test_app import APP, SOUR, STARTER, ask
from ui.exchange import Vote

HOSTILE = "Why is ![x](http://127.0.0.1:1/x.png) $x^2$ :red[sour] <b>bread</b> :material/home:?"


@pytest.fixture(autouse=True)
def _nothing_cached() -> Iterator[None]:
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FOOTNOTE_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def page(bread_index: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("FOOTNOTE_INDEX", str(bread_index))
    return opened().run()


def opened() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60)


def asked(page: AppTest) -> list[str]:
    return [message.text[0].value for message in page.chat_message if message.name == "user"]


def press(page: AppTest, name: str) -> AppTest:
    """Presses the last button whose key begins with this name."""
    found = [button for button in page.button if str(button.key).startswith(name)]
    return found[-1].click().run()


def listed(page: AppTest) -> list[str]:
    return [b.label for b in page.sidebar.button if str(b.key).startswith(("chat-", "open-"))]


def test_a_conversation_is_named_by_its_first_question_and_by_the_address(page: AppTest) -> None:
    ask(page, SOUR)

    assert page.title[0].value == "Why does my sourdough bread taste sour\\?"
    assert listed(page) == [page.title[0].value]
    assert page.query_params["chat"]


def test_another_window_goes_on_with_it_by_its_address(page: AppTest) -> None:
    ask(page, STARTER)
    again = opened()
    again.query_params["chat"] = page.query_params["chat"]
    again.session_state["visitor"] = page.session_state["visitor"]

    ask(again.run(), "How often is it fed?")

    assert asked(again) == [STARTER, "How often is it fed?"]
    assert asked(page.run()) == asked(again)


def test_another_visitor_does_not_see_it(page: AppTest) -> None:
    ask(page, STARTER)
    stranger = opened()
    stranger.query_params["chat"] = page.query_params["chat"]

    stranger.run()

    assert not asked(stranger)
    assert not listed(stranger)
    assert any("not here" in text.value for text in stranger.text)


def test_an_earlier_conversation_is_gone_on_with(page: AppTest) -> None:
    ask(page, STARTER)
    press(page, "new")
    assert not asked(page)
    ask(page, SOUR)

    press(page, "chat-")
    ask(page, "How often is it fed?")

    assert asked(page) == [STARTER, "How often is it fed?"]
    assert len(listed(page)) == 2


def test_an_edited_question_takes_the_place_of_what_came_after(page: AppTest) -> None:
    ask(page, STARTER)
    ask(page, SOUR)
    first = next(button for button in page.button if str(button.key).startswith("edit-"))

    first.click().run()
    page.text_area[0].set_value("How long does a loaf stay fresh?")
    next(button for button in page.button if button.label == "Ask again").click().run()

    assert asked(page) == ["How long does a loaf stay fresh?"]
    assert any("five days" in code.value for code in page.code)


def test_asking_again_replaces_the_last_reply(page: AppTest) -> None:
    ask(page, STARTER)
    before = page.session_state["talk"].exchanges[0]

    press(page, "again-")

    [after] = page.session_state["talk"].exchanges
    assert after.question == before.question
    assert after.asked > before.asked


def test_a_vote_is_kept_with_its_comment(page: AppTest) -> None:
    ask(page, SOUR)

    page.feedback[0].set_value(0).run()
    page.text_area[0].set_value("It names no bakery.")
    next(button for button in page.button if button.label == "Keep").click().run()

    again = opened()
    again.session_state["visitor"] = page.session_state["visitor"]
    again.query_params["chat"] = page.query_params["chat"]
    [exchange] = again.run().session_state["talk"].exchanges
    assert (exchange.vote, exchange.comment) == (Vote.DOWN, "It names no bakery.")


def test_a_conversation_is_renamed(page: AppTest) -> None:
    ask(page, SOUR)

    page.text_input[0].set_value(" Sour *bread* ").run()

    assert page.title[0].value == r"Sour \*bread\*"
    assert listed(page) == [r"Sour \*bread\*"]


def test_a_conversation_is_deleted_for_good(
    bread_index: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_INDEX", str(bread_index))
    monkeypatch.setenv("FOOTNOTE_KEEP_QUESTIONS_DAYS", "0")
    page = opened().run()
    ask(page, "What is the secret word of quartz?")
    page.checkbox[0].check().run()

    press(page, "delete")

    assert not listed(page)
    assert not asked(page)
    assert not any(b"quartz" in file.read_bytes() for file in state.iterdir() if file.is_file())


def test_a_link_with_a_question_asks_it_once(page: AppTest) -> None:
    linked = opened()
    linked.query_params["q"] = SOUR

    linked.run()

    assert asked(linked) == [SOUR]
    assert "q" not in linked.query_params
    assert asked(linked.run()) == [SOUR]


def test_what_can_be_asked_next_is_offered_and_asked_by_a_click(page: AppTest) -> None:
    ask(page, STARTER)

    press(page, "followup-0")

    assert len(asked(page)) == 2
    assert page.session_state["talk"].exchanges[1].reply.citations


def test_a_hostile_question_is_a_title_that_does_nothing(page: AppTest) -> None:
    ask(page, HOSTILE)

    title = page.title[0].value.replace("\u2060", "")

    assert "\\!\\[x\\]\\(http" in title
    assert "\\$x\\^2\\$" in title
    assert "\\:red\\[sour\\]" in title


def test_without_a_place_to_keep_them_conversations_go_on_unkept(
    bread_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("FOOTNOTE_STATE", str(tmp_path / "taken"))
    monkeypatch.setenv("FOOTNOTE_INDEX", str(bread_index))
    page = opened().run()

    ask(page, STARTER)
    ask(page, "How often is it fed?")

    assert asked(page) == [STARTER, "How often is it fed?"]
    assert any("This conversation is not kept: " in text.value for text in page.text)
    assert not page.exception


def test_a_footnote_says_what_became_of_its_document(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    rolls, owls = folder / "rolls.md", folder / "owls.md"
    rolls.write_text("# Rolls\n\nRolls are baked for twelve minutes in a hot oven.\n")
    owls.write_text("# Owls\n\nOwls hoot at dusk in the old barn.\n")
    ingest([folder], index=tmp_path / "index")
    monkeypatch.setenv("FOOTNOTE_INDEX", str(tmp_path / "index"))
    page = opened().run()
    ask(page, "How long are rolls baked?")
    ask(page, "When do owls hoot?")

    rolls.write_text("# Rolls\n\nRolls are baked for ten minutes in a hot oven.\n")
    owls.unlink()
    ingest([folder], index=tmp_path / "index")
    page.run()

    said = "\n".join(text.value for text in page.text)
    assert "The document has changed since" in said
    assert "The document was removed since" in said
    assert [code.value for code in page.code] == [
        "Rolls are baked for twelve minutes in a hot oven."
    ]
    assert "dusk" not in json.dumps(
        [each.to_dict() for each in page.session_state["talk"].exchanges]
    )
