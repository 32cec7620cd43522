"""Questions that ask the same, put together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from math import ceil

from corpus import content_words, stem, words
from ui.exchange import Vote
from ui.history.asked import Asked

_ALIKE = 0.75
"""Two questions that share this much of all their content words ask the same."""

_Key = frozenset[str]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Questions that ask the same and have no answer."""

    asked: tuple[Asked, ...]
    """All of them, newest first."""

    @property
    def question(self) -> str:
        """How it was asked most often; of equals, last."""
        wordings = Counter(" ".join(one.question.split()) for one in self.asked)
        return wordings.most_common(1)[0][0]

    @property
    def wordings(self) -> tuple[str, ...]:
        """All the ways in which it was asked, newest first."""
        return tuple(dict.fromkeys(" ".join(one.question.split()) for one in self.asked))

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.asked)

    @property
    def last_asked(self) -> float:
        """When it was asked last, in seconds since 1970."""
        return self.asked[0].asked

    @property
    def best_confidence(self) -> float:
        """How near an answer ever was."""
        return max((one.confidence or 0.0 for one in self.asked), default=0.0)

    def votes(self, vote: Vote) -> int:
        """How many voted so."""
        return sum(one.vote is vote for one in self.asked)


def grouped(asked: Iterable[Asked]) -> tuple[Unanswered, ...]:
    """Questions, newest first, as groups that ask the same; most asked first, then newest."""
    same: dict[_Key, list[Asked]] = defaultdict(list)
    for one in asked:
        same[_key(one.question)].append(one)
    often = Counter(name for key in same for name in key)
    groups: dict[_Key, list[Asked]] = {}
    holding: dict[str, list[_Key]] = defaultdict(list)
    for key, found in same.items():
        telling = _telling(key, often)
        near = {other: None for name in telling for other in holding[name]}
        into = max(near, key=partial(_share, key), default=key)
        if into != key and _share(key, into):
            groups[into] += found
            continue
        groups[key] = found
        for name in telling:
            holding[name].append(key)
    ordered = (sorted(group, key=lambda one: (-one.asked, -one.id)) for group in groups.values())
    made = (Unanswered(tuple(group)) for group in ordered)
    return tuple(sorted(made, key=lambda one: (-one.count, -one.last_asked)))


def _telling(key: _Key, often: Mapping[str, int]) -> list[str]:
    """The rarest words of a question: so many that all which are alike share one of theirs."""
    rarest = sorted(key, key=lambda name: (often[name], name))
    return rarest[: len(key) - ceil(_ALIKE * len(key)) + 1]


def _share(one: _Key, other: _Key) -> float:
    """How much two questions that ask the same have in common; 0 if they do not."""
    shared = len(one & other)
    share = shared / (len(one) + len(other) - shared)
    if share < _ALIKE or any(character.isdigit() for name in one ^ other for character in name):
        return 0.0
    return share


def _key(question: str) -> _Key:
    """What a question asks, whatever its order and endings; all its words if none has content."""
    return frozenset(map(stem, content_words(question))) or frozenset(words(question))
