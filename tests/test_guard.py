import socket
import subprocess
import sys

import pytest

ELSEWHERE = ("192.0.2.1", 80)  # an address kept for documentation, RFC 5737


def test_the_suite_refuses_the_network() -> None:
    with socket.socket() as own, pytest.raises(PermissionError, match="beyond loopback"):
        own.connect(ELSEWHERE)


def test_programs_that_the_suite_starts_are_refused_it_too() -> None:
    program = f"import socket; socket.create_connection({ELSEWHERE!r})"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert "The tests refuse network access beyond loopback" in done.stderr
