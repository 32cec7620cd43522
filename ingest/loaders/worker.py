"""The process that reads files: confined, and killed if one of them takes too much."""

import os
import sys
from pathlib import Path
from types import FrameType
from typing import IO

from corpus import DocumentError
from ingest.loaders.frames import receive, send
from ingest.loaders.limits import Limits
from ingest.loaders.reading import Job, Parsed, parsed

_MEGABYTE = 1_000_000
_REFUSED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
_STARTED = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork")
_GRACE_SECONDS = 30

OUT_OF_MEMORY = "memory"
"""Answered in place of a document; the process ends after it."""


def serve() -> None:
    """Reads jobs from standard input and answers each on standard output, until there are none."""
    jobs, answers = _streams()
    limits: Limits = receive(jobs, trusted=True)
    _confine()
    send(answers, None)
    while True:
        try:
            job: Job = receive(jobs, trusted=True)
        except EOFError:
            return
        except MemoryError:
            send(answers, OUT_OF_MEMORY)
            return
        _alarm(limits.parse_seconds + _GRACE_SECONDS)
        _bound(limits)
        answer = _answer(job, limits)
        send(answers, answer)
        if answer == OUT_OF_MEMORY:
            return
        _alarm(0)


def _answer(job: Job, limits: Limits) -> Parsed | DocumentError | str:
    try:
        return parsed(job, limits)
    except DocumentError as error:
        # Its cause may hold objects of a library, and is not asked for.
        return DocumentError(str(error))
    except MemoryError:
        return OUT_OF_MEMORY


def _streams() -> tuple[IO[bytes], IO[bytes]]:
    """The two ends for ourselves; what a library prints or reads goes nowhere."""
    jobs, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return jobs, answers


def _confine() -> None:
    """No network and no other programs from here on."""
    import warnings

    import numpy  # noqa: F401 (opens files and looks at the machine when it is loaded)

    warnings.simplefilter("ignore")
    sys.dont_write_bytecode = True
    sys.addaudithook(_audited)
    if sys.platform == "win32":
        return
    import resource
    import signal

    # Ctrl-C reaches every process of the terminal; ours ends when its parent says so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound(limits: Limits) -> None:
    """No more memory than a file may take; what earlier files made us load is not counted."""
    if sys.platform in ("win32", "darwin"):
        return
    import resource

    most = _used() + int(limits.parse_mb * _MEGABYTE)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if hard == resource.RLIM_INFINITY or most < hard:
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _used() -> int:
    """Bytes of address space in use; a guess where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 1_000 * _MEGABYTE


def _audited(event: str, arguments: tuple[object, ...]) -> None:
    if event in _REFUSED or event in _STARTED:
        raise PermissionError(f"Reading a file never needs {event}.")


def _alarm(seconds: float) -> None:
    """End this process after a while, should the one that watches it be gone."""
    if sys.platform != "win32":
        import signal

        signal.signal(signal.SIGALRM, _over)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _over(number: int, frame: FrameType | None) -> None:
    os._exit(1)
