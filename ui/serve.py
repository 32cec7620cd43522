"""The chat page as a server: its settings, its port, its start and its end."""

import errno
import os
import socket
import sys
import threading
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import typer

from ui.theme import THEME

PORT = 8501
"""First port that is tried where none is given."""
_PORTS_TRIED = 100
_APP = Path(__file__).parent / "web" / "app.py"
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, never listened at
_START_SECONDS = 60.0


def serve(
    index: Path, *, host: str = "127.0.0.1", port: int | None = None, browser: bool = True
) -> None:
    """Serves the chat page until it is interrupted, and says once where it is.

    Args:
        index: Folder of the index.
        host: Address to listen at.
        port: Port to listen at; `None` for the first free one from 8501.
        browser: Whether to show the page in a browser, where there is a screen.

    Raises:
        SettingsError: The port is taken, or nobody can listen at this host.
    """
    chosen = free_port(host, port)
    if port is None and chosen != PORT:
        typer.echo(f"Port {PORT} is taken, so this is port {chosen}.")
    if host not in _LOOPBACK:
        typer.echo(
            f"Warning: whoever can reach {host!r} at port {chosen} can read the documents.",
            err=True,
        )
    os.environ["FOOTNOTE_INDEX"] = str(index.resolve())
    from streamlit.web import bootstrap

    options = server_options(host, chosen)
    bootstrap.load_config_options(options)
    threading.Thread(target=_announce, args=(host, chosen, browser), daemon=True).start()
    bootstrap.run(str(_APP), False, [], options)


def server_options(host: str, port: int) -> dict[str, Any]:
    """Streamlit's settings, which win over any configuration file.

    The usage statistics are off, a visitor sees no error details, and on loopback only requests
    that name this machine are taken (so that no other page can reach it by a false name).
    """
    options: dict[str, Any] = {
        "server_address": host,
        "server_port": port,
        "server_enableCORS": True,
        "server_enableXsrfProtection": True,
        "server_headless": True,
        "server_maxUploadSize": 5,
        "server_fileWatcherType": "none",
        "server_runOnSave": False,
        "server_enableStaticServing": False,
        "browser_gatherUsageStats": False,
        "browser_serverAddress": _shown(host),
        "browser_serverPort": port,
        "client_showErrorDetails": "none",
        "client_showErrorLinks": "false",
        "client_toolbarMode": "viewer",
        "logger_hideWelcomeMessage": True,
        "logger_level": "warning",
        "global_developmentMode": False,
    }
    if host in _LOOPBACK:
        options["server_allowedHosts"] = list(_LOOPBACK)
    return options | THEME


def free_port(host: str, port: int | None) -> int:
    """`port` if it is free, or the first free one from 8501 where none is given.

    Raises:
        SettingsError: The port is taken, or nobody can listen at this host.
    """
    from corpus import SettingsError

    if port is not None:
        if not _is_free(host, port):
            raise SettingsError(f"Port {port} is taken: choose another with --port.")
        return port
    for candidate in range(PORT, PORT + _PORTS_TRIED):
        if _is_free(host, candidate):
            return candidate
    last = PORT + _PORTS_TRIED - 1
    raise SettingsError(f"Every port from {PORT} to {last} is taken: choose one with --port.")


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the page."""
    shown = _shown(host)
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _shown(host: str) -> str:
    return "127.0.0.1" if host in _EVERYWHERE else host


def _is_free(host: str, port: int) -> bool:
    from corpus import SettingsError

    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise SettingsError(
            f"Nobody can listen at host {host!r}: {error.strerror}. Give an address of this "
            "machine, for example --host 127.0.0.1."
        ) from error
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except PermissionError as error:
            raise SettingsError(
                f"Port {port} needs more rights than you have: choose one from 1024 with --port."
            ) from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise SettingsError(
                f"Nobody can listen at host {host!r}: {error.strerror}. Give an address of this "
                "machine, for example --host 127.0.0.1."
            ) from error
    return True


def _announce(host: str, port: int, browser: bool) -> None:
    """Says where the page is as soon as somebody listens there, and shows it."""
    last = monotonic() + _START_SECONDS
    while monotonic() < last:
        try:
            socket.create_connection((_shown(host), port), timeout=1).close()
        except OSError:
            sleep(0.05)
            continue
        typer.echo(f"Footnote is at {address(host, port)}")
        if browser and _has_screen():
            import webbrowser

            webbrowser.open(address(host, port))
        return


def _has_screen() -> bool:
    if sys.platform != "linux":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
