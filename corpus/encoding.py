"""Vectors made in the background, while documents are still being read."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Condition, Thread

import numpy as np

from corpus.encoder import Encoder
from corpus.errors import EncoderError
from corpus.pending import Floats, Pending
from corpus.shelf import Shelf

Load = Callable[[int | None], Encoder]
"""Makes the encoder, told how many texts there are; `None` if they are many or not counted yet."""

_Texts = Sequence[tuple[str, str]]

_BATCH_TEXTS = 256
_BATCH_CHARACTERS = 32_000
"""Encoded and kept at a time; this much is lost by a kill, and waited for by Ctrl-C."""
_LOT_ROWS = 8192
_FIRST_ROWS = 512
_FEW_TEXTS = 256
_LOOK_SECONDS = 1.0


class Encoding:
    """Encodes what is staged, lot by lot, the texts of a lot by their length.

    A lot is what has been staged since the one before, up to some thousand texts, so that texts of
    like length are read together while neither they nor their vectors fill the memory.

    Args:
        staging: Where the documents are put; used by the calling thread only.
        previous: Database of the generation before, whose texts have vectors.
        pending: Where vectors go after every batch, which then survives a kill of the process;
            nobody else may use it meanwhile.
        load: Called once, in the background, if a text has to be encoded.
    """

    def __init__(self, staging: Shelf, previous: Path | None, pending: Pending, load: Load) -> None:
        self._staging = staging
        self._previous = previous
        self._worker = _Worker(pending, load)
        self._looked = 0
        self._staged = 0
        self._held: list[tuple[str, str]] = []

    @property
    def encoder(self) -> Encoder | None:
        """The encoder, once a text has needed it."""
        return self._worker.encoder

    @property
    def done(self) -> int:
        """Texts encoded so far."""
        return self._worker.done

    @property
    def total(self) -> int:
        """Texts to encode as far as is known, with those encoded."""
        return self._worker.given + len(self._held) + self._staged - self._looked

    def look(self) -> None:
        """Takes up what was staged since the last look, if the background needs it.

        Raises:
            EncoderError: The encoder failed, or another error of the background.
        """
        self._worker.check()
        self._staged = self._staging.last_row()
        if self._worker.is_hungry and self._staged - self._looked >= _FIRST_ROWS:
            self._take_lot()
            if len(self._held) >= _FEW_TEXTS:
                self._give(None)

    def finish(self, tick: Callable[[int, int], None]) -> None:
        """Returns when everything staged has a vector.

        Args:
            tick: Called with how many texts are encoded and how many there are.

        Raises:
            EncoderError: The encoder failed, or another error of the background.
        """
        self._staged = self._staging.last_row()
        while self._looked < self._staged:
            self._take_lot()
            if len(self._held) >= _LOT_ROWS:
                self._give(None)
                self._worker.wait_until_hungry(lambda: tick(self.done, self.total))
        if self._held:
            self._give(len(self._held) if self.encoder is None else None)
        self._worker.end(lambda: tick(self.done, self.total))

    def stop(self) -> None:
        """Returns when the batch in hand is encoded and kept; the rest is left."""
        self._worker.stop()

    def _take_lot(self) -> None:
        rows = range(self._looked + 1, min(self._staged, self._looked + _LOT_ROWS) + 1)
        new = self._staging.unencoded(self._previous, rows)
        self._held += self._staging.encodable(new)
        self._looked = rows.stop - 1

    def _give(self, expected: int | None) -> None:
        self._worker.give(self._held, expected)
        self._held = []


class _Worker:
    """The thread; its errors are raised by the methods that the other thread calls."""

    def __init__(self, pending: Pending, load: Load) -> None:
        self._pending = pending
        self._load = load
        self._lots: SimpleQueue[tuple[_Texts, int | None] | None] = SimpleQueue()
        self._thread = Thread(target=self._run, name="encoding", daemon=True)
        self._changed = Condition()
        self._error: BaseException | None = None
        self._stopped = False
        self.encoder: Encoder | None = None
        self.given = 0
        self.done = 0

    @property
    def is_hungry(self) -> bool:
        return self._lots.empty()

    def give(self, texts: _Texts, expected: int | None) -> None:
        with self._changed:
            self.given += len(texts)
        self._lots.put((texts, expected))
        if not self._thread.ident:
            self._thread.start()

    def wait_until_hungry(self, look: Callable[[], None]) -> None:
        self._wait(lambda: self.is_hungry or not self._thread.is_alive(), look)

    def end(self, look: Callable[[], None]) -> None:
        self._lots.put(None)
        self._wait(lambda: not self._thread.is_alive(), look)

    def stop(self) -> None:
        self._stopped = True
        self._lots.put(None)
        if self._thread.ident:
            self._thread.join()

    def check(self) -> None:
        if self._error:
            raise self._error

    def _wait(self, is_over: Callable[[], bool], look: Callable[[], None]) -> None:
        seen = 0
        while not is_over():
            with self._changed:
                if self.done == seen:
                    self._changed.wait(_LOOK_SECONDS)
            if self.done > seen:
                seen = self.done
                look()
        self.check()
        if self.done > seen:
            look()

    def _run(self) -> None:
        try:
            while (lot := self._lots.get()) and not self._stopped:
                self._encode(*lot)
        except BaseException as error:
            self._error = error
        finally:
            with self._changed:
                self._changed.notify_all()

    def _encode(self, texts: _Texts, expected: int | None) -> None:
        if self.encoder is None:
            self.encoder = self._load(expected)
        encoder = self.encoder
        known = self._pending.known(encoder.digest, [key for key, _ in texts])
        left = [(key, text) for key, text in texts if key not in known]
        with self._changed:
            self.given -= len(texts) - len(left)
        left.sort(key=lambda entry: len(entry[1]))
        for part in _batches(left):
            if self._stopped:
                return
            keys, batch = zip(*part, strict=True)
            self._pending.save(encoder.digest, keys, _encoded(encoder, batch))
            with self._changed:
                self.done += len(batch)
                self._changed.notify_all()


def _batches(texts: _Texts) -> Iterator[_Texts]:
    start = size = 0
    for end, (_, text) in enumerate(texts, start=1):
        size += len(text)
        if end - start == _BATCH_TEXTS or size >= _BATCH_CHARACTERS:
            yield texts[start:end]
            start, size = end, 0
    if start < len(texts):
        yield texts[start:]


def _encoded(encoder: Encoder, texts: Sequence[str]) -> Floats:
    vectors = np.asarray(encoder.encode_documents(texts), np.float32)
    if vectors.shape != (len(texts), encoder.dimensions) or not np.isfinite(vectors).all():
        raise EncoderError(
            f"Encoder {encoder.name!r} returned an array of shape {vectors.shape} for "
            f"{len(texts)} texts and {encoder.dimensions} dimensions, or numbers that are not "
            "finite: it cannot be used."
        )
    return vectors
