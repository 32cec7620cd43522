"""What a server needs to know of a protocol."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol


class Speech(Protocol):
    """How one protocol reads a request and writes a reply."""

    path: str
    base: str
    """What a client takes as the path of its base address."""

    def refusal(self, headers: Mapping[str, str], body: Mapping[str, Any]) -> str:
        """What a request lacks; empty if nothing."""
        ...

    def system(self, body: Mapping[str, Any]) -> str:
        """The system message of a request; empty if there is none."""
        ...

    def whole(self, body: Mapping[str, Any], text: str, ending: str) -> dict[str, Any]:
        """A reply in one piece."""
        ...

    def opening(self, body: Mapping[str, Any]) -> Iterator[str]:
        """What a stream begins with."""
        ...

    def piece(self, body: Mapping[str, Any], text: str) -> str:
        """Some words of a stream."""
        ...

    def thought(self, body: Mapping[str, Any], text: str) -> str:
        """Some words of what the model thinks, in a stream."""
        ...

    def ping(self, body: Mapping[str, Any]) -> str:
        """A sign of life in a stream."""
        ...

    def closing(self, body: Mapping[str, Any], ending: str) -> Iterator[str]:
        """What a stream ends with."""
        ...

    def error(self, status: int, text: str) -> dict[str, Any]:
        """A refusal or a failure."""
        ...


def text_of(content: Any) -> str:
    """The words of a message, given as text or as blocks of text."""
    if isinstance(content, str):
        return content
    return "\n".join(block["text"] for block in content if block.get("type") == "text")
