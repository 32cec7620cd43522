"""A real browser and a real server, for tests of the pages as they are seen.

The fixture `browser` skips the test where there is no Chromium; ask for it before a server.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

import ui.web

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = """--no-sandbox --disable-gpu --disable-background-networking --disable-component-update
--disable-sync --no-first-run""".split()
HOSTILE = (
    "![x](http://127.0.0.1:1/x.png) <script>alert(1)</script> <img src=x onerror=alert(1)> "
    "$x^2$ :red[no] [click](javascript:alert(1))"
)
"""What does something wherever text is taken for more than text."""
BEGINNING = HOSTILE.partition(" <img")[0]
"""As much of it as a title may hold."""
SOUR = "Why does my sourdough bread taste sour?"
REFUSED = {"font-src data", "script-src wasm-eval"}
"""What Streamlit tries and does without: a font for formulas, and faster numbers."""
_VIOLATION = "Violation of the policy: "
_REPORT = f"""document.addEventListener("securitypolicyviolation", (event) =>
  console.error("{_VIOLATION}" + event.effectiveDirective + " " + event.blockedURI));"""


@contextmanager
def served(
    index: Path, *options: str, state: Path | None = None, **environment: str
) -> Iterator[str]:
    """The address of a server of its own.

    Args:
        index: Folder of the index.
        options: More options of `footnote serve`.
        state: Where it keeps conversations and uploads; a folder that goes with it unless given.
        environment: More variables.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    root = Path(ui.web.__file__).parent.parent.parent
    paths = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "ui.cli", "serve", "--index", str(index), "--port", str(port)]
    with TemporaryDirectory() as folder:
        kept = {"PYTHONPATH": paths, "FOOTNOTE_STATE": str(state or folder)}
        server = subprocess.Popen([*command, *options], env=os.environ | kept | environment)
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert server.poll() is None, "The server ended."
        try:
            urlopen(url, timeout=1).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("The server did not start.")


class Visit:
    """A visitor's page with everything that it asked for and everything that popped up.

    Each visitor has cookies of their own.

    Args:
        browser: In which to open it.
        url: Address of the server.
        path: Of the page, and what stands after it.
        context: What the visitor's browser is like, e.g. `color_scheme="dark"`.
    """

    def __init__(self, browser: "Browser", url: str, path: str = "", **context: Any) -> None:
        self.url = url
        self.strangers: list[str] = []
        """Addresses that are not the server's."""
        self.dialogs: list[str] = []
        self.violations: list[str] = []
        """What the Content-Security-Policy kept from happening."""
        self.page = browser.new_page(**context)
        self.page.set_default_timeout(60_000)
        self.page.add_init_script(_REPORT)
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("websocket", lambda socket: self._note(socket.url))
        self.page.on("dialog", lambda dialog: (self.dialogs.append("dialog"), dialog.dismiss()))
        self.page.on("console", self._hear)
        self.page.goto(f"{url}/{path.lstrip('/')}")
        self.settle()

    def settle(self) -> None:
        """Waits until the page is drawn."""
        self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()

    def ask(self, question: str) -> None:
        self.page.get_by_test_id("stChatInputTextArea").fill(question)
        self.page.keyboard.press("Enter")

    def _note(self, url: str) -> None:
        own = (self.url, self.url.replace("http", "ws", 1), f"blob:{self.url}", "data:")
        if not url.startswith(own):
            self.strangers.append(url)

    def _hear(self, message: "ConsoleMessage") -> None:
        if message.text.startswith(_VIOLATION):
            self.violations.append(message.text.removeprefix(_VIOLATION))


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    if not Path(CHROMIUM).exists():
        pytest.skip("chromium is missing")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def bread_url(browser: "Browser", bread_index: Path) -> Iterator[str]:
    with served(bread_index) as url:
        yield url


@pytest.fixture
def visit(browser: "Browser", bread_url: str) -> Iterator[Visit]:
    visited = Visit(browser, bread_url)
    yield visited
    visited.page.close()
