"""The chat page as a server: its settings, its port, its start and its end."""

import errno
import os
import signal
import socket
import sys
import threading
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import typer

from ui.limits import uploads_given
from ui.managing import LOOPBACK, OWNER_VARIABLE, is_owner, owner_given
from ui.theme import THEME

PORT = 8501
"""First port that is tried where none is given."""
_PORTS_TRIED = 100
_EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, never listened at
_START_SECONDS = 60.0
_GRACE_SECONDS = 3
"""How long open connections may take to end."""
_MESSAGE_BYTES = 4 * 1024 * 1024
"""Longest message that a page may send; files come another way."""
_PING_SECONDS = 30


def serve(
    index: Path,
    *,
    host: str = "127.0.0.1",
    port: int | None = None,
    browser: bool = True,
    owner: bool | None = None,
) -> None:
    """Serves the chat page until it is interrupted, and says once where it is.

    Args:
        index: Folder of the index.
        host: Address to listen at.
        port: Port to listen at; `None` for the first free one from 8501.
        browser: Whether to show the page in a browser, where there is a screen.
        owner: Whether visitors may manage the documents; `None` for what the environment says.

    Raises:
        SettingsError: The port is taken, nobody can listen at this host, or a setting has a value
            that it cannot have.
    """
    if owner is not None:
        os.environ[OWNER_VARIABLE] = "yes" if owner else "no"
    owner_given()
    chosen = free_port(host, port)
    if port is None and chosen != PORT:
        typer.echo(f"Port {PORT} is taken, so this is port {chosen}.")
    if host not in LOOPBACK:
        typer.echo(
            f"Warning: whoever can reach {host!r} at port {chosen} can read the documents.",
            err=True,
        )
    os.environ["FOOTNOTE_INDEX"] = str(index.resolve())
    options = server_options(host, chosen)
    threading.Thread(target=_announce, args=(host, chosen, browser), daemon=True).start()
    _run(host, chosen, options)


def _run(host: str, port: int, options: dict[str, Any]) -> None:
    """Serves the site until Ctrl-C or SIGTERM, which end it like any other return."""
    import uvicorn
    from streamlit import get_option
    from streamlit.web import bootstrap

    from ui.web.asgi import site

    bootstrap.load_config_options(options)
    config = uvicorn.Config(
        site(partial(is_owner, host)),
        host=host,
        port=port,
        ws="websockets-sansio",
        ws_max_size=_MESSAGE_BYTES,
        ws_ping_interval=_PING_SECONDS,
        ws_ping_timeout=_PING_SECONDS,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        ssl_certfile=get_option("server.sslCertFile"),
        ssl_keyfile=get_option("server.sslKeyFile"),
    )
    server = uvicorn.Server(config)
    # Having ended for a signal, the server raises it again for whoever listened before: nobody.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, server.handle_exit)
    server.run()


def server_options(host: str, port: int) -> dict[str, Any]:
    """Streamlit's settings, which win over any configuration file.

    The usage statistics are off, a visitor sees no error details, and on loopback only requests
    that name this machine are taken (so that no other page can reach it by a false name). Garbage
    is collected when Python finds it due: after every drawing of a page, as Streamlit has it, that
    would take longer than most answers.
    """
    options: dict[str, Any] = {
        "server_address": host,
        "server_port": port,
        "server_enableCORS": True,
        "server_enableXsrfProtection": True,
        "server_headless": True,
        "server_maxUploadSize": round(uploads_given().file_mb),
        "server_fileWatcherType": "none",
        "server_runOnSave": False,
        "server_enableStaticServing": False,
        "browser_gatherUsageStats": False,
        "browser_serverAddress": _shown(host),
        "browser_serverPort": port,
        "client_showErrorDetails": "none",
        "client_showErrorLinks": "false",
        "client_toolbarMode": "viewer",
        "runner_postScriptGC": False,
        "logger_hideWelcomeMessage": True,
        "logger_level": "warning",
        "global_developmentMode": False,
    }
    if host in LOOPBACK:
        options["server_allowedHosts"] = list(LOOPBACK)
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
