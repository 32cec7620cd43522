"""Which model the settings name, and what is said where it cannot be used; nothing is asked."""

import importlib.util
import subprocess
import sys

import pytest

from assistant import Settings
from assistant.chat import ChatModel
from corpus import SettingsError

HEAVY = "langchain langchain_core langchain_openai langchain_anthropic openai anthropic httpx"


def refused(name: str, url: str = "") -> str:
    with pytest.raises(SettingsError) as raised:
        ChatModel.configured(Settings(chat_model=name, chat_base_url=url))
    return str(raised.value)


@pytest.fixture
def no_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    # Nothing can be taken out of the environment that the tests run in.
    monkeypatch.setattr("assistant.chat.provider.find_spec", lambda name: None)


@pytest.mark.parametrize("name", ["", "  "])
def test_no_name_means_no_model(name: str) -> None:
    assert ChatModel.configured(Settings(chat_model=name)) is None


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("ollama:llama3.2:3b", "ollama:llama3.2:3b"),
        (" anthropic:claude-x ", "anthropic:claude-x"),
        ("Ollama: mistral", "ollama:mistral"),
    ],
)
def test_a_model_has_the_name_that_was_configured(name: str, model: str) -> None:
    found = ChatModel.configured(Settings(chat_model=name))

    assert found is not None
    assert found.name == model


@pytest.mark.parametrize("name", ["gpt-5", "openai:", ":m", ":"])
def test_a_name_needs_provider_and_model(name: str) -> None:
    message = refused(name)

    assert repr(name) in message
    assert "'openai:...'" in message


def test_an_unknown_provider_is_refused_with_a_way_to_reach_it() -> None:
    message = refused("bigcorp:m")

    assert "'bigcorp' is no provider that is known" in message
    assert "FOOTNOTE_CHAT_BASE_URL" in message


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
@pytest.mark.usefixtures("no_packages")
def test_a_missing_package_is_named_with_the_command(provider: str) -> None:
    assert f"pip install 'footnote[{provider}]'" in refused(f"{provider}:m")


@pytest.mark.parametrize(
    ("provider", "key"), [("openai", "OPENAI_API_KEY"), ("anthropic", "ANTHROPIC_API_KEY")]
)
@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_missing_key_is_named(
    provider: str, key: str, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(key, raising=False)
    if value is not None:
        monkeypatch.setenv(key, value)

    assert f"{key} is not set" in refused(f"{provider}:m")


def test_a_key_that_cannot_be_one_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-sec\nret")

    message = refused("openai:m")

    assert "characters that no key has" in message
    assert "sk-" not in message


@pytest.mark.parametrize("variable", ["OPENAI_BASE_URL", "OPENAI_API_BASE"])
def test_a_server_of_ones_own_needs_no_key(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Settings(chat_model="openai:m", chat_base_url="http://localhost:8000/v1")
    assert ChatModel.configured(here) is not None

    monkeypatch.setenv(variable, "http://localhost:8000/v1")
    assert ChatModel.configured(Settings(chat_model="openai:m")) is not None


@pytest.mark.parametrize(
    "url",
    [
        "localhost:8000",
        "ftp://localhost",
        "http://",
        "http://localhost:port",
        "http://local host/v1",
        "http://[::1",
        "http://me:password@localhost/v1",
        "http://localhost/v1?key=password",
    ],
)
def test_an_address_that_is_none_is_refused_and_not_repeated(url: str) -> None:
    message = refused("openai:m", url)

    assert "FOOTNOTE_CHAT_BASE_URL" in message
    assert "'http://localhost:8000/v1'" in message
    assert "password" not in message


@pytest.mark.parametrize(
    ("name", "url", "where"),
    [
        ("openai:m", "http://h:1/v1/", "http://h:1/v1"),
        ("openai:m", "http://h:1/v1/chat/completions", "http://h:1/v1"),
        ("anthropic:m", "http://h:1/v1", "http://h:1"),
        ("ollama:m", "http://h:1/v1", "http://h:1"),
        ("ollama:m", "http://h:1/api/chat", "http://h:1"),
        ("ollama:m", "", "http://127.0.0.1:11434"),
    ],
)
def test_an_address_may_be_given_with_what_comes_after_it(name: str, url: str, where: str) -> None:
    model = ChatModel.configured(Settings(chat_model=name, chat_base_url=url))

    assert model is not None
    assert model.where == where


def test_configuring_imports_nothing_heavy() -> None:
    code = (
        "import sys, assistant.chat, assistant\n"
        "settings = assistant.Settings(chat_model='openai:m', chat_base_url='http://localhost:1')\n"
        "model = assistant.chat.ChatModel.configured(settings)\n"
        "model.close()\n"
        "print(*sys.modules)"
    )
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )

    loaded = {name.split(".")[0] for name in ended.stdout.split()}
    assert "assistant" in loaded
    assert loaded & set(HEAVY.split()) == set()
    assert importlib.util.find_spec("langchain_openai") is not None
