"""What a model is sent, and the words that come back."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from corpus import ModelError
from evals.models import Asked, Reply, saying
from tests.assistant.chat.asked import BOTH_WAYS, MESSAGES, PROVIDERS, asking, failure

BREAD = "Bread needs time, and then some more."


@PROVIDERS
def test_a_reply_comes_in_pieces_while_it_is_written(provider: str) -> None:
    with asking(provider, saying(BREAD, stalls_after=21)) as (model, server):
        pieces = model.stream(MESSAGES)

        assert [next(pieces) for _ in range(3)] == ["Bread n", "eeds ti", "me, and"]
        assert not server.hung_up.is_set()
        pieces.close()


@PROVIDERS
@BOTH_WAYS
def test_the_pieces_are_the_reply(provider: str, streaming: bool) -> None:
    with asking(provider, saying(BREAD), chat_streaming=streaming) as (model, server):
        pieces = list(model.stream(MESSAGES))

    assert "".join(pieces) == BREAD
    assert (len(pieces) == 1) is not streaming
    assert server.asked[0].is_streaming is streaming


@PROVIDERS
@BOTH_WAYS
def test_the_model_is_sent_our_words_in_their_roles(provider: str, streaming: bool) -> None:
    with asking(provider, saying("Time."), chat_streaming=streaming) as (model, server):
        list(model.stream(MESSAGES))

    assert server.asked[0].body["model"] == "m"
    assert server.asked[0].system == "Be brief."
    assert server.asked[0].user == "What does bread need?"


@PROVIDERS
@BOTH_WAYS
def test_a_reply_is_short_and_not_left_to_chance(provider: str, streaming: bool) -> None:
    with asking(provider, saying("Time."), chat_streaming=streaming, chat_reply_tokens=321) as (
        model,
        server,
    ):
        list(model.stream(MESSAGES))

    body = server.asked[0].body
    sent = body["options"] if provider == "ollama" else body
    assert sent["num_predict" if provider == "ollama" else "max_tokens"] == 321
    assert sent["temperature"] == 0


def test_ollama_is_told_to_make_room_for_the_whole_prompt() -> None:
    with asking("ollama", saying("Time."), chat_prompt_tokens=9000) as (model, server):
        list(model.stream(MESSAGES))

    assert server.asked[0].body["options"]["num_ctx"] >= 10_000


def refuses_temperature(asked: Asked) -> Reply:
    if "temperature" in asked.body:
        return Reply("Unsupported value: 'temperature' does not support 0.", status=400)
    return Reply("Time.")


@pytest.mark.parametrize("provider", ["openai", "anthropic"])
def test_a_model_that_takes_no_temperature_is_asked_without(provider: str) -> None:
    with asking(provider, refuses_temperature) as (model, server):
        first = list(model.stream(MESSAGES))
        second = list(model.stream(MESSAGES))

    assert first == second == ["Time."]
    assert ["temperature" in asked.body for asked in server.asked] == [True, False, False]


@PROVIDERS
@BOTH_WAYS
def test_a_reply_that_has_used_up_its_tokens_is_no_whole_one(
    provider: str, streaming: bool
) -> None:
    ending = "max_tokens" if provider == "anthropic" else "length"
    pieces = []
    with (
        asking(provider, saying(BREAD, ending=ending), chat_streaming=streaming) as (model, _),
        pytest.raises(ModelError, match="FOOTNOTE_CHAT_REPLY_TOKENS"),
    ):
        for piece in model.stream(MESSAGES):
            pieces.append(piece)
    assert "".join(pieces) == BREAD


@PROVIDERS
@BOTH_WAYS
def test_a_reply_of_thoughts_alone_says_what_to_raise(provider: str, streaming: bool) -> None:
    ending = "max_tokens" if provider == "anthropic" else "length"
    with asking(provider, saying("", ending=ending), chat_streaming=streaming) as (model, _):
        assert "FOOTNOTE_CHAT_REPLY_TOKENS" in failure(model)


@PROVIDERS
def test_what_a_model_thinks_is_no_part_of_its_reply(provider: str) -> None:
    with asking(provider, saying(BREAD, thoughts="Could it be salt?")) as (model, _):
        assert "".join(model.stream(MESSAGES)) == BREAD


@PROVIDERS
@BOTH_WAYS
def test_an_empty_reply_is_one(provider: str, streaming: bool) -> None:
    with asking(provider, saying(""), chat_streaming=streaming) as (model, _):
        assert list(model.stream(MESSAGES)) == []


@PROVIDERS
def test_a_reply_without_end_is_ended(provider: str) -> None:
    with asking(
        provider, saying("Bread! " * 1_000_000, piece_chars=70_000), chat_reply_tokens=50
    ) as (model, server):
        assert "far more than it was asked for" in failure(model)
        assert server.hung_up.wait(5)


@PROVIDERS
def test_many_questions_are_asked_at_once(provider: str) -> None:
    def echoing(asked: Asked) -> Reply:
        return Reply(asked.user, pause_seconds=0.01)

    with asking(provider, echoing) as (model, server), ThreadPoolExecutor(8) as pool:
        asked = [f"Question {number}?" for number in range(24)]
        said = pool.map(
            lambda text: "".join(model.stream([MESSAGES[1]._replace(text=text)])), asked
        )

        assert list(said) == asked
    assert len(server.asked) == 24


def test_a_key_is_sent_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-mine")
    with asking("openai", saying("Time.")) as (model, server):
        list(model.stream(MESSAGES))

    assert server.asked[0].headers["authorization"] == "Bearer sk-mine"


def test_a_server_of_ones_own_needs_no_key() -> None:
    with asking("openai", saying("Time.")) as (model, server):
        list(model.stream(MESSAGES))

    assert server.asked[0].headers["authorization"] == "Bearer not-needed"


def test_no_proxy_stands_between_us_and_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    for provider in ("openai", "anthropic", "ollama"):
        with asking(provider, saying("Time.")) as (model, _):
            assert list(model.stream(MESSAGES)) == ["Time."]
