"""A worker process seen from outside: started when needed, killed at a limit, then replaced."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from corpus import DocumentError
from ingest.loaders.frames import receive, send
from ingest.loaders.limits import Limits
from ingest.loaders.reading import Job, Parsed
from ingest.loaders.worker import OUT_OF_MEMORY

_ROOT = str(Path(__file__).parents[2])
_START = "import sys; sys.path[:] = {path!r}; from ingest.loaders.worker import serve; serve()"
_START_SECONDS = 120.0
_FILES = 500
"""How many files one process reads: what a library leaves behind does not pile up."""

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


class Reader:
    """Reads one file after another in a process of its own; used by one thread at a time."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._files = 0
        self._overdue = False
        self._closed = False

    def read(self, job: Job) -> Parsed:
        """The document in the file.

        Raises:
            DocumentError: It cannot be read within the limits.
        """
        try:
            process = self._started()
        except (OSError, EOFError) as error:
            self._end()
            raise DocumentError(
                "no process could be started to read it; free some memory, then ingest again"
            ) from error
        try:
            answer = self._asked(process, job, self._limits.parse_seconds)
        except (OSError, EOFError) as error:
            code = self._end()
            raise DocumentError(self._why(code)) from error
        if answer == OUT_OF_MEMORY:
            self._end()
            raise DocumentError(
                f"reading it takes more than {self._limits.parse_mb:g} MB of memory; split it, or "
                "raise FOOTNOTE_PARSE_MB"
            )
        if isinstance(answer, DocumentError):
            raise answer
        assert isinstance(answer, Parsed)  # noqa: S101 (frames let nothing else through)
        return answer

    def stop(self) -> None:
        """Ends the process, whatever it does; may be called from another thread."""
        self._closed = True
        if self._process:
            self._process.kill()

    def close(self) -> None:
        """Ends the process and lets go of what belongs to it."""
        self._closed = True
        self._end()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._closed:
            raise EOFError
        if self._process and (self._files >= _FILES or self._process.poll() is not None):
            # It has read enough, or was killed while it had nothing to do.
            self._end()
        if self._process is None:
            path = [_ROOT, *(entry or str(Path.cwd()) for entry in sys.path)]
            self._process = subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-c", _START.format(path=path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | dict.fromkeys(_ONE_THREAD, "1"),
            )
            self._asked(self._process, self._limits, _START_SECONDS)
            self._files = 0
        self._files += 1
        return self._process

    def _asked(self, process: subprocess.Popen[bytes], value: object, seconds: float) -> object:
        """The process's answer to a value; it is killed if that takes too long."""
        assert process.stdin and process.stdout  # noqa: S101 (both are pipes)
        self._overdue = False
        watch = threading.Timer(seconds, self._kill, (process,))
        watch.daemon = True
        watch.start()
        try:
            send(process.stdin, value)
            return receive(process.stdout, trusted=False)
        finally:
            watch.cancel()

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        self._overdue = True
        process.kill()

    def _end(self) -> int:
        """End the process and forget it; the code it ended with."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream:
                try:
                    stream.close()
                except OSError:
                    continue  # what was still to be sent has nobody to read it
        return process.wait()

    def _why(self, code: int) -> str:
        if self._overdue:
            return (
                f"reading it takes more than {self._limits.parse_seconds:g} seconds; split it, or "
                "raise FOOTNOTE_PARSE_SECONDS"
            )
        return f"reading it broke off (exit code {code}); save it again, or convert it"
