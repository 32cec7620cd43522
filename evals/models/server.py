"""A chat model's HTTP server in a thread, on a free port of loopback."""

import json
import select
import socket
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from evals.models.behaviour import Asked, Behaviour, Reply
from evals.models.protocols import Anthropic, Ollama, OpenAI
from evals.models.speech import Speech, text_of

_TURN_SECONDS = 0.02


class ModelServer:
    """Answers requests in turn as its behaviours say; the last of them also all further ones."""

    def __init__(self, speech: Speech, *behaviours: Behaviour) -> None:
        self.speech = speech
        self.behaviours = behaviours
        self.asked: list[Asked] = []
        """The requests received, oldest first."""
        self.hung_up = threading.Event()
        """Set once a client has closed its connection before its reply was complete."""
        self.stopped = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_TURN_SECONDS,), daemon=True
        )

    @property
    def url(self) -> str:
        """Where it listens, without a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def base_url(self) -> str:
        """What a client of this protocol takes as its base."""
        return f"{self.url}{self.speech.base}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def reply_to(self, asked: Asked) -> Reply:
        """What the next behaviour does with a request."""
        with self._lock:
            at = min(len(self.asked), len(self.behaviours) - 1)
            self.asked.append(asked)
        return self.behaviours[at](asked)


def openai_server(*behaviours: Behaviour) -> ModelServer:
    """A server that speaks OpenAI's chat completions."""
    return ModelServer(OpenAI(), *behaviours)


def anthropic_server(*behaviours: Behaviour) -> ModelServer:
    """A server that speaks Anthropic's messages."""
    return ModelServer(Anthropic(), *behaviours)


def ollama_server(*behaviours: Behaviour) -> ModelServer:
    """A server that speaks Ollama's chat."""
    return ModelServer(Ollama(), *behaviours)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    model_server: ModelServer

    def handle(self) -> None:
        with suppress(ConnectionError):
            super().handle()

    def do_POST(self) -> None:
        server, speech = self.model_server, self.model_server.speech
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length) or b"{}")
        headers = {name.lower(): value for name, value in self.headers.items()}
        if self.path.partition("?")[0] != speech.path:
            self._whole(404, {}, speech.error(404, f"no such path: {self.path}"))
            return
        if refusal := speech.refusal(headers, body):
            self._whole(400, {}, speech.error(400, refusal))
            return
        said = [text_of(one["content"]) for one in body["messages"] if one["role"] == "user"]
        asked = Asked(self.path, headers, body, speech.system(body), said[-1] if said else "")
        reply = server.reply_to(asked)
        try:
            self._reply(asked, reply)
        except (BrokenPipeError, ConnectionResetError):
            server.hung_up.set()
            self.close_connection = True

    def _reply(self, asked: Asked, reply: Reply) -> None:
        speech = self.model_server.speech
        if reply.status != 200:
            self._pause(reply.pause_seconds)
            self._whole(reply.status, reply.headers, speech.error(reply.status, reply.text))
        elif reply.raw is not None:
            self._raw(reply)
        elif asked.is_streaming:
            self._stream(asked, reply)
        elif reply.breaks_after is not None:
            self._break(reply)
        else:
            self._pause(reply.pause_seconds)
            whole = speech.whole(asked.body, reply.text, reply.ending)
            self._whole(200, reply.headers, whole)

    def _raw(self, reply: Reply) -> None:
        self._send(200, reply.headers, (reply.raw or "").encode())

    def _whole(self, status: int, headers: Mapping[str, str], shape: Mapping[str, Any]) -> None:
        self._send(status, headers, json.dumps(shape).encode())

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, asked: Asked, reply: Reply) -> None:
        speech, body = self.model_server.speech, asked.body
        self.send_response(200)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for event in speech.opening(body):
            self._chunk(event)
        if reply.thoughts:
            self._chunk(speech.thought(body, reply.thoughts))
        for piece in reply.pieces:
            self._pause(reply.pause_seconds)
            self._chunk(speech.piece(body, piece))
        if reply.breaks_after is not None:
            while reply.pings_every is not None and not self.model_server.stopped.is_set():
                self._pause(reply.pings_every)
                self._chunk(speech.ping(body))
            self._break(reply)
            return
        for event in speech.closing(body, reply.ending):
            self._chunk(event)
        self.wfile.write(b"0\r\n\r\n")

    def _chunk(self, event: str) -> None:
        data = event.encode()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def _break(self, reply: Reply) -> None:
        """Hold the connection, if the reply is to stall, and close it."""
        if reply.stalls_after is not None:
            self._pause(None)
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def _pause(self, seconds: float | None) -> None:
        """Wait; for ever if there is no time, but for the end of the server or the client."""
        end = None if seconds is None else time.monotonic() + seconds
        while end is None or time.monotonic() < end:
            if self.model_server.stopped.is_set():
                return
            left = _TURN_SECONDS if end is None else min(_TURN_SECONDS, end - time.monotonic())
            readable, _, _ = select.select([self.connection], [], [], max(left, 0))
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                raise ConnectionResetError("The client has hung up.")

    def log_message(self, *_: object) -> None:
        """Say nothing; what was asked is kept."""


def _handler_of(server: ModelServer) -> type[_Handler]:
    return type("Handler", (_Handler,), {"model_server": server})
