"""Requests to a Chroma server: with a time limit, sent again while that may help, and explained.

Chroma's own client sends every request without a time limit and tries once, so that a server that
does not answer would hold up whoever asks.
"""

import json
import random
import time
from typing import TYPE_CHECKING, Any
from weakref import finalize

from corpus.errors import IndexUnusable, ServerError
from corpus.remote.server import Server

if TYPE_CHECKING:
    from httpx import Client, Response

_DATABASE = "/api/v2/tenants/default_tenant/databases/default_database"
_CONNECT_SECONDS = 5.0
_FIRST_PAUSE = 0.2
_LONGEST_PAUSE = 5.0
_MAY_PASS = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers of a server, or of a proxy before it, that may be another in a moment."""
_REASON_CHARACTERS = 200

ASKING_SECONDS = 3.0
"""How long a request for a question is sent again, at most."""


class NotThere(IndexUnusable):
    """The server holds no such collection: it was replaced, or something else deleted it."""


class Http:
    """A connection to one server; any number of threads may use it.

    Every request may be sent twice without harm: what is written replaces itself.
    """

    def __init__(self, server: Server, *, patient: bool) -> None:
        self.server = server
        self._seconds = (
            server.retry_seconds if patient else min(server.retry_seconds, ASKING_SECONDS)
        )
        self._client = _client(server)
        self._finalizer = finalize(self, self._client.close)
        self._flight: dict[str, Any] | None = None
        self.received_bytes = 0
        """Size of all answers so far."""
        self.is_away = False
        """Whether the server could not be reached last, however often that was tried."""

    @property
    def batch_size(self) -> int:
        """Most records that one request may hold."""
        if self._flight is None:
            self._flight = self._sent("GET", "/api/v2/pre-flight-checks", None)
        return int(self._flight.get("max_batch_size", 1000))

    def now(self) -> float:
        """Seconds on the server's clock, which is one for all machines."""
        found = self._sent("GET", "/api/v2/heartbeat", None)
        return int(found["nanosecond heartbeat"]) / 1e9

    def get(self, path: str) -> Any:
        """What the server has at a path below the database.

        Raises:
            NotThere: It has nothing of this name.
            ServerError: It cannot be reached, does not answer in time, or refuses.
        """
        return self._sent("GET", _DATABASE + path, None)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """The server's answer to a body; raises as `get`."""
        return self._sent("POST", _DATABASE + path, json.dumps(body).encode())

    def delete(self, path: str) -> None:
        """Has something removed; nothing happens if it is gone."""
        try:
            self._sent("DELETE", _DATABASE + path, None)
        except NotThere:
            return

    def hurry(self) -> None:
        """From now on gives up as early as for a question."""
        self._seconds = min(self._seconds, ASKING_SECONDS)

    def close(self) -> None:
        """Closes the connections."""
        self._finalizer()

    def _sent(self, method: str, path: str, content: bytes | None) -> Any:
        started = time.monotonic()
        pause = _FIRST_PAUSE
        while True:
            problem, answer = self._once(method, path, content)
            if problem is None:
                self.is_away = False
                return answer
            if time.monotonic() + pause > started + self._seconds:
                self.is_away = True
                raise _unreachable(self.server, problem)
            time.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 (no secret)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _once(self, method: str, path: str, content: bytes | None) -> tuple[str | None, Any]:
        """What went wrong and may pass, else the answer."""
        import httpx

        try:
            response = self._client.request(method, self.server.address + path, content=content)
        except httpx.TimeoutException:
            limit = f"{self.server.timeout_seconds:g}"
            return f"it did not answer within {limit} seconds (FOOTNOTE_CHROMA_TIMEOUT)", None
        except httpx.TransportError as error:
            return _said(error), None
        except httpx.HTTPError as error:
            raise _unreachable(self.server, _said(error)) from error
        self.received_bytes += len(response.content)
        if response.status_code in _MAY_PASS:
            return f"it answers {response.status_code} ({_reason(response)})", None
        return None, _answer(self.server, response)


def _client(server: Server) -> "Client":
    import httpx

    headers = {"Content-Type": "application/json"}
    if server.token:
        headers["Authorization"] = f"Bearer {server.token}"
    limit = server.timeout_seconds
    timeout = httpx.Timeout(limit, connect=min(limit, _CONNECT_SECONDS))
    return httpx.Client(headers=headers, timeout=timeout)


def _answer(server: Server, response: "Response") -> Any:
    status = response.status_code
    if status in (401, 403):
        raise ServerError(
            f"Chroma server {server.address} refuses access ({status}): "
            "set FOOTNOTE_CHROMA_TOKEN to a token that it accepts."
        )
    try:
        found = response.json() if response.content else None
    except ValueError:
        found = None
        if status < 400:
            raise _no_chroma(server, "its answer is no JSON") from None
    if status == 404 and isinstance(found, dict) and found.get("error") == "NotFoundError":
        raise NotThere(
            f"Chroma server {server.address} lacks a part of the index ({found.get('message')}). "
            "If nobody is ingesting, something else deleted it: ingest again."
        )
    if status >= 400 or response.is_redirect:
        raise _no_chroma(server, f"it answers {status} ({_reason(response)})")
    return found


def _no_chroma(server: Server, reason: str) -> ServerError:
    return ServerError(
        f"Chroma server {server.address} cannot be used: {reason}. Check that "
        "FOOTNOTE_CHROMA_URL is the address of a Chroma server of version 1 or newer."
    )


def _unreachable(server: Server, reason: str) -> ServerError:
    return ServerError(
        f"Chroma server {server.address} cannot be reached: {reason}. "
        "Check FOOTNOTE_CHROMA_URL and that the server runs, then try again."
    )


def _reason(response: "Response") -> str:
    """The server's own words, on one line."""
    try:
        found = response.json()
        said = str(found.get("message") or found.get("error"))
    except (ValueError, AttributeError):
        said = response.text
    return " ".join(said.split())[:_REASON_CHARACTERS] or response.reason_phrase


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:_REASON_CHARACTERS] or type(error).__name__
