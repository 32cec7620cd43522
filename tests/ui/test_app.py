import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import ui.web
from assistant import Disagreement, Notice
from tests.ui.made import answer, claim, events
from ui.exchange import from_events
from ui.render import FOOTNOTE_SENTENCE
from ui.web.replies import spoken

APP = Path(ui.web.__file__).parent / "app.py"
SOUR = "Why does my sourdough bread taste sour?"
STARTER = "What is a sourdough starter?"
UNANSWERABLE = "Who won the football world cup in 1990?"


@pytest.fixture(autouse=True)
def _nothing_cached() -> Iterator[None]:
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def page(bread_index: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("FOOTNOTE_INDEX", str(bread_index))
    return AppTest.from_file(str(APP), default_timeout=60).run()


def ask(page: AppTest, question: str) -> AppTest:
    return page.chat_input[0].set_value(question).run()


def texts(page: AppTest) -> str:
    return "\n".join(text.value for text in page.text)


def drawn(page: AppTest, key: str) -> dict[str, Any]:
    """What the component with this key is given to draw."""
    protos = (element.proto for element in page.get("bidi_component"))
    return next(json.loads(proto.json) for proto in protos if proto.id.endswith(f"-{key}"))


def headings(page: AppTest) -> str:
    """What stands on the page in Markdown, the style of the page left out."""
    return "\n".join(markdown.value for markdown in page.markdown)


def test_the_start_page_says_what_is_asked_and_offers_questions(page: AppTest) -> None:
    captions = [caption.value for caption in page.caption]

    assert page.title[0].value == "Footnote"
    assert any(caption.startswith("3 documents") for caption in captions)
    assert [button.key for button in page.button if "example" in str(button.key)] == [
        "example-0",
        "example-1",
    ]
    assert not page.exception


def test_the_sidebar_says_what_a_footnote_proves(page: AppTest) -> None:
    assert [caption.value for caption in page.sidebar.caption][-1] == FOOTNOTE_SENTENCE


def test_a_click_on_an_example_answers_it(page: AppTest) -> None:
    page.button(key="example-0").click().run()

    assert page.chat_message[0].text[0].value == SOUR
    assert page.expander[0].label.startswith("Footnotes (")
    assert any("lactic acid" in code.value for code in page.code)
    assert not [button for button in page.button if "example" in str(button.key)]


def test_a_typed_question_is_answered_with_footnotes_in_their_context(page: AppTest) -> None:
    ask(page, "How long does a loaf stay fresh?")

    assert [code.value for code in page.code] == [
        "A sourdough loaf stays fresh for five days in a linen bag."
    ]
    assert "[1] The Sourdough Book" in texts(page)
    assert "How long does a loaf stay fresh?" in page.expander[0].text[1].value
    assert any(caption.value.startswith("Confidence: ") for caption in page.caption)


def test_an_abstention_looks_different_and_shows_the_nearest_passages(page: AppTest) -> None:
    ask(page, UNANSWERABLE)

    assert any("No answer in the documents" in markdown.value for markdown in page.markdown)
    assert [expander.label.split(" (")[0] for expander in page.expander] == [
        "Nearest passages",
        "How this came about",
    ]
    assert not page.code
    assert drawn(page, "announcer")["text"] == "No answer: The documents do not say."


def test_earlier_exchanges_stay_and_become_the_history(page: AppTest) -> None:
    ask(page, SOUR)
    ask(page, UNANSWERABLE)

    asked = [message.text[0].value for message in page.chat_message if message.name == "user"]
    turns = [exchange.turn for exchange in page.session_state["talk"].exchanges]

    assert asked == [SOUR, UNANSWERABLE]
    assert turns[0].question == SOUR
    assert "lactic acid. [1]" in turns[0].answer


def test_a_follow_up_is_shown_as_it_was_understood(page: AppTest) -> None:
    ask(page, STARTER)
    ask(page, "How often is it fed?")

    replies = [message for message in page.chat_message if message.name == "assistant"]

    assert replies[1].text[0].value == "Understood as: How often is the sourdough starter fed?"
    assert not [text for text in replies[0].text if "Understood as" in text.value]
    assert page.session_state["talk"].exchanges[0].turn.sections[0] == "The Sourdough Book"


def test_each_question_of_a_message_heads_its_claims(page: AppTest) -> None:
    ask(page, "How often is a starter fed and who won the world cup in 1990?")

    blocks = drawn(page, "answer-0")["blocks"]

    assert [block["form"] for block in blocks] == ["question", "sentence", "question", "unsaid"]
    assert drawn(page, "announcer")["text"].endswith(
        "Who won the world cup in 1990? The documents do not say."
    )


def test_how_an_answer_came_about_is_shown_below_its_footnotes(page: AppTest) -> None:
    ask(page, STARTER)

    labels = [expander.label.split(" (")[0] for expander in page.expander]
    stages = drawn(page, "stages-0")["stages"]

    assert labels == ["Footnotes", "How this answer came about"]
    assert not page.expander[1].proto.expanded
    assert [stage["title"] for stage in stages][:2] == ["Understood", "The question"]
    assert stages[1]["rows"][0]["numbers"][0] == "1"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        pytest.param("hello", "Hello. I answer questions from 3 documents", id="small talk"),
        pytest.param("What about it?", 'What does "it" stand for?', id="asks back"),
    ],
)
def test_talk_is_no_failure_to_answer(page: AppTest, message: str, said: str) -> None:
    ask(page, message)

    reply = page.chat_message[1]

    assert reply.text[0].value.startswith(said)
    assert not reply.expander
    assert ":material/" not in headings(page)
    assert drawn(page, "announcer")["text"] == reply.text[0].value


def test_several_notices_of_one_kind_are_all_shown(page: AppTest) -> None:
    notices = (Notice("shortened", "2 more."), Notice("shortened", "3 *more*."))
    reply = answer(claim(1, "One hour."), notices=notices)
    page.session_state["talk"].exchanges = [from_events("?", events(reply))]

    page.run()

    assert not page.exception
    assert "2 more.\n3 *more*." in texts(page)


def test_another_language_is_named(page: AppTest) -> None:
    ask(page, "Wie oft wird der Sauerteig gefüttert?")

    assert "No answer found in this language" in headings(page)
    assert "I take the question to be in German" in texts(page)


def test_a_disagreement_is_read_out() -> None:
    reply = answer(
        claim(1, "It takes one hour."),
        claim(2, "It takes two hours."),
        disagreements=(Disagreement((0, 1), ("one hour", "two hours")),),
    )

    assert spoken(reply) == (
        "Answer with 2 footnotes: It takes one hour. It takes two hours. "
        "The documents differ: one hour; two hours."
    )


def test_a_new_conversation_starts_empty(page: AppTest) -> None:
    ask(page, SOUR)

    page.button(key="new").click().run()

    assert not page.chat_message
    assert page.button(key="example-0")


def test_an_over_long_question_is_cut_by_the_input(page: AppTest) -> None:
    ask(page, "sour " * 1000)

    assert page.chat_input[0].proto.max_chars == 2000
    assert all(len(each.question) <= 2000 for each in page.session_state["talk"].exchanges)
    assert not page.exception


def test_a_refused_question_gets_one_sentence_and_is_not_kept(page: AppTest) -> None:
    ask(page, " \n ")

    assert "The question is empty: ask something in a few words." in texts(page)
    assert not page.session_state["talk"].exchanges
    assert not page.exception


def test_a_missing_index_is_said_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_INDEX", str(tmp_path / "nowhere"))

    page = AppTest.from_file(str(APP), default_timeout=60).run()

    assert "footnote ingest" in texts(page)
    assert not page.chat_input
    assert not page.exception


def test_a_new_generation_shows_at_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest import ingest

    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "rolls.md").write_text("# Rolls\n\nRolls are baked for twelve minutes.\n")
    ingest([folder], index=tmp_path / "index")
    monkeypatch.setenv("FOOTNOTE_INDEX", str(tmp_path / "index"))
    page = AppTest.from_file(str(APP), default_timeout=60).run()

    (folder / "cakes.md").write_text("# Cakes\n\nCakes are baked for one hour.\n")
    ingest([folder], index=tmp_path / "index")
    page.run()

    assert any(caption.value.startswith("2 documents") for caption in page.caption)


def test_nothing_of_the_work_is_left_beside_a_refused_question(page: AppTest) -> None:
    ask(page, " \n ")

    assert not [button for button in page.button if button.key == "stop"]
    assert "The question was not answered" in headings(page)

    page.run()

    assert "The question was not answered" not in headings(page)
