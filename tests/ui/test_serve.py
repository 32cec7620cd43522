import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import sleep
from urllib.request import urlopen

import pytest

from corpus import SettingsError
from ui.serve import PORT, address, free_port, server_options

ROOT = Path(__file__).parent.parent.parent
EVERYWHERE = "0.0.0.0"  # noqa: S104 - where a warning is due


@contextmanager
def listening() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        yield server.getsockname()[1]


def unused_port() -> int:
    with listening() as port:
        return port


@contextmanager
def served(index: Path, *options: str, command: str = "serve") -> Iterator["subprocess.Popen[str]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", command, "--index", str(index), *options],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ['PYTHONPATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server_address", "127.0.0.1"),
        ("server_port", 8600),
        ("server_enableXsrfProtection", True),
        ("server_enableCORS", True),
        ("server_maxUploadSize", 25),
        ("server_fileWatcherType", "none"),
        ("server_headless", True),
        ("browser_gatherUsageStats", False),
        ("client_showErrorDetails", "none"),
        ("client_toolbarMode", "viewer"),
    ],
)
def test_the_server_is_set_to_be_quiet_and_closed(name: str, value: object) -> None:
    assert server_options("127.0.0.1", 8600)[name] == value


def test_every_option_is_one_that_streamlit_knows() -> None:
    from streamlit import config

    known = set(config.get_config_options())

    assert {name.replace("_", ".") for name in server_options("127.0.0.1", 8600)} <= known


def test_only_names_of_this_machine_are_answered_on_loopback() -> None:
    assert "localhost" in server_options("127.0.0.1", 8600)["server_allowedHosts"]
    assert "server_allowedHosts" not in server_options(EVERYWHERE, 8600)


def test_a_free_port_is_taken_as_given() -> None:
    port = unused_port()

    assert free_port("127.0.0.1", port) == port


def test_a_port_that_is_taken_is_refused_by_its_number() -> None:
    with listening() as port, pytest.raises(SettingsError, match=f"Port {port} is taken"):
        free_port("127.0.0.1", port)


def test_the_next_free_port_is_found_where_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as port:
        monkeypatch.setattr("ui.serve.PORT", port)  # the usual one may be in use on this machine

        assert port < free_port("127.0.0.1", None) < port + 100


def test_a_host_that_is_not_this_machine_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"Nobody can listen at host '192\.0\.2\.1'"):
        free_port("192.0.2.1", PORT)


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501"),
        (EVERYWHERE, "http://127.0.0.1:8501"),
        ("::1", "http://[::1]:8501"),
    ],
)
def test_the_address_is_one_a_browser_can_open(host: str, shown: str) -> None:
    assert address(host, 8501) == shown


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_the_page_is_served_until_it_is_stopped(bread_index: Path, stop: signal.Signals) -> None:
    port = unused_port()

    with served(bread_index, "--port", str(port)) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=10) as response:
            health = response.read()
        process.send_signal(stop)
        rest, errors = process.communicate(timeout=20)

    assert said == f"Footnote is at http://127.0.0.1:{port}\n"
    assert health == b"ok"
    assert process.returncode == 0
    assert rest.strip() == ""
    assert errors == ""


def test_a_port_that_is_taken_is_one_clear_error(bread_index: Path) -> None:
    with listening() as port, served(bread_index, "--port", str(port)) as process:
        output, errors = process.communicate(timeout=30)

    assert process.returncode == 1
    assert output == ""
    assert errors == f"Port {port} is taken: choose another with --port.\n"


def test_a_page_for_others_comes_with_a_warning(bread_index: Path) -> None:
    port = unused_port()

    with served(bread_index, "--port", str(port), "--host", EVERYWHERE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.terminate()
        _, errors = process.communicate(timeout=20)

    assert errors == (
        f"Warning: whoever can reach {EVERYWHERE!r} at port {port} can read the documents.\n"
    )


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which a browser of our own notes the address that it is given."""
    browser, noted = tmp_path / "browser", tmp_path / "noted"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {noted}\n', encoding="utf-8")
    browser.chmod(0o755)
    noted.touch()
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    monkeypatch.setenv("DISPLAY", ":99")
    return noted


def chatted(index: Path, noted: Path, *options: str) -> tuple[str, str]:
    """What a chat that is stopped after a second said, and what its browser was given."""
    with served(index, "--port", str(unused_port()), *options, command="chat") as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        sleep(1)
        process.terminate()
        process.communicate(timeout=20)
    return said, noted.read_text(encoding="utf-8")


def test_a_chat_opens_its_page_in_the_browser(bread_index: Path, opened: Path) -> None:
    said, given = chatted(bread_index, opened)

    assert said == f"Footnote is at {given}"


def test_a_chat_without_a_browser_only_says_where_it_is(bread_index: Path, opened: Path) -> None:
    said, given = chatted(bread_index, opened, "--no-browser")

    assert said.startswith("Footnote is at http://127.0.0.1:")
    assert given == ""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_a_chat_without_a_screen_opens_no_browser(
    bread_index: Path, opened: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    _, given = chatted(bread_index, opened)

    assert given == ""
