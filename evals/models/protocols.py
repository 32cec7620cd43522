"""The shapes of three protocols: of OpenAI's, Anthropic's and Ollama's."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from evals.models.speech import text_of

_ERRORS = {400: "invalid_request_error", 401: "authentication_error", 429: "rate_limit_error"}


class OpenAI:
    """Chat completions."""

    path = "/v1/chat/completions"
    base = "/v1"

    def refusal(self, headers: Mapping[str, str], body: Mapping[str, Any]) -> str:
        """What a request lacks; empty if nothing."""
        return "" if body.get("model") and body.get("messages") else "model and messages are needed"

    def system(self, body: Mapping[str, Any]) -> str:
        """The system message of a request; empty if there is none."""
        said = [one for one in body["messages"] if one["role"] in ("system", "developer")]
        return "\n".join(text_of(one["content"]) for one in said)

    def whole(self, body: Mapping[str, Any], text: str, ending: str) -> dict[str, Any]:
        """A reply in one piece."""
        message = {"role": "assistant", "content": text, "refusal": None}
        reason = ending or "stop"
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": reason}
        return {**_completion(body, "chat.completion"), "choices": [choice], "usage": _USAGE}

    def opening(self, body: Mapping[str, Any]) -> Iterator[str]:
        """What a stream begins with."""
        yield _data(self._chunk(body, {"role": "assistant", "content": ""}))

    def piece(self, body: Mapping[str, Any], text: str) -> str:
        """Some words of a stream."""
        return _data(self._chunk(body, {"content": text}))

    def thought(self, body: Mapping[str, Any], text: str) -> str:
        """Some words of what the model thinks, in a stream."""
        return _data(self._chunk(body, {"reasoning_content": text}))

    def ping(self, body: Mapping[str, Any]) -> str:
        """A sign of life in a stream."""
        return ": keep-alive\n\n" + _data(self._chunk(body, {"content": ""}))

    def closing(self, body: Mapping[str, Any], ending: str) -> Iterator[str]:
        """What a stream ends with."""
        yield _data(self._chunk(body, {}, ending or "stop"))
        if (body.get("stream_options") or {}).get("include_usage"):
            shape = _completion(body, "chat.completion.chunk")
            yield _data({**shape, "choices": [], "usage": _USAGE})
        yield "data: [DONE]\n\n"

    def error(self, status: int, text: str) -> dict[str, Any]:
        """A refusal or a failure."""
        kind = _ERRORS.get(status, "server_error")
        return {"error": {"message": text, "type": kind, "param": None, "code": None}}

    def _chunk(
        self, body: Mapping[str, Any], delta: Mapping[str, Any], reason: str | None = None
    ) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        return {**_completion(body, "chat.completion.chunk"), "choices": [choice]}


class Anthropic:
    """Messages."""

    path = "/v1/messages"
    base = ""

    def refusal(self, headers: Mapping[str, str], body: Mapping[str, Any]) -> str:
        """What a request lacks; empty if nothing."""
        lacking = [name for name in ("anthropic-version",) if name not in headers]
        if not headers.keys() & {"x-api-key", "authorization"}:
            lacking.append("x-api-key")
        lacking += [name for name in ("model", "messages", "max_tokens") if not body.get(name)]
        if lacking:
            return f"{', '.join(lacking)}: field required"
        strangers = {one["role"] for one in body["messages"]} - {"user", "assistant"}
        return f"messages: unexpected role {strangers}" if strangers else ""

    def system(self, body: Mapping[str, Any]) -> str:
        """The system message of a request; empty if there is none."""
        return text_of(body.get("system", ""))

    def whole(self, body: Mapping[str, Any], text: str, ending: str) -> dict[str, Any]:
        """A reply in one piece."""
        content = [{"type": "text", "text": text}]
        return {**_message(body), "content": content, "stop_reason": ending or "end_turn"}

    def opening(self, body: Mapping[str, Any]) -> Iterator[str]:
        """What a stream begins with."""
        yield _event("message_start", message=_message(body))
        block = {"type": "text", "text": ""}
        yield _event("content_block_start", index=0, content_block=block)
        yield _event("ping")

    def piece(self, body: Mapping[str, Any], text: str) -> str:
        """Some words of a stream."""
        return _event("content_block_delta", index=0, delta={"type": "text_delta", "text": text})

    def thought(self, body: Mapping[str, Any], text: str) -> str:
        """Some words of what the model thinks, in a stream."""
        delta = {"type": "thinking_delta", "thinking": text}
        return _event("content_block_delta", index=0, delta=delta)

    def ping(self, body: Mapping[str, Any]) -> str:
        """A sign of life in a stream."""
        return _event("ping")

    def closing(self, body: Mapping[str, Any], ending: str) -> Iterator[str]:
        """What a stream ends with."""
        yield _event("content_block_stop", index=0)
        delta = {"stop_reason": ending or "end_turn", "stop_sequence": None}
        yield _event("message_delta", delta=delta, usage={"output_tokens": 9})
        yield _event("message_stop")

    def error(self, status: int, text: str) -> dict[str, Any]:
        """A refusal or a failure."""
        kind = _ERRORS.get(status, "overloaded_error" if status == 529 else "api_error")
        return {"type": "error", "error": {"type": kind, "message": text}}


class Ollama:
    """Chat of Ollama: one JSON object a line."""

    path = "/api/chat"
    base = ""

    def refusal(self, headers: Mapping[str, str], body: Mapping[str, Any]) -> str:
        """What a request lacks; empty if nothing."""
        return "" if body.get("model") and body.get("messages") else "model is required"

    def system(self, body: Mapping[str, Any]) -> str:
        """The system message of a request; empty if there is none."""
        return "\n".join(one["content"] for one in body["messages"] if one["role"] == "system")

    def whole(self, body: Mapping[str, Any], text: str, ending: str) -> dict[str, Any]:
        """A reply in one piece."""
        message = {"role": "assistant", "content": text}
        reason = {"done": True, "done_reason": ending or "stop"}
        return {**_spoken(body), "message": message, **reason, "eval_count": 9}

    def opening(self, body: Mapping[str, Any]) -> Iterator[str]:
        """What a stream begins with."""
        yield from ()

    def piece(self, body: Mapping[str, Any], text: str) -> str:
        """Some words of a stream."""
        return _line(_spoken(body) | {"message": {"role": "assistant", "content": text}})

    def thought(self, body: Mapping[str, Any], text: str) -> str:
        """Some words of what the model thinks, in a stream."""
        message = {"role": "assistant", "content": "", "thinking": text}
        return _line(_spoken(body) | {"message": message})

    def ping(self, body: Mapping[str, Any]) -> str:
        """A sign of life in a stream."""
        return self.piece(body, "")

    def closing(self, body: Mapping[str, Any], ending: str) -> Iterator[str]:
        """What a stream ends with."""
        yield _line(self.whole(body, "", ending))

    def error(self, status: int, text: str) -> dict[str, Any]:
        """A refusal or a failure."""
        return {"error": text}


_USAGE = {"prompt_tokens": 9, "completion_tokens": 9, "total_tokens": 18}


def _completion(body: Mapping[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1_700_000_000, "model": body["model"]}


def _message(body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": body["model"],
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": {"input_tokens": 9, "output_tokens": 1},
    }


def _spoken(body: Mapping[str, Any]) -> dict[str, Any]:
    return {"model": body["model"], "created_at": "2026-01-01T00:00:00Z", "done": False}


def _line(shape: Mapping[str, Any]) -> str:
    return f"{json.dumps(shape)}\n"


def _data(shape: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(shape)}\n\n"


def _event(kind: str, **shape: Any) -> str:
    return f"event: {kind}\n{_data({'type': kind, **shape})}"
