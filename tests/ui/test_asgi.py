"""What stands between the network and Streamlit."""

import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from ui.web.asgi import SecurityHeaders, Uploads
from ui.web.policy import OTHER_HEADERS, content_policy
from ui.web.visitor import COOKIE, is_visitor, kept_cookie

SAME = "0123456789abcdef0123456789abcdef"


async def page(_: Request) -> Response:
    return HTMLResponse("<p>A page.</p>")


async def data(_: Request) -> Response:
    return JSONResponse({"a": 1})


async def upload(request: Request) -> Response:
    return JSONResponse({"bytes": len(await request.body())})


async def echo(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(await socket.receive_text())
    await socket.close()


def is_alice(headers: Headers) -> bool:
    return headers.get("X-Name") == "Alice"


@pytest.fixture
def client() -> Iterator[TestClient]:
    app = Starlette(
        routes=[
            Route("/", page),
            Route("/data", data),
            Route("/_stcore/upload_file/session/file", upload, methods=["PUT"]),
            WebSocketRoute("/socket", echo),
        ],
        middleware=[Middleware(SecurityHeaders), Middleware(Uploads, may_upload=is_alice)],
    )
    with TestClient(app) as made:
        yield made


def directives() -> dict[str, list[str]]:
    named = (part.split() for part in content_policy().split("; "))
    return {name: values for name, *values in named}


@pytest.mark.parametrize("path", ["/", "/data", "/nowhere"])
def test_every_response_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    assert headers["Content-Security-Policy"] == content_policy()
    assert {name: headers[name] for name in OTHER_HEADERS} == OTHER_HEADERS


def test_the_policy_names_no_other_place() -> None:
    named = [value for values in directives().values() for value in values]

    assert directives()["default-src"] == ["'none'"]
    assert directives()["frame-ancestors"] == ["'none'"]
    assert all(value in ("blob:", "data:") or value.startswith("'") for value in named)


def test_a_script_runs_only_from_the_server_or_by_its_digest() -> None:
    scripts = directives()["script-src"]

    assert scripts[:2] == ["'self'", "blob:"]
    assert len(scripts) > 2, "Streamlit's page has a script of its own."
    assert all(re.fullmatch(r"'sha256-[\w+/]{43}='", digest) for digest in scripts[2:])


def test_a_websocket_passes(client: TestClient) -> None:
    with client.websocket_connect("/socket") as socket:
        socket.send_text("Is anybody there?")

        assert socket.receive_text() == "Is anybody there?"


def test_only_whoever_may_sends_files(client: TestClient) -> None:
    address = "/_stcore/upload_file/session/file"

    taken = client.put(address, content=b"1234", headers={"X-Name": "Alice"})
    refused = client.put(address, content=b"1234", headers={"X-Name": "Mallory"})

    assert taken.json() == {"bytes": 4}
    assert refused.status_code == 403
    assert refused.headers["Content-Security-Policy"] == content_policy()


def test_a_page_gives_every_visitor_an_id_that_no_script_can_read(client: TestClient) -> None:
    cookies = [client.get("/", headers={"Cookie": ""}).headers["Set-Cookie"] for _ in range(2)]

    values = {cookie.partition("=")[2].partition(";")[0] for cookie in cookies}

    assert len(values) == 2
    assert all(map(is_visitor, values))
    assert all(
        cookie.endswith("; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax") for cookie in cookies
    )


def test_a_visitor_keeps_the_id_and_other_responses_set_none(client: TestClient) -> None:
    again = client.get("/", headers={"Cookie": f"a=b; {COOKIE}={SAME}"}).headers["Set-Cookie"]

    assert again.startswith(f"{COOKIE}={SAME}; ")
    assert "Set-Cookie" not in client.get("/data").headers


@pytest.mark.parametrize(
    "cookies",
    [
        pytest.param("", id="none"),
        pytest.param(f"{COOKIE}=../../etc/passwd", id="a path"),
        pytest.param(f"{COOKIE}={SAME}0", id="too long"),
        pytest.param(f"{COOKIE}={SAME.upper()}", id="in capitals"),
        pytest.param(f"{COOKIE}={SAME}%0d%0aSet-Cookie: a=b", id="a header"),
        pytest.param(f"\x00{COOKIE}=; ;;=", id="no cookies at all"),
    ],
)
def test_an_id_that_cannot_be_one_is_replaced(cookies: str) -> None:
    value = kept_cookie(cookies, is_secure=False).partition("=")[2].partition(";")[0]

    assert is_visitor(value)
    assert value != SAME


def test_over_https_the_cookie_never_goes_another_way() -> None:
    assert kept_cookie("", is_secure=True).endswith("; Secure")
