import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus import Chunk, Kind, Span
from corpus.local import LocalStore
from corpus.unused import blank_unused


def store(folder: Path, *, held: int, version: int = 1) -> Path:
    """A vector file for three elements of eight bytes, full of what stood in memory."""
    (folder / "segment").mkdir()
    (folder / "segment" / "header.bin").write_bytes(struct.pack("<iQQQQ", version, 0, 3, held, 8))
    (folder / "segment" / "length.bin").write_bytes(b"secr" * 3)
    (folder / "segment" / "data_level0.bin").write_bytes(b"a secret" * 3)
    return folder / "segment"


@pytest.mark.parametrize("held", [0, 2, 3])
def test_what_is_held_stays_and_the_rest_is_blank(tmp_path: Path, held: int) -> None:
    segment = store(tmp_path, held=held)

    blank_unused(tmp_path)

    left = 3 - held
    assert (segment / "data_level0.bin").read_bytes() == b"a secret" * held + bytes(8 * left)
    assert (segment / "length.bin").read_bytes() == b"secr" * held + bytes(4 * left)


def test_files_of_an_unknown_version_are_left_alone(tmp_path: Path) -> None:
    segment = store(tmp_path, held=0, version=2)

    blank_unused(tmp_path)

    assert (segment / "data_level0.bin").read_bytes() == b"a secret" * 3


def test_a_store_that_is_gone_needs_nothing(tmp_path: Path) -> None:
    blank_unused(tmp_path / "nowhere")


def test_a_store_that_goes_while_it_is_listed_needs_nothing(tmp_path: Path) -> None:
    class Vanishing(type(tmp_path)):  # type: ignore[misc]
        def glob(self, pattern: str) -> Iterator[Path]:
            yield from ()
            raise FileNotFoundError(pattern)

    blank_unused(Vanishing(tmp_path))


def test_a_closed_store_of_chroma_has_only_what_it_holds(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    made = store.create("seg-1", 1)
    made.add([Chunk("a#0", "a", 0, Span(0, 3), "Hi!", Kind.TEXT)], np.ones((1, 4), np.float32) / 2)
    made.close()

    opened = store.open("seg-1")
    found = opened.get(["a#0"])
    opened.close()

    (data,) = tmp_path.glob("segments/seg-1/*/data_level0.bin")
    assert found.tolist() == [[0.5, 0.5, 0.5, 0.5]]
    # One vector is not yet moved from Chroma's log to its file.
    assert not any(data.read_bytes())
