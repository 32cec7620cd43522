"""LangChain's chat model for a place, with connections of its own."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from assistant.chat.provider import Place

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage, AIMessageChunk

_STEP = 1024
_ROUGHNESS = 1.15
"""How far a model's own count of tokens may be above ours."""


@dataclass(slots=True)
class Built:
    """A chat model ready to be asked, in one event loop."""

    model: "BaseChatModel"
    how: dict[str, Any]
    """What goes along with each request."""
    close: Callable[[], Awaitable[None]]
    """Closes its connections."""

    def stream(self, messages: Sequence[tuple[str, str]]) -> "AsyncIterator[AIMessageChunk]":
        """Its reply in pieces."""
        return self.model.astream(list(messages), **self.how)

    async def whole(self, messages: Sequence[tuple[str, str]]) -> "AIMessage":
        """Its reply in one piece."""
        how = self.how
        if type(self.model).__name__ == "ChatOllama":
            how = {**how, "stream": False}
        return await self.model.ainvoke(list(messages), **how)


def built(place: Place, *, prompt_tokens: int, reply_tokens: int, seconds: float) -> Built:
    """A chat model at its place; nothing is sent.

    Args:
        place: The model and where it is served.
        prompt_tokens: Room for a prompt.
        reply_tokens: Most tokens of a reply.
        seconds: No request takes longer, whatever happens.
    """
    shared: dict[str, Any] = {
        "model": place.model,
        "model_provider": place.provider.name,
        **({"base_url": place.url} if place.url else {}),
    }
    match place.provider.name:
        case "openai":
            return _openai(place, shared, reply_tokens, seconds)
        case "anthropic":
            return _anthropic(place, shared, reply_tokens, seconds)
        case _:
            return _ollama(place, shared, prompt_tokens, reply_tokens, seconds)


def _openai(place: Place, shared: Mapping[str, Any], tokens: int, seconds: float) -> Built:
    from langchain.chat_models import init_chat_model
    from openai import DefaultAsyncHttpxClient

    # The one that LangChain would use is shared by all models, and so by event loops.
    client = DefaultAsyncHttpxClient(timeout=seconds, trust_env=not place.is_here)
    if place.is_elsewhere:
        # Few servers know OpenAI's other protocol, or that `max_tokens` has a new name.
        how = {**shared, "use_responses_api": False, "extra_body": {"max_tokens": tokens}}
    else:
        how = {**shared, "max_tokens": tokens}
    if not place.key():
        how["api_key"] = "not-needed"
    model = init_chat_model(
        **how,
        max_retries=0,
        timeout=seconds,
        stream_chunk_timeout=None,
        stream_usage=False,
        http_async_client=client,
        http_socket_options=(),
    )
    return Built(model, _cold(model), client.aclose)


def _anthropic(place: Place, shared: Mapping[str, Any], tokens: int, seconds: float) -> Built:
    from anthropic import DefaultAsyncHttpxClient
    from langchain.chat_models import init_chat_model

    model = init_chat_model(**shared, max_tokens=tokens, max_retries=0, timeout=seconds)
    # This one looks for proxies itself.
    direct: dict[str, Any] = dict.fromkeys(("all://", "http://", "https://"))
    client = DefaultAsyncHttpxClient(timeout=seconds, mounts=direct if place.is_here else {})
    # As above; LangChain has no argument for it and keeps its client under this name.
    vars(model)["_async_client"] = model._async_client.with_options(http_client=client)
    return Built(model, _cold(model), client.aclose)


def _ollama(
    place: Place, shared: Mapping[str, Any], prompt: int, reply: int, seconds: float
) -> Built:
    from langchain.chat_models import init_chat_model

    # Without this Ollama silently forgets the beginning of a long prompt.
    window = ceil((prompt * _ROUGHNESS + reply) / _STEP) * _STEP
    model = init_chat_model(
        **shared,
        temperature=0,
        num_predict=reply,
        num_ctx=window,
        # Thoughts would use up the tokens of the reply.
        reasoning=False,
        client_kwargs={"timeout": seconds, "trust_env": not place.is_here},
    )
    return Built(model, {}, model._async_client.close)


def _cold(model: "BaseChatModel") -> dict[str, Any]:
    profile: Mapping[str, Any] = model.profile or {}
    return {} if profile.get("temperature") is False else {"temperature": 0}
