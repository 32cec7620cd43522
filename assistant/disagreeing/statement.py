"""What the values of one sentence are compared with: its words, and what they are about."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.cite import Evidence
from assistant.evidence import Reading, leans, texts_of
from corpus import Kind, Passage, Span, content_words, stem

_REMEMBERED = 4096
"""Texts whose words are kept, as a sentence is compared with many."""


@dataclass(frozen=True)
class Statement:
    """One sentence that may answer the question."""

    evidence: Evidence
    text: str
    """In plain words."""
    before: str
    """The sentence before where this one leans on it."""
    above: str
    """Title, headings, and the question of a FAQ pair or the introduction of a list."""
    passage: str
    is_chosen: bool = False
    """Whether the answer has it."""
    asked: str = ""
    """The question of its FAQ pair."""
    same_question: float = 0.0
    """How near the question of its FAQ pair is to the one asked, 0 to 1."""

    @property
    def score(self) -> float:
        """The reader's score of the sentence, 0 to 1."""
        return self.evidence.score

    @property
    def document_id(self) -> str:
        """Where it stands."""
        return self.evidence.chunk.document_id

    @cached_property
    def stems(self) -> frozenset[str]:
        """Of its own content words."""
        return stems(self.text)

    @cached_property
    def context(self) -> frozenset[str]:
        """Stems of its own content words and of all that says what it is about."""
        return stems(f"{self.before} {self.above} {self.text}")

    @cached_property
    def surroundings(self) -> frozenset[str]:
        """Stems of its context and of the passage it stands in."""
        return self.context | stems(self.passage)


@lru_cache(maxsize=_REMEMBERED)
def stems(text: str) -> frozenset[str]:
    """Stems of the content words of `text`; a dataset is data."""
    return frozenset(stem(word).replace("dataset", "data") for word in content_words(text))


def statements(readings: Iterable[Reading], chosen: Sequence[Evidence]) -> list[Statement]:
    """The sentences read, the best first, questions left out."""
    places = {(one.chunk.id, one.unit) for one in chosen}
    found = [one for reading in readings for one in _of(reading, places)]
    return sorted(found, key=lambda s: (-s.score, s.evidence.chunk.id, s.evidence.unit))


def unseen(passage: Passage) -> Reading:
    """A passage that no reader has seen, as a reading in which nothing says the answer."""
    return Reading(passage, 0.0, (0.0,) * len(passage.chunk.units))


def _of(reading: Reading, chosen: Container[tuple[str, Span]]) -> Iterator[Statement]:
    told = texts_of(reading.passage)
    chunk = reading.passage.chunk
    passage = " ".join(told.units)
    for place, (unit, score) in enumerate(zip(chunk.units, reading.units, strict=True)):
        text = told.units[place]
        if text.rstrip("*_\"”'’) ").endswith(("?", "？")):
            continue
        leaning = place > 0 and chunk.kind is not Kind.TABLE and leans(text)
        yield Statement(
            evidence=Evidence(chunk, unit, score),
            text=text,
            before=told.units[place - 1] if leaning else "",
            above=told.path,
            passage=passage,
            is_chosen=(chunk.id, unit) in chosen,
            asked=reading.passage.lead if chunk.kind is Kind.FAQ else "",
            same_question=reading.same_question,
        )
