"""What a visitor chooses, apart from the page and on it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from assistant import Assistant, Mode, Prices, save_calibration
from tests.assistant.test_prices import OWN
from tests.ui.test_app import drawn, texts
from ui.web.choices import Choices, choices_line, of_present
from ui.web.views.settings import steps

KEY = "choices"


@pytest.fixture(autouse=True, scope="module")
def _nothing_cached() -> Iterator[None]:
    """The assistants stay open from test to test."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def fresh() -> Iterator[None]:
    """An assistant of its own, for a test that configures it otherwise."""
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def draw() -> None:
    import os

    from ui.web.site import Site, open_assistant, read_overview
    from ui.web.views import settings

    index = os.environ["FOOTNOTE_INDEX"]
    assistant = open_assistant(index)
    settings.show(Site(assistant, index, read_overview(index, assistant.generation, assistant)))


@pytest.fixture
def page(bread_index: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("FOOTNOTE_INDEX", str(bread_index))
    return AppTest.from_function(draw, default_timeout=60).run()


def chosen(page: AppTest) -> Choices:
    found: Choices = page.session_state[KEY]
    return found


@pytest.mark.parametrize(
    ("made", "line"),
    [
        pytest.param(Choices(), "", id="nothing"),
        pytest.param(
            Choices(threshold=0.7),
            "By your settings: stricter than usual (0.70, not 0.45).",
            id="strict",
        ),
        pytest.param(
            Choices(threshold=0.2, mode=Mode.EXTRACTIVE, documents=frozenset({"a", "b"})),
            "By your settings: less strict than usual (0.20, not 0.45), in the documents' own "
            "words, from 2 documents only.",
            id="all",
        ),
        pytest.param(
            Choices(gone=2),
            "2 documents that you chose are no longer there, so all documents are asked.",
            id="gone",
        ),
    ],
)
def test_what_differs_from_the_usual_is_said_in_a_line(made: Choices, line: str) -> None:
    assert choices_line(made, 0.45) == line


def test_documents_that_are_gone_leave_the_choice() -> None:
    some = Choices(documents=frozenset({"a", "b", "c"}))

    assert of_present(some, {"a", "b", "d"}) == Choices(documents=frozenset({"a", "b"}), gone=1)
    assert of_present(some, {"d"}) == Choices(gone=3)
    assert of_present(some, {"a", "b", "c"}) == some
    assert of_present(Choices(), {"a"}) == Choices()


@pytest.mark.parametrize(
    ("usual", "names"),
    [
        (0.45, ["Lenient", "Usual", "Strict", "Very strict"]),
        (0.0, ["Usual", "Strict", "Very strict"]),
        (1.0, ["Lenient", "Usual"]),
    ],
)
def test_steps_are_around_the_usual_threshold_and_differ(usual: float, names: list[str]) -> None:
    found = steps(usual)

    thresholds = [step.threshold for step in found]
    assert [step.name for step in found] == names
    assert thresholds == sorted(set(thresholds))
    assert usual in thresholds


def test_the_page_opens_with_what_is_usual(page: AppTest) -> None:
    assert not page.exception
    assert page.slider[0].value == 0.45
    assert page.segmented_control(key="choice-step").value == "Usual"
    assert "Of 100 questions that the documents answer, about" in texts(page)
    assert page.multiselect[0].value == []
    assert page.button(key="choices-reset").disabled
    assert not page.radio


def test_a_stricter_threshold_shows_its_price_and_is_taken_back(page: AppTest) -> None:
    before = texts(page)

    page.slider[0].set_value(0.9).run()
    strict = texts(page)
    kept = chosen(page)
    at = drawn(page, "price")["chosen"]
    page.button(key="choices-reset").click().run()

    assert (kept, at) == (Choices(threshold=0.9), 0.9)
    assert strict != before
    assert chosen(page) == Choices()
    assert texts(page) == before
    assert page.slider[0].value == 0.45


def test_a_step_moves_the_slider_and_the_usual_one_is_no_choice(page: AppTest) -> None:
    page.segmented_control(key="choice-step").set_value("Strict").run()
    strict = (chosen(page).threshold, page.slider[0].value)
    page.segmented_control(key="choice-step").set_value("Usual").run()

    assert strict == (0.63, 0.63)
    assert chosen(page) == Choices()


def test_documents_are_chosen_by_title_and_named_by_id(page: AppTest) -> None:
    page.multiselect[0].select("sourdough.md").run()

    assert chosen(page).documents == frozenset({"sourdough.md"})
    assert "The Sourdough Book · sourdough.md" in page.multiselect[0].options

    page.multiselect[0].unselect("sourdough.md").run()

    assert chosen(page).documents is None


def test_a_document_that_vanished_is_dropped_with_a_word(page: AppTest) -> None:
    page.session_state[KEY] = Choices(documents=frozenset({"flour.md", "gone.md"}))

    page.run()

    assert page.multiselect[0].value == ["flour.md"]
    assert "1 document that you chose is no longer there." in texts(page)


def test_who_words_the_answers_is_asked_where_there_is_a_model(
    fresh: None, bread_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_INDEX", str(bread_index))
    monkeypatch.setenv("FOOTNOTE_CHAT_MODEL", "openai:small")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-a-test")
    page = AppTest.from_function(draw, default_timeout=60).run()

    told = [caption.value for caption in page.caption]
    page.radio[0].set_value("The documents' own words").run()

    assert chosen(page).mode is Mode.EXTRACTIVE
    assert any("asked from a confidence of 0.15" in one for one in told)
    assert not page.caption
    assert "openai:small" in texts(page)


@pytest.mark.parametrize("prices", [OWN, None], ids=["own prices", "none"])
def test_the_price_is_of_these_documents_where_that_was_measured(
    bread_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, prices: Prices | None
) -> None:
    index = shutil.copytree(bread_index, tmp_path / "index")
    with Assistant.open(index) as assistant:
        save_calibration(index, replace(assistant.calibration, threshold=0.375, prices=prices))
    monkeypatch.setenv("FOOTNOTE_INDEX", str(index))

    page = AppTest.from_function(draw, default_timeout=60).run()
    page.slider[0].set_value(0.5).run()
    page.slider[0].set_value(0.38).run()

    assert ("on these documents" in texts(page)) is (prices is not None)
    assert chosen(page).threshold is None


def test_another_readers_prices_are_unknown(
    fresh: None, bread_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_INDEX", str(bread_index))
    monkeypatch.setenv("FOOTNOTE_READER", "first")

    page = AppTest.from_function(draw, default_timeout=60).run()

    assert "footnote eval calibrate" in texts(page)
    assert not page.exception
