"""Questions that ask the same, put together."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

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
    groups: dict[_Key, list[Asked]] = {}
    holding: dict[str, list[_Key]] = defaultdict(list)
    for key, found in same.items():
        into = _alike(key, holding)
        if into is None:
            groups[key] = found
            for name in key:
                holding[name].append(key)
        else:
            groups[into] += found
    ordered = (sorted(group, key=lambda one: (-one.asked, -one.id)) for group in groups.values())
    made = (Unanswered(tuple(group)) for group in ordered)
    return tuple(sorted(made, key=lambda one: (-one.count, -one.last_asked)))


def _alike(key: _Key, holding: dict[str, list[_Key]]) -> _Key | None:
    """The group that asks nearly the same; numbers must be the same."""
    shared = Counter(other for name in key for other in holding[name])
    numbers = _numbers(key)
    near = (
        (count / len(key | other), other)
        for other, count in shared.items()
        if numbers == _numbers(other)
    )
    best = max(near, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _ALIKE else None


def _numbers(key: _Key) -> set[str]:
    return {name for name in key if any(character.isdigit() for character in name)}


def _key(question: str) -> _Key:
    """What a question asks, whatever its order and endings; all its words if none has content."""
    return frozenset(map(stem, content_words(question))) or frozenset(words(question))
