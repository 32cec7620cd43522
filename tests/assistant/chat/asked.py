"""Chat models that are asked at servers on loopback, one for each protocol."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from assistant import Settings
from assistant.chat import ChatModel
from assistant.prompt import Message
from corpus import ModelError
from evals.models import Behaviour, ModelServer, anthropic_server, ollama_server, openai_server

MESSAGES = (Message("system", "Be brief."), Message("user", "What does bread need?"))
SERVES: dict[str, Callable[..., ModelServer]] = {
    "openai": openai_server,
    "anthropic": anthropic_server,
    "ollama": ollama_server,
}
PROVIDERS = pytest.mark.parametrize("provider", SERVES)
BOTH_WAYS = pytest.mark.parametrize("streaming", [True, False], ids=["streaming", "whole"])


def chat_model(provider: str, url: str, **settings: Any) -> ChatModel:
    """A model called `m` at an address, which is tried once and given up soon."""
    quick: dict[str, Any] = {"chat_timeout": 20, "chat_retries": 0}
    model = ChatModel.configured(
        Settings(chat_model=f"{provider}:m", chat_base_url=url, **(quick | settings))
    )
    assert model is not None
    return model


@contextmanager
def asking(
    provider: str, *behaviours: Behaviour, **settings: Any
) -> Iterator[tuple[ChatModel, ModelServer]]:
    """A model and the server it is asked at; both are closed at the end."""
    with SERVES[provider](*behaviours) as server:
        model = chat_model(provider, server.base_url, **settings)
        try:
            yield model, server
        finally:
            model.close()


def failure(model: ChatModel) -> str:
    """Why a model gives no whole reply."""
    with pytest.raises(ModelError) as raised:
        list(model.stream(MESSAGES))
    return str(raised.value)
