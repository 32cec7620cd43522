"""Why there is no reply is told in one sentence, and tried again only where that may help."""

import socket
import time

import pytest

from evals.models import (
    Behaviour,
    drops,
    fails,
    garbles,
    keeps_alive,
    knows_no_model,
    rate_limits,
    saying,
    stalls,
)
from tests.assistant.chat.asked import (
    BOTH_WAYS,
    MESSAGES,
    PROVIDERS,
    asking,
    chat_model,
    failure,
)

BREAD = "Bread needs time, and then some more."


def is_one_sentence(message: str) -> bool:
    return message.endswith(".") and ". " not in message and "\n" not in message


@PROVIDERS
@BOTH_WAYS
@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        pytest.param(fails(500), ("server error (500)", "ask again later"), id="500"),
        pytest.param(fails(503), ("overloaded (503)", "ask again later"), id="503"),
        pytest.param(fails(401), ("key is wrong", "check"), id="401"),
        pytest.param(fails(403), ("(403)", "check"), id="403"),
        pytest.param(fails(404), ("not served at http", "FOOTNOTE_CHAT_BASE_URL"), id="404"),
        pytest.param(fails(400), ("refused the request (400)", "FOOTNOTE_CHAT_MODEL"), id="400"),
        pytest.param(rate_limits(), ("rate limited (429)", "wait"), id="429"),
        pytest.param(knows_no_model, ("is unknown at", "FOOTNOTE_CHAT_MODEL"), id="model"),
        pytest.param(
            saying("You exceeded your quota: insufficient_quota", status=429),
            ("no credit is left", "top up"),
            id="credit",
        ),
        pytest.param(
            saying("maximum context length is 4096 tokens", status=400),
            ("longer than the model takes", "FOOTNOTE_CHAT_PROMPT_TOKENS"),
            id="too long",
        ),
        pytest.param(garbles, ("cannot be read", "FOOTNOTE_CHAT_MODEL"), id="garbage"),
        pytest.param(drops(0), ("broke off", "ask again"), id="dropped"),
    ],
)
def test_a_failure_is_told_with_a_way_out(
    provider: str, streaming: bool, behaviour: Behaviour, told: tuple[str, str]
) -> None:
    with asking(provider, behaviour, chat_streaming=streaming) as (model, _):
        message = failure(model)

    assert message.startswith(f"Chat model '{provider}:m' ")
    assert is_one_sentence(message)
    assert all(words in message for words in told)


@PROVIDERS
def test_a_reply_that_breaks_off_is_not_taken_for_whole(provider: str) -> None:
    with asking(provider, saying(BREAD, drops_after=21), chat_retries=3) as (model, server):
        pieces = model.stream(MESSAGES)

        assert "".join(next(pieces) for _ in range(3)) == BREAD[:21]
        with pytest.raises(Exception, match="broke off"):
            next(pieces)
    assert len(server.asked) == 1


@PROVIDERS
@BOTH_WAYS
def test_a_refused_connection_names_the_address(provider: str, streaming: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    model = chat_model(provider, url, chat_streaming=streaming)

    message = failure(model)
    model.close()

    assert f"{url}: the connection is refused" in message
    assert is_one_sentence(message)


@PROVIDERS
def test_what_the_server_says_is_not_repeated(
    provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-of-the-tests")
    leak = saying("Wrong key sk-secret-of-the-tests for: What does bread need?", status=401)
    with asking(provider, leak) as (model, _), pytest.raises(Exception, match="key") as raised:
        list(model.stream(MESSAGES))

    told: BaseException | None = raised.value
    assert told is not None
    assert "secret" not in str(told)
    assert "bread" not in str(told)
    assert told.__cause__ is told.__context__ is None


@PROVIDERS
@BOTH_WAYS
@pytest.mark.parametrize("first", [fails(500), rate_limits(), drops(0)], ids="500 429 drop".split())
def test_what_may_pass_is_tried_again(provider: str, streaming: bool, first: Behaviour) -> None:
    with asking(provider, first, saying(BREAD), chat_retries=1, chat_streaming=streaming) as (
        model,
        server,
    ):
        assert "".join(model.stream(MESSAGES)) == BREAD
    assert len(server.asked) == 2


@PROVIDERS
@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_what_will_not_pass_is_not_tried_again(provider: str, status: int) -> None:
    with asking(provider, fails(status), chat_retries=3) as (model, server):
        failure(model)

    assert len(server.asked) == 1


@PROVIDERS
def test_no_more_is_tried_than_is_allowed(provider: str) -> None:
    with asking(provider, rate_limits(), chat_retries=2) as (model, server):
        failure(model)

    assert len(server.asked) == 3


@PROVIDERS
def test_a_server_is_left_alone_as_long_as_it_wants(provider: str) -> None:
    started = time.monotonic()
    with asking(provider, rate_limits(1), saying(BREAD), chat_retries=1) as (model, _):
        assert "".join(model.stream(MESSAGES)) == BREAD
    assert time.monotonic() - started >= 1


@PROVIDERS
def test_a_server_that_wants_too_long_is_given_up_at_once(provider: str) -> None:
    with asking(provider, rate_limits(60), chat_retries=5, chat_deadline=20) as (model, server):
        assert "for 60 s more" in failure(model)
    assert len(server.asked) == 1


@PROVIDERS
@BOTH_WAYS
@pytest.mark.parametrize("silence", [stalls(), keeps_alive()], ids=["silent", "pings"])
def test_a_model_that_says_nothing_is_given_up(
    provider: str, streaming: bool, silence: Behaviour
) -> None:
    with asking(provider, silence, chat_timeout=0.4, chat_streaming=streaming, chat_retries=3) as (
        model,
        server,
    ):
        started = time.monotonic()
        message = failure(model)

        assert "said nothing for 0.4 s" in message
        assert "FOOTNOTE_CHAT_TIMEOUT" in message
        assert server.hung_up.wait(5)
    assert len(server.asked) == 1
    assert time.monotonic() - started < 10


@PROVIDERS
@pytest.mark.parametrize("pings", [None, 0.05], ids=["silent", "pings"])
def test_a_model_that_falls_silent_is_given_up(provider: str, pings: float | None) -> None:
    silence = saying(BREAD, stalls_after=21, pings_every=pings)
    with asking(provider, silence, chat_timeout=0.4) as (model, server):
        assert "fell silent for 0.4 s" in failure(model)
        assert server.hung_up.wait(5)


@PROVIDERS
def test_a_slow_model_is_waited_for_as_long_as_it_writes(provider: str) -> None:
    slow = saying(BREAD, pause_seconds=0.2)
    with asking(provider, slow, chat_timeout=0.8) as (model, _):
        assert "".join(model.stream(MESSAGES)) == BREAD


@PROVIDERS
@BOTH_WAYS
def test_no_question_takes_longer_than_the_deadline(provider: str, streaming: bool) -> None:
    slow = saying(BREAD * 20, pause_seconds=0.1 if streaming else 30)
    with asking(provider, slow, chat_deadline=0.8, chat_streaming=streaming) as (model, server):
        message = failure(model)

        assert "not done within 0.8 s" in message
        assert "FOOTNOTE_CHAT_DEADLINE" in message
        assert server.hung_up.wait(5)


@PROVIDERS
def test_requests_beyond_what_a_minute_allows_are_not_sent(provider: str) -> None:
    with asking(provider, saying(BREAD), chat_requests_per_minute=2, chat_deadline=20) as (
        model,
        server,
    ):
        for _ in range(2):
            list(model.stream(MESSAGES))

        assert "FOOTNOTE_CHAT_REQUESTS_PER_MINUTE" in failure(model)
    assert len(server.asked) == 2


@PROVIDERS
def test_requests_wait_for_their_turn(provider: str) -> None:
    with asking(provider, saying(BREAD), chat_requests_per_minute=60_000) as (model, server):
        for _ in range(3):
            list(model.stream(MESSAGES))

    assert len(server.asked) == 3
