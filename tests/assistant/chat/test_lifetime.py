"""Connections are closed as soon as nobody waits, and nothing is left behind at the end."""

import asyncio
import gc
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from assistant.chat import ChatModel, Stop
from corpus import ModelError
from evals.models import openai_server, rate_limits, saying, stalls
from tests.assistant.chat.asked import (
    BOTH_WAYS,
    MESSAGES,
    PROVIDERS,
    asking,
    chat_model,
)

ROOT = Path(__file__).parents[3]
BREAD = "Bread needs time, and then some more."
SOON = 2.0
"""Seconds within which a connection is closed; far below any time-out."""


def threads() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name == "footnote-chat"]


@PROVIDERS
def test_closing_the_reply_closes_the_connection(provider: str) -> None:
    with asking(provider, saying(BREAD, stalls_after=21)) as (model, server):
        pieces = model.stream(MESSAGES)
        next(pieces)

        pieces.close()

        assert server.hung_up.wait(SOON)


@PROVIDERS
def test_a_reply_that_is_forgotten_closes_the_connection(provider: str) -> None:
    with asking(provider, saying(BREAD, stalls_after=21)) as (model, server):
        for piece in model.stream(MESSAGES):
            assert piece
            break
        gc.collect()

        assert server.hung_up.wait(SOON)


@PROVIDERS
@BOTH_WAYS
def test_stop_closes_the_connection_while_nothing_comes(provider: str, streaming: bool) -> None:
    with asking(provider, stalls(), chat_streaming=streaming) as (model, server):
        model.prepare()
        stop = Stop()
        threading.Timer(0.3, stop.set).start()

        started = time.monotonic()
        pieces = list(model.stream(MESSAGES, stop))

        assert pieces == []
        assert time.monotonic() - started < SOON
        assert server.hung_up.wait(SOON)


def test_stop_ends_the_wait_before_another_try() -> None:
    with asking("openai", rate_limits(15), chat_retries=1) as (model, server):
        model.prepare()
        stop = Stop()
        threading.Timer(0.5, stop.set).start()

        started = time.monotonic()
        assert list(model.stream(MESSAGES, stop)) == []

    assert time.monotonic() - started < 10
    assert len(server.asked) == 1


@PROVIDERS
def test_who_has_stopped_before_asks_nothing(provider: str) -> None:
    stop = Stop()
    stop.set()
    with asking(provider, saying(BREAD)) as (model, server):
        assert list(model.stream(MESSAGES, stop)) == []

    assert server.asked == []


@PROVIDERS
def test_one_who_stops_leaves_the_others_alone(provider: str) -> None:
    with asking(provider, stalls(), saying(BREAD, pause_seconds=0.05)) as (model, server):
        model.prepare()
        stop = Stop()
        waiting = threading.Thread(target=lambda: list(model.stream(MESSAGES, stop)))
        waiting.start()
        while not server.asked:
            time.sleep(0.01)

        pieces = model.stream(MESSAGES)
        said = next(pieces)
        stop.set()
        waiting.join(SOON)

        assert not waiting.is_alive()
        assert said + "".join(pieces) == BREAD


@PROVIDERS
def test_closing_the_model_ends_its_replies(provider: str) -> None:
    with asking(provider, saying(BREAD, stalls_after=21)) as (model, server):
        pieces = model.stream(MESSAGES)
        assert "".join(next(pieces) for _ in range(3)) == BREAD[:21]

        model.close()

        with pytest.raises(ModelError, match="was closed"):
            next(pieces)
        assert server.hung_up.wait(SOON)
        assert threads() == []


@PROVIDERS
def test_a_closed_model_can_be_asked_again(provider: str) -> None:
    with asking(provider, saying(BREAD)) as (model, _):
        model.close()
        first = "".join(model.stream(MESSAGES))
        model.close()
        model.close()

        assert first == "".join(model.stream(MESSAGES)) == BREAD


@PROVIDERS
def test_a_model_that_nobody_closes_leaves_nothing(provider: str) -> None:
    with asking(provider, saying(BREAD)) as (_, server):
        model = chat_model(provider, server.base_url)
        list(model.stream(MESSAGES))
        assert threads() == ["footnote-chat"]

        del model
        gc.collect()

        assert threads() == []


@PROVIDERS
def test_a_model_can_be_asked_from_within_event_loops(provider: str) -> None:
    with asking(provider, saying(BREAD)) as (model, _):

        async def within() -> str:
            return "".join(model.stream(MESSAGES))

        async def beside() -> list[str]:
            asked = (asyncio.to_thread(list, model.stream(MESSAGES)) for _ in range(3))
            return ["".join(pieces) for pieces in await asyncio.gather(*asked)]

        assert asyncio.run(within()) == BREAD
        assert asyncio.run(beside()) == [BREAD] * 3


def test_two_models_of_one_server_do_not_share_connections() -> None:
    with asking("openai", saying(BREAD)) as (first, server):
        second = chat_model("openai", server.base_url)
        for model in (first, second, first, second):
            assert "".join(model.stream(MESSAGES)) == BREAD
        first.close()

        assert "".join(second.stream(MESSAGES)) == BREAD
        second.close()


AT_EXIT = """
import threading
from contextlib import suppress
from corpus import ModelError
from tests.assistant.chat.asked import MESSAGES, chat_model
model = chat_model({provider!r}, {url!r})
model.prepare()
started = threading.Event()

def read():
    with suppress(ModelError):
        for piece in model.stream(MESSAGES):
            started.set()

{work}
print("done", flush=True)
"""


def child(provider: str, url: str, work: str) -> "subprocess.CompletedProcess[str]":
    code = AT_EXIT.format(provider=provider, url=url, work=work)
    return subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ['PYTHONPATH']}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@PROVIDERS
@pytest.mark.parametrize(
    "work",
    [
        pytest.param("list(model.stream(MESSAGES))", id="idle"),
        pytest.param("pieces = model.stream(MESSAGES); next(pieces)", id="in the middle"),
        pytest.param(
            "threading.Thread(target=read, daemon=True).start(); started.wait()",
            id="in a daemon",
        ),
    ],
)
def test_a_program_ends_at_once_and_silently(provider: str, work: str) -> None:
    slow = saying(BREAD, stalls_after=None if "list(model" in work else 21)
    with asking(provider, slow) as (_, server):
        started = time.monotonic()
        ended = child(provider, server.base_url, work)

    assert (ended.returncode, ended.stdout) == (0, "done\n")
    unexpected = [line for line in ended.stderr.splitlines() if "Executing <" not in line]
    assert unexpected == []
    assert time.monotonic() - started < 30


FORKED = """
import os, sys
from tests.assistant.chat.asked import MESSAGES, chat_model
model = chat_model("openai", {url!r})
first = "".join(model.stream(MESSAGES))
if not (pid := os.fork()):
    again = "".join(model.stream(MESSAGES))
    print("child", again == first, flush=True)
    sys.exit(0)
os.waitpid(pid, 0)
print("parent", "".join(model.stream(MESSAGES)) == first, flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_forked_process_has_connections_of_its_own() -> None:
    with openai_server(saying(BREAD)) as server:
        ended = subprocess.run(
            [sys.executable, "-c", FORKED.format(url=server.base_url)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ['PYTHONPATH']}"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert ended.stdout == "child True\nparent True\n", ended.stderr
    assert ended.stderr == ""


def test_a_model_is_told_by_its_name() -> None:
    model = chat_model("ollama", "http://localhost:1")

    assert isinstance(model, ChatModel)
    assert "secret" not in repr(vars(model))
