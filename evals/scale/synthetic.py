"""Documents of any number whose vectors need no model: words by Zipf's law, vectors in clusters.

Everything follows from a chunk's number, so that the same number gives the same chunk whenever it
is made, and nothing has to be kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from corpus import Chunk, Document, Kind, Span, counting_tokenizer

Floats = NDArray[np.float32]

DIMENSIONS = 384
CHUNKS_A_DOCUMENT = 20

_WORDS = 20_000
_TOPICS = 2_000
_TOPIC_WORDS = 60
_WORDS_A_CHUNK = 90
_WORDS_A_SENTENCE = 15
_OF_TOPIC = 0.3
"""Share of a chunk's words that belong to its topic."""
_SPREAD = 0.9
"""How far a chunk lies from its topic's middle: two of one topic have a cosine of about 0.55."""
_NEARNESS = 0.35
"""How far a question lies from its chunk."""
_NUMBER = re.compile(r"Chunk (\d+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about one chunk: its words, and its vector."""

    number: int
    """Of the chunk."""
    words: tuple[str, ...]
    """Three words of the chunk's topic between three very frequent ones."""
    vector: Floats


class SyntheticEncoder:
    """Reads a chunk's number in its text and returns the vector that belongs to it."""

    name = "synthetic"
    digest = sha256(b"synthetic 1").hexdigest()
    dimensions = DIMENSIONS

    def encode_documents(self, texts: Sequence[str]) -> Floats:
        """One row a text."""
        return np.stack([self.encode_query(text) for text in texts])

    def encode_query(self, text: str) -> Floats:
        """The vector of the chunk whose number the text names; of any other text, chunk 0's."""
        found = _NUMBER.search(text)
        return _unit(_middle(int(found[1]) if found else 0))


def documents(first: int, count: int) -> Iterator[tuple[Document, tuple[Chunk, ...]]]:
    """Documents with their chunks, together `count` chunks from number `first` on."""
    for start in range(first, first + count, CHUNKS_A_DOCUMENT):
        numbers = range(start, min(start + CHUNKS_A_DOCUMENT, first + count))
        yield _document(f"part{start // 100_000}/{start:08}.md", numbers)


def asked(number: int) -> Asked:
    """A question about the chunk of this number."""
    random = _random(number, 1)
    own = _topic_words(_topic(number))
    words = [_word(own[place]) for place in random.choice(10, 3, replace=False)]
    frequent = [_word(rank) for rank in random.choice(20, 3, replace=False)]
    noise = random.normal(size=DIMENSIONS) / np.sqrt(DIMENSIONS)
    vector = _unit(_unit(_middle(number)) + _NEARNESS * noise)
    return Asked(number, tuple(word for pair in zip(frequent, words, strict=True) for word in pair),
                 vector)  # fmt: skip


def _document(name: str, numbers: range) -> tuple[Document, tuple[Chunk, ...]]:
    chunks: list[Chunk] = []
    start = 0
    for ordinal, number in enumerate(numbers):
        sentences = _sentences(number)
        ends = tuple(accumulate(map(len, sentences), initial=start))
        units = tuple(Span(one, two - 1) for one, two in pairwise(ends))
        span = Span(start, ends[-1])
        text = "".join(sentences)
        chunks.append(Chunk(f"{name}#{ordinal}", name, ordinal, span, text, Kind.TEXT, units=units))
        start = span.end
    words = "".join(chunk.text for chunk in chunks)
    digest = sha256(words.encode()).hexdigest()
    return Document(name, name, f"/synthetic/{name}", words, digest), tuple(chunks)


def _sentences(number: int) -> tuple[str, ...]:
    random = _random(number, 2)
    ranks = np.searchsorted(_zipf(), random.random(_WORDS_A_CHUNK))
    own = random.random(_WORDS_A_CHUNK) < _OF_TOPIC
    topic = _topic_words(_topic(number))
    ranks[own] = topic[np.searchsorted(_zipf(_TOPIC_WORDS), random.random(int(own.sum())))]
    said = [_word(rank) for rank in ranks.tolist()]
    parts = (said[at : at + _WORDS_A_SENTENCE] for at in range(0, len(said), _WORDS_A_SENTENCE))
    return (f"Chunk {number}. ", *(f"{' '.join(one).capitalize()}. " for one in parts))


def _middle(number: int) -> Floats:
    noise = _random(number, 0).normal(size=DIMENSIONS) / np.sqrt(DIMENSIONS)
    return np.asarray(_centre(_topic(number)) + _SPREAD * noise, np.float32)


def _topic(number: int) -> int:
    """Neighbours in a document share a topic for a few chunks."""
    return int(_random(number // 5, 3).integers(_TOPICS))


def _random(number: int, kind: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=number * 4 + kind))


@cache
def _centre(topic: int) -> Floats:
    return _unit(np.random.default_rng([topic, 5]).normal(size=DIMENSIONS))


@cache
def _topic_words(topic: int) -> NDArray[np.int64]:
    """Ranks of a topic's own words, none of them among the most frequent."""
    return np.random.default_rng([topic, 6]).integers(200, _WORDS, _TOPIC_WORDS)


@cache
def _zipf(words: int = _WORDS) -> NDArray[np.float64]:
    weights = 1 / np.arange(1, words + 1)
    return np.cumsum(weights / weights.sum())


@cache
def _vocabulary() -> tuple[str, ...]:
    """The words that are one entry of the encoder's vocabulary, about the frequent ones first."""
    entries = sorted(counting_tokenizer().get_vocab().items(), key=lambda entry: entry[1])
    return tuple(word for word, _ in entries if len(word) > 1 and word.isascii() and word.isalpha())


def _word(rank: int) -> str:
    return _vocabulary()[rank]


def _unit(vector: NDArray[np.floating]) -> Floats:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)
