import os
import pickle
import socket
import subprocess
import sys
from io import BytesIO

import pytest

from corpus import DocumentError
from ingest.loaders.frames import receive, send

CONFINED = """
import sys
from ingest import Limits
from ingest.loaders.worker import _bound, _confine
_confine()
_bound(Limits(parse_mb=64))
try:
    {attempt}
except (OSError, MemoryError) as error:
    print(type(error).__name__)
"""


@pytest.mark.parametrize(
    ("attempt", "error"),
    [
        pytest.param(
            "import socket; socket.create_connection(('127.0.0.1', {port}))",
            "PermissionError",
            id="network",
        ),
        pytest.param(
            "import socket; socket.getaddrinfo('a.org', 80)", "PermissionError", id="names"
        ),
        pytest.param(
            "import subprocess; subprocess.run(['true'])", "PermissionError", id="program"
        ),
        pytest.param("import os; os.system('true')", "PermissionError", id="shell"),
        pytest.param("bytearray(100_000_000)", "MemoryError", id="memory"),
    ],
)
def test_a_worker_reaches_nothing_but_its_file(attempt: str, error: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        attempt = attempt.replace("{port}", str(server.getsockname()[1]))
        done = subprocess.run(
            [sys.executable, "-c", CONFINED.replace("{attempt}", attempt)],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )

    assert done.stdout.strip() == error


class Strange:
    """Runs something when it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("true",)


def test_what_a_worker_sends_runs_nothing() -> None:
    stream = BytesIO()
    send(stream, Strange())
    stream.seek(0)

    with pytest.raises(pickle.UnpicklingError, match="which it never has to"):
        receive(stream, trusted=False)


def test_an_error_comes_back_as_it_was() -> None:
    stream = BytesIO()
    send(stream, DocumentError("it is empty"))
    stream.seek(0)

    assert str(receive(stream, trusted=False)) == "it is empty"
