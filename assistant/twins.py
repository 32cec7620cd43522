"""Passages that say the same: one stands for its duplicates, the others are named with it.

Two passages say the same if their kind, title, headings, lead and words are equal, but for white
space, case, marks of emphasis and code, the shape of bullets and quotation marks, punctuation
behind a word, and where links within the documents lead. A number, a name or a `not` that differs
keeps them apart, as does any other word: they may be what two versions disagree about. Titles may
differ by numbers and by words such as `draft`, as those of two versions of one document do.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus import Hit, Kind, Passage, Place

_TOKEN = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_OF_A_VERSION = frozenset("v ver version rev revision edition copy draft final".split())
"""Words that tell one version of a document from another."""

_LINK_NUMBER = re.compile(r"(?<![\w)\]])(\[[^\[\]\n]+\])\[\d+\]")
"""The end of a link by number, as in `[the list][12]`; these numbers shift."""
_NEARBY = re.compile(
    r"(?<=\])\((?!\w+:)[\w./#?=&%~-]*(?:[/#]|\.[a-z]{2,5})[\w./#?=&%~-]*\)",
    re.ASCII | re.IGNORECASE,
)
"""Where a link leads that stays within the documents."""
_FENCE = re.compile(r"^[ \t]*(?:```+|~~~+)[^\n`~]*$", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[-*•◦▪][ \t]+", re.MULTILINE)
_PAIRED = re.compile(r"(\*\*|`+)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w*\\])([*_])(?=[^\s*_])([^*_\n]*[^\s*_\\])\1(?![\w*])")
_SHAPES = str.maketrans("“”„«»‘’‚–—−", '"""""\'\'\'---')
_BEHIND = ".,;:"
_REMEMBERED = 4096
"""Texts whose words are kept, as duplicates mostly have the same, to the letter."""

Said = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Twins:
    """Which of some passages say the same."""

    groups: Mapping[str, tuple[Passage, ...]]
    """By chunk id: all that say the same, the one that stands for the others first."""

    def distinct(self, ranking: Iterable[Hit]) -> tuple[Hit, ...]:
        """The ranking with the first hit of each group, as one of the passage that stands for it.

        All its chunks have to be among the passages compared.
        """
        found: dict[str, Hit] = {}
        for hit in ranking:
            standing = self.groups[hit.chunk_id][0].chunk.id
            found.setdefault(standing, Hit(standing, hit.score))
        return tuple(found.values())


def twins(passages: Iterable[Passage], question: str, lead_of: Callable[[Passage], str]) -> Twins:
    """The passages, each with those that say the same.

    Of a group that one stands for the others whose document the question names, by a word of its
    id or title that not all of them have; else that of the newest version, by the numbers in the
    id where nothing else differs; else the one that comes first.

    Args:
        passages: The best first.
        question: What they were retrieved for.
        lead_of: The words of a passage's lead.
    """
    titled: dict[Said, list[Passage]] = {}
    for passage in passages:
        titled.setdefault(headed(passage.title, passage.heading), []).append(passage)
    found: list[list[Passage]] = []
    for several in titled.values():
        if len({one.document_id for one in several}) == 1:
            found += ([one] for one in several)
        else:
            found += _saying_the_same(several, lead_of)
    ordered = (_in_order(group, question) if len(group) > 1 else tuple(group) for group in found)
    return Twins({one.chunk.id: group for group in ordered for one in group})


def place_of(passage: Passage) -> Place:
    """Where the passage stands."""
    return Place(passage.document_id, passage.title, passage.start, passage.end)


@lru_cache(maxsize=_REMEMBERED)
def said(text: str) -> str:
    """The words and signs of a text, without what may differ where the same is said.

    >>> said("The **limit** is 10 minutes, see [costs](../costs.md).")
    'the limit is 10 minutes see [costs]'
    """
    plain = _FENCE.sub("", text.translate(_SHAPES))
    plain = _NEARBY.sub("", _LINK_NUMBER.sub(r"\1", plain))
    plain = _EMPHASIS.sub(r"\2", _PAIRED.sub(r"\2", plain))
    return " ".join(filter(None, (token.rstrip(_BEHIND) for token in plain.casefold().split())))


def _saying_the_same(
    several: Iterable[Passage], lead_of: Callable[[Passage], str]
) -> list[list[Passage]]:
    found: dict[tuple[str, str], list[Passage]] = {}
    for passage in several:
        kind, text = passage.chunk.kind, passage.chunk.searched
        # Elsewhere a line may begin with what is no bullet, but an operator.
        key = kind, said(_BULLET.sub("- ", text) if kind is Kind.LIST else text)
        found.setdefault(key, []).append(passage)
    groups: list[list[Passage]] = []
    for group in found.values():
        led: dict[str, list[Passage]] = {}
        for one in group:
            led.setdefault(said(lead_of(one)) if len(group) > 1 else "", []).append(one)
        groups += led.values()
    return groups


@lru_cache(maxsize=_REMEMBERED)
def headed(title: str, heading: tuple[str, ...]) -> Said:
    """Title, but for what tells versions apart, and headings; equal where the same is talked of."""
    named = title if any(map(str.isalpha, title.split())) else ""
    tokens = (token for token in _TOKEN.findall(named.casefold()) if not token[0].isdigit())
    kept = " ".join(token for token in tokens if token not in _OF_A_VERSION)
    return (kept, *map(said, heading))


def _in_order(group: Sequence[Passage], question: str) -> tuple[Passage, ...]:
    asked = _tokens(question)
    named = [_tokens(f"{one.document_id} {one.title}") for one in group]
    shared = frozenset.intersection(*named)
    is_numbered = len({_DIGITS.sub("#", one.document_id) for one in group}) == 1

    def rank(place: int) -> tuple[int, list[int], int]:
        numbers = _DIGITS.findall(group[place].document_id) if is_numbered else ()
        return -len(named[place] & asked - shared), [-int(one) for one in numbers], place

    return tuple(group[place] for place in sorted(range(len(group)), key=rank))


def _tokens(text: str) -> frozenset[str]:
    return frozenset(_TOKEN.findall(text.casefold()))
