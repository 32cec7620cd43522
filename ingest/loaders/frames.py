"""What passes between this process and a worker: pickled values, each behind its length.

A worker reads files that somebody may have made to break it, so what comes back is unpickled with
no other classes than those it has to send.
"""

import pickle
import struct
from io import BytesIO
from typing import IO, Any

_LENGTH = struct.Struct("<Q")
_ALLOWED = frozenset(
    {
        ("corpus.types", "Chunk"),
        ("corpus.types", "Document"),
        ("corpus.types", "Kind"),
        ("corpus.types", "Span"),
        ("corpus.errors", "DocumentError"),
        ("ingest.loaders.reading", "Parsed"),
    }
)


class _Answers(pickle.Unpickler):
    """Builds a worker's answers, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"A worker sent {module}.{name}, which it never has to.")
        return super().find_class(module, name)


def send(stream: IO[bytes], value: object) -> None:
    """Write one value."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes], *, trusted: bool) -> Any:
    """Read one value.

    Raises:
        EOFError: The other side is gone.
    """
    head = _exactly(stream, _LENGTH.size)
    data = _exactly(stream, _LENGTH.unpack(head)[0])
    return pickle.loads(data) if trusted else _Answers(BytesIO(data)).load()  # noqa: S301 (ours)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
