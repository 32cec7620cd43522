"""What the index knows of words, as far as rewriting asks."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from corpus import Encoder, Generation


def _no_count(_: str) -> int:
    return 0


def _no_sections(_: str) -> tuple[str, ...]:
    return ()


def _never_alike(_: str, __: str) -> float:
    return 0.0


@dataclass(frozen=True, slots=True)
class Known:
    """What an index tells cheaply; without arguments, that of an empty one."""

    frequency: Callable[[str], int] = _no_count
    """In how many searchable chunks a word occurs."""
    chunks: int = 0
    """How many searchable chunks there are."""
    sections: Callable[[str], tuple[str, ...]] = _no_sections
    """Title and headings of the passage nearest to a text. Asked at most once a question, and
    only for a turn that does not tell itself what it cited."""

    alike: Callable[[str, str], float] = _never_alike
    """Cosine similarity of two phrases."""

    @classmethod
    def of(cls, generation: Generation, encoder: Encoder) -> Self:
        """What a generation tells; its sections by its own encoder."""

        def sections(text: str) -> tuple[str, ...]:
            hits = generation.search_dense(encoder.encode_query(text), 1)
            found = generation.passages([hit.chunk_id for hit in hits])
            return tuple(part for one in found for part in (one.title, *one.heading))

        def alike(one: str, other: str) -> float:
            return float(encoder.encode_query(one) @ encoder.encode_query(other))

        return cls(generation.frequency, generation.manifest.searchable, sections, alike)

    def rarity(self, word: str) -> float:
        """0 for a word of every chunk to 1 for a word of one; 1 also for one that never occurs."""
        most = math.log(self.chunks + 1) or 1.0
        return math.log((self.chunks + 1) / max(self.frequency(word), 1)) / most
