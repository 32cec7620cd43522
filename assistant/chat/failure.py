"""Why a chat model gave no reply, in plain words: nothing that was sent is in them."""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from assistant.chat.provider import Place

_ADDRESS = "correct FOOTNOTE_CHAT_BASE_URL"


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong with one request."""

    reason: str
    """Continues a sentence that begins with the model's name."""
    way_out: str
    """Ends that sentence."""
    may_pass: bool = False
    """Whether the same request may succeed a little later."""
    retry_after: float | None = None
    """Seconds for which the server does not want to be asked."""

    def told(self, name: str) -> str:
        """The sentence."""
        return f"Chat model {name!r} {self.reason}; {self.way_out}."


def failure_of(error: BaseException, place: Place) -> Failure:
    """What an exception of a provider's package means."""
    chain = tuple(_chain(error))
    status = next((code for one in chain if (code := _status(one)) is not None), None)
    if status is not None:
        return _refusal(status, chain, place)
    kinds = {kind.__name__ for one in chain for kind in type(one).__mro__}
    return _unreachable(kinds, place) or _broken(kinds, chain)


def refuses_temperature(error: BaseException) -> bool:
    """Whether a model does not take a temperature, as some that think first."""
    return _status(error) == HTTPStatus.BAD_REQUEST and "temperature" in str(error).lower()


def _unreachable(kinds: set[str], place: Place) -> Failure | None:
    start = f"start its server or {_ADDRESS}"
    at = f"cannot be reached at {place.where}"
    if "gaierror" in kinds:
        return Failure(f"{at}: no host has this name", f"{_ADDRESS} or check the network", True)
    if "SSLError" in kinds:
        return Failure(f"{at}: a secure connection fails", f"{_ADDRESS} or its certificate")
    if "ConnectionRefusedError" in kinds:
        return Failure(f"{at}: the connection is refused", start, True)
    if "ProxyError" in kinds:
        return Failure(f"{at}: the proxy refuses", "check HTTPS_PROXY and NO_PROXY")
    if "ConnectTimeout" in kinds:
        return Failure(f"{at}: the connection times out", start, True)
    if "ConnectError" in kinds or "PermissionError" in kinds:
        return Failure(f"{at}: no connection can be made", start, True)
    return None


_DROPPED = {
    "ReadError", "WriteError", "CloseError", "RemoteProtocolError", "ConnectionResetError",
    "BrokenPipeError", "IncompleteRead", "BrokenResourceError", "ConnectionError",
    "APIConnectionError",
}  # fmt: skip


def _broken(kinds: set[str], chain: tuple[BaseException, ...]) -> Failure:
    if kinds & {"ReadTimeout", "WriteTimeout", "PoolTimeout", "APITimeoutError"}:
        return Failure("did not answer in time", "ask again or raise FOOTNOTE_CHAT_TIMEOUT")
    if kinds & _DROPPED:
        return broke_off()
    if kinds & {"APIError", "ResponseError"}:
        return Failure("reported an error of its server", "ask again or see the server's log", True)
    kind = type(chain[0]).__name__
    return Failure(
        f"sent what cannot be read as a reply ({kind})",
        "make sure that FOOTNOTE_CHAT_MODEL names the protocol its server speaks",
    )


def broke_off() -> Failure:
    """The connection was closed before the reply was complete."""
    return Failure("broke off: the connection was closed", "ask again", may_pass=True)


def _refusal(status: int, chain: tuple[BaseException, ...], place: Place) -> Failure:
    """What a status of HTTP means, with what its server said; that itself is not repeated."""
    said = " ".join(str(one) for one in chain).lower()
    key = place.provider.key or "its server's settings"
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        word = "wrong" if status == HTTPStatus.UNAUTHORIZED else "not allowed to use it"
        return Failure(f"was refused ({status}): the key is {word}", f"check {key}")
    if status == HTTPStatus.NOT_FOUND:
        return _not_found(said, place)
    if status == HTTPStatus.PAYMENT_REQUIRED or "insufficient_quota" in said or "credit" in said:
        return Failure(f"was refused ({status}): no credit is left", "top up the account")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        after = _retry_after(chain)
        reason = "is rate limited (429)" + (f" for {after:.0f} s more" if after else "")
        way_out = "wait, or lower FOOTNOTE_CHAT_REQUESTS_PER_MINUTE"
        return Failure(reason, way_out, True, after)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or (
        status < 500 and any(word in said for word in ("context", "too long", "too many tokens"))
    ):
        return Failure(
            f"was refused ({status}): the prompt is longer than the model takes",
            "lower FOOTNOTE_CHAT_PROMPT_TOKENS",
        )
    if status >= 500 or status == HTTPStatus.REQUEST_TIMEOUT:
        word = "is overloaded" if status in (503, 529) else "failed with a server error"
        return Failure(f"{word} ({status})", "ask again later", True, _retry_after(chain))
    if re.search(r"\bmodel\b.*\b(not exist|not found|unknown)\b|invalid model", said):
        return _unknown(status, place)
    return Failure(
        f"refused the request ({status})", "check FOOTNOTE_CHAT_MODEL and FOOTNOTE_CHAT_BASE_URL"
    )


def _not_found(said: str, place: Place) -> Failure:
    if re.search(rf"\bmodel\b|(?<!\w){re.escape(place.model.lower())}(?!\w)", said):
        return _unknown(HTTPStatus.NOT_FOUND, place)
    hint = ""
    if place.provider.name == "openai" and not place.where.endswith("/v1"):
        hint = "; it usually ends in /v1"
    return Failure(f"is not served at {place.where} (404)", f"{_ADDRESS}{hint}")


def _unknown(status: int, place: Place) -> Failure:
    way_out = "correct FOOTNOTE_CHAT_MODEL"
    if place.provider.name == "ollama":
        way_out = f"run 'ollama pull {place.model}' or {way_out}"
    return Failure(f"is unknown at {place.where} ({status:d})", way_out)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _status(error: BaseException) -> int | None:
    status: Any = getattr(error, "status_code", None)
    return status if isinstance(status, int) and status >= 400 else None


def _retry_after(chain: tuple[BaseException, ...]) -> float | None:
    for one in chain:
        headers: Mapping[str, str] = getattr(getattr(one, "response", None), "headers", None) or {}
        value = headers.get("retry-after", "")
        try:
            return max(0.0, float(value))
        except ValueError:
            pass
        try:
            return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
        except ValueError:
            continue
    return None
