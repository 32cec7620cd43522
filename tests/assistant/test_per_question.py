"""A threshold and a mode of one question's own."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from assistant import Abstention, Answer, Assistant, Decided, Mode, Settings, Turn
from corpus import SettingsError
from evals.models import answering
from tests.assistant.test_generative import GOOD, QUESTION, asked

SOUR = "Why does my sourdough bread taste sour?"
UNANSWERABLE = "Who won the football world cup in 1990?"


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-a-test")


def test_a_threshold_holds_for_its_question_alone(bread: Assistant) -> None:
    strict = bread.ask(SOUR, threshold=1.0)
    after = bread.ask(SOUR)
    eager = bread.ask(UNANSWERABLE, threshold=0.0)

    assert [type(one) for one in (strict, after, eager)] == [Abstention, Answer, Answer]
    assert (strict.notices, eager.notices) == ((), ())
    assert bread.threshold == 0.45


def test_it_wins_over_one_set_by_hand(bread_index: Path) -> None:
    with Assistant.open(bread_index, Settings(threshold=0.0)) as eager:
        decided = [event for event in eager.stream(SOUR, threshold=1.0) if type(event) is Decided]

    assert [one.threshold for one in decided] == [1.0]


def test_awaited_questions_take_it_too(bread: Assistant) -> None:
    async def last() -> str:
        events = [event async for event in bread.astream(SOUR, threshold=1.0)]
        return type(events[-1]).__name__

    reply = asyncio.run(bread.aask(SOUR, threshold=1.0, mode=Mode.EXTRACTIVE))

    assert isinstance(reply, Abstention)
    assert asyncio.run(last()) == "Replied"


@pytest.mark.parametrize("threshold", [-0.01, 1.01, 45, float("nan")])
def test_a_threshold_out_of_range_is_refused_at_once(bread: Assistant, threshold: float) -> None:
    with pytest.raises(SettingsError, match="a confidence from 0 to 1") as error:
        bread.stream(SOUR, threshold=threshold)

    assert repr(threshold) in str(error.value)


def test_a_models_words_without_a_model_are_refused_at_once(bread: Assistant) -> None:
    with pytest.raises(SettingsError, match="set FOOTNOTE_CHAT_MODEL"):
        bread.stream(SOUR, mode=Mode.GENERATIVE)


def test_the_documents_own_words_are_had_without_asking_the_model(bread_index: Path) -> None:
    with asked(bread_index, GOOD, chat_rewrites=True) as (assistant, server):
        history = [Turn("What is a starter?", "A mixture of flour and water.")]
        own = assistant.ask(QUESTION, history, mode=Mode.EXTRACTIVE)
        unasked = list(server.asked)
        worded = assistant.ask(QUESTION, mode=Mode.GENERATIVE)

    assert (own.mode, worded.mode) == (Mode.EXTRACTIVE, Mode.GENERATIVE)
    assert unasked == []
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("given", "gate", "is_asked"),
    [
        pytest.param({"threshold": 1.0}, 0.15, True, id="strict: still worth asking"),
        pytest.param({"threshold": 0.05}, 0.05, True, id="lenient: the lower of both"),
        pytest.param({"threshold": 1.0, "mode": Mode.EXTRACTIVE}, 1.0, False, id="own words"),
    ],
)
def test_a_model_is_asked_from_the_lower_of_both(
    bread_index: Path, given: dict[str, Any], gate: float, is_asked: bool
) -> None:
    with asked(bread_index, answering("once a week")) as (assistant, server):
        events = list(assistant.stream(QUESTION, **given))

    assert [one.threshold for one in events if isinstance(one, Decided)] == [gate]
    assert bool(server.asked) is is_asked
