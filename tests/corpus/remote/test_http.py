import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread, Timer

import pytest

from corpus import Index, Server, ServerError
from corpus.remote.http import Http
from tests.chroma import ChromaServer, dawdling, free_port


@contextmanager
def answering(answer: Callable[[BaseHTTPRequestHandler], tuple[int, bytes]]) -> Iterator[str]:
    """Address of something that answers every request, but is no Chroma server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = answer(self)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}"
        finally:
            listening.shutdown()
            thread.join()


def terms(url: str, cache: Path, **changes: float) -> Server:
    return replace(Server(url, cache=cache, retry_seconds=0.1), **changes)  # type: ignore[arg-type]


def test_a_server_that_is_down_is_named_with_the_reason_and_the_way_out(tmp_path: Path) -> None:
    url = f"http://127.0.0.1:{free_port()}"

    with pytest.raises(ServerError) as caught:
        Index.open("index", server=terms(url, tmp_path))

    message = str(caught.value)
    assert message.startswith(f"Chroma server {url} cannot be reached: ")
    assert "refused" in message
    assert "Check FOOTNOTE_CHROMA_URL and that the server runs" in message


def test_a_question_gives_up_soon_even_if_an_ingest_would_not(tmp_path: Path) -> None:
    server = terms(f"http://127.0.0.1:{free_port()}", tmp_path, retry_seconds=600)
    started = time.monotonic()

    with pytest.raises(ServerError):
        Index.open("index", server=server)

    assert time.monotonic() - started < 10


def test_a_slow_server_is_given_up_after_the_time_that_is_set(chroma: ChromaServer) -> None:
    with dawdling(chroma.port, seconds=30) as url:
        server = terms(url, Path("unused"), timeout_seconds=0.3, retry_seconds=0)
        started = time.monotonic()

        with pytest.raises(ServerError, match=r"did not answer within 0.3 seconds .*TIMEOUT"):
            Index.open("index", server=server)

        assert time.monotonic() - started < 10


def test_a_request_is_sent_again_until_the_server_is_back(tmp_path: Path) -> None:
    server = ChromaServer(tmp_path / "chroma")
    connection = Http(terms(server.url, tmp_path, retry_seconds=30), patient=True)
    Timer(0.5, server.start).start()
    try:
        assert connection.now() > 0
    finally:
        connection.close()
        server.kill()


@pytest.mark.parametrize("status", [500, 503, 429])
def test_an_answer_that_may_pass_is_asked_for_again(tmp_path: Path, status: int) -> None:
    answers = iter([(status, b"overloaded"), (200, b'{"nanosecond heartbeat": 7000000000}')])

    with answering(lambda _: next(answers)) as url:
        connection = Http(terms(url, tmp_path, retry_seconds=5), patient=True)

        assert connection.now() == 7.0
        connection.close()


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, b"<html>", r"Chroma server http.* cannot be used: its answer is no JSON"),
        (404, b"no such page", r"cannot be used: it answers 404 \(no such page\)"),
        (401, b"", r"refuses access \(401\): set FOOTNOTE_CHROMA_TOKEN"),
        (500, b"broken", r"cannot be reached: it answers 500 \(broken\)"),
    ],
)
def test_what_is_no_usable_chroma_server_is_named(
    tmp_path: Path, status: int, body: bytes, reason: str
) -> None:
    with answering(lambda _: (status, body)) as url, pytest.raises(ServerError, match=reason):
        Index.open("index", server=terms(url, tmp_path))


def test_the_token_goes_with_every_request(tmp_path: Path) -> None:
    def answer(request: BaseHTTPRequestHandler) -> tuple[int, bytes]:
        is_known = request.headers["Authorization"] == "Bearer open-sesame"
        return (200, b'{"nanosecond heartbeat": 0}') if is_known else (403, b"")

    with answering(answer) as url:
        connection = Http(Server(url, cache=tmp_path, token="open-sesame"), patient=True)  # noqa: S106

        assert connection.now() == 0
        connection.close()
