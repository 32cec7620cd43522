"""Encoding while documents are put: what is encoded, in what company, and what goes wrong."""

from collections.abc import Sequence
from pathlib import Path
from threading import get_ident

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus import EncoderError, EncoderMismatch, Index
from tests.corpus.sample import cut, text
from tests.fakes import HashEncoder


class WatchedEncoder(HashEncoder):
    """Notes what it was given, and by which threads."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.threads: set[int] = set()

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += texts
        self.threads.add(get_ident())
        return super().encode_documents(texts)


class BrokenEncoder(HashEncoder):
    """Returns numbers that are none."""

    def encode_documents(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.full((len(texts), self.dimensions), np.nan, np.float32)


def put_and_encode(index: Path, encoder: HashEncoder, documents: int) -> tuple[int, list[int]]:
    """Puts documents of 40 chunks each, half of them the same in all; texts encoded, and ticks."""
    ticks: list[int] = []
    with Index.write(index) as draft:
        draft.begin_encoding(lambda texts: encoder)
        for number in range(documents):
            own = [text(f"Document {number} says {part}. ") for part in range(20)]
            common = [text(f"All of them say {part}. ") for part in range(20)]
            document, chunks = cut(f"{number:03}.md", own + common)
            draft.put(document, chunks, root="/docs", chunking="1")
        encoded = draft.finish_encoding(lambda done, total: ticks.append(done))
        draft.publish(lambda done, total: None)
    return encoded, ticks


def test_each_text_is_encoded_once_and_by_another_thread(tmp_path: Path) -> None:
    encoder = WatchedEncoder()

    encoded, ticks = put_and_encode(tmp_path / "index", encoder, documents=60)

    assert encoded == len(encoder.texts) == len(set(encoder.texts)) == 60 * 20 + 20
    assert ticks[-1] == encoded
    assert get_ident() not in encoder.threads
    with Index.open(tmp_path / "index") as opened:
        assert opened.current().manifest.searchable == 60 * 40


def test_encoding_begins_before_everything_is_put(tmp_path: Path) -> None:
    encoder = WatchedEncoder()
    loads: list[int | None] = []

    def load(texts: int | None) -> HashEncoder:
        loads.append(texts)
        return encoder

    with Index.write(tmp_path / "index") as draft:
        draft.begin_encoding(load)
        number = 0
        while not draft.encoded().done:
            parts = [text(f"Document {number} says {part}. ") for part in range(50)]
            document, chunks = cut(f"{number}.md", parts)
            draft.put(document, chunks, root="/docs", chunking="1")
            number += 1

    assert loads == [None]


def test_a_few_texts_are_counted_before_the_encoder_is_chosen(tmp_path: Path) -> None:
    loads: list[int | None] = []

    def load(texts: int | None) -> HashEncoder:
        loads.append(texts)
        return HashEncoder()

    with Index.write(tmp_path / "index") as draft:
        draft.begin_encoding(load)
        document, chunks = cut("a.md", [text("One. "), text("Two. "), text("One. ")])
        draft.put(document, chunks, root="/docs", chunking="1")
        draft.finish_encoding(lambda done, total: None)

    assert loads == [2]


def test_numbers_that_are_none_are_an_error_of_the_one_who_puts(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"'hash' returned .* not finite"):
        put_and_encode(tmp_path / "index", BrokenEncoder(), documents=60)

    assert not (tmp_path / "index" / "CURRENT").exists()


def test_another_encoder_is_refused_before_it_encodes(tmp_path: Path) -> None:
    put_and_encode(tmp_path / "index", HashEncoder(), documents=1)

    with pytest.raises(EncoderMismatch):
        put_and_encode(tmp_path / "index", HashEncoder(digest="1" * 64), documents=2)
