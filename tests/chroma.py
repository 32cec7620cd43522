"""A real Chroma server on loopback, which can be killed, and a proxy before it that dawdles."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from urllib.request import urlopen

import pytest

from corpus import Server

PROGRAM = Path(sys.executable).with_name("chroma")
_START_SECONDS = 30.0


class ChromaServer:
    """`chroma run` over one folder, always on the same port."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        address = ("--host", "127.0.0.1", "--port", str(self.port))
        self._process = subprocess.Popen(
            (PROGRAM, "run", "--path", self.folder, *address),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            with suppress(OSError), urlopen(f"{self.url}/api/v2/heartbeat", timeout=5):
                return
            time.sleep(0.05)
        raise TimeoutError(f"The Chroma server at {self.url} did not start.")

    def kill(self) -> None:
        """As by a power cut."""
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None


def free_port() -> int:
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """A server for all tests; each uses an index of another name."""
    server = ChromaServer(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[ChromaServer]:
    """A server of one test's own, to be killed."""
    server = ChromaServer(tmp_path / "chroma")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(chroma: ChromaServer, tmp_path: Path) -> Server:
    """Terms on which one test uses the common server, with a cache of its own."""
    return Server(chroma.url, cache=tmp_path / "cache", collection=tmp_path.name[:60])


@contextmanager
def dawdling(port: int, seconds: float) -> Iterator[str]:
    """Address of a proxy that hands on every answer of a loopback port so much later."""
    ended = Event()
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        listening.settimeout(0.1)
        thread = Thread(target=_accept, args=(listening, port, seconds, ended))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            ended.set()
            thread.join()


def _accept(listening: socket.socket, port: int, seconds: float, ended: Event) -> None:
    with ExitStack() as open_now:
        while not ended.is_set():
            with suppress(TimeoutError):
                inner = open_now.enter_context(listening.accept()[0])
                outer = open_now.enter_context(socket.create_connection(("127.0.0.1", port)))
                for one, other, pause in ((inner, outer, 0.0), (outer, inner, seconds)):
                    thread = Thread(target=_hand_on, args=(one, other, pause, ended))
                    thread.start()
                    open_now.callback(thread.join)


def _hand_on(source: socket.socket, target: socket.socket, pause: float, ended: Event) -> None:
    source.settimeout(0.1)
    with suppress(OSError):
        while not ended.is_set():
            try:
                data = source.recv(65536)
            except TimeoutError:
                continue
            if not data:
                break
            ended.wait(pause)
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
