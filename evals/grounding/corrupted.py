"""True claims, and the same ones made wrong by rule: a number, a name, a negation, a quote."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from hashlib import sha256

from corpus import Document, Kind, content_words, stem
from evals.grounding.cited import SUPPORTED, Cited
from evals.grounding.reworded import reworded
from evals.grounding.units import Sources, Unit, sources_of

PER_KIND = 100
"""Claims corrupted in each way, if there are as many."""
_FEWEST_WORDS, _MOST_WORDS = 6, 45
_MOST_SHARED = 0.5
"""Of a claim's words in another sentence; one that shares more might support it."""


class Corruption(StrEnum):
    """What is made wrong."""

    NUMBER = "number"
    """A number is another one, or two change places."""
    NAME = "name"
    """A name or subject is another one."""
    NEGATION = "negation"
    """A `not` is put in or taken out."""
    PASSAGE = "another passage"
    """The claim is true, and cites the sentence elsewhere in the document that is nearest."""


_NUMERALS = dict(
    zip(
        "two three four five six seven eight nine ten eleven twelve".split(),
        "three four five six seven eight nine ten eleven twelve fourteen".split(),
        strict=True,
    )
)
_DIGITS = re.compile(r"(?<![\w.,:-])\d+(?:[.,]\d+)*(?![\w:]|[.,-]\d)")
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(_NUMERALS)})\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+(?: [A-Z][a-z]+)*\b(?!')")
_SUBJECTS = ("fine-tuning", "prompt engineering")
"""What our digests are about; the one is said of the other."""
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|can|must|should|will|has been|have been)\b(?! not\b)")
_DENIED = re.compile(r"\b(?P<auxiliary>is|are|was|were|do|need|must|should|can) ?not\b(?! only\b)")


def corrupted(documents: Sequence[Document], limit: int = PER_KIND) -> tuple[Cited, ...]:
    """True claims of documents and the wrong ones made of them, each after the claim it is from.

    A true claim is a sentence in slightly other words, citing that sentence. The same documents
    always give the same claims.

    Args:
        documents: Where the sentences are taken from.
        limit: The most wrong claims of each kind.
    """
    made = [one for document in documents for one in _made(sources_of(document))]
    chosen: dict[str, list[Cited]] = {kind.value: [] for kind in Corruption}
    for _, wrong in sorted(made, key=lambda pair: sha256(pair[1].id.encode()).digest()):
        if len(chosen[wrong.group]) < limit:
            chosen[wrong.group].append(wrong)
    kept = {wrong.id for found in chosen.values() for wrong in found}
    used = [one for pair in made if pair[1].id in kept for one in pair]
    return tuple(dict.fromkeys(used))


def _made(sources: Sources) -> Iterator[tuple[Cited, Cited]]:
    """Each true claim of a document with each wrong one made of it."""
    names = _names(sources)
    for place, unit in enumerate(sources.units):
        if not _is_usable(unit):
            continue
        true = _claim(sources, place, unit, reworded(unit.text), SUPPORTED)
        for kind, changed in _changes(true.claim, unit.text, names):
            yield true, _claim(sources, place, unit, changed, kind)
        if other := _nearest(true.claim, place, sources.units):
            yield true, _claim(sources, place, other, true.claim, Corruption.PASSAGE)


def _claim(sources: Sources, place: int, cited: Unit, claim: str, group: str) -> Cited:
    family = f"{sources.document.id}/{place}"
    told = sha256(claim.encode()).hexdigest()[:8]
    return Cited(
        id=f"{family}/{group.replace(' ', '-')}/{told}",
        group=str(group),
        claim=claim,
        quote=cited.text,
        around=cited.around,
        above=cited.above,
        is_supported=group == SUPPORTED,
        family=family,
    )


def _is_usable(unit: Unit) -> bool:
    said = unit.text.split()
    is_whole = unit.text.endswith(".") and unit.text[:1].isupper()
    return unit.kind is not Kind.TABLE and is_whole and _FEWEST_WORDS <= len(said) <= _MOST_WORDS


def _changes(
    claim: str, sentence: str, names: Sequence[str]
) -> Iterator[tuple[Corruption, str]]:
    ways: Mapping[Corruption, Callable[[], Iterator[str]]] = {
        Corruption.NUMBER: lambda: _numbers(claim, sentence),
        Corruption.NAME: lambda: _renamed(claim, sentence, names),
        Corruption.NEGATION: lambda: _negated(claim),
    }
    for kind, way in ways.items():
        for changed in dict.fromkeys(way()):
            if changed != claim:
                yield kind, changed


def _numbers(claim: str, sentence: str) -> Iterator[str]:
    for match in _DIGITS.finditer(claim):
        other = _other_figure(match.group())
        if other not in sentence:
            yield _replaced(claim, match, other)
    for match in _NUMBER_WORD.finditer(claim):
        other = _NUMERALS[match.group().lower()]
        if other not in sentence.lower():
            yield _replaced(claim, match, _cased(other, match.group()))
    figures = list(_DIGITS.finditer(claim))
    if len(figures) == 2 and figures[0].group() != figures[1].group():
        first, second = figures
        between = claim[first.end() : second.start()]
        swapped = f"{second.group()}{between}{first.group()}"
        yield claim[: first.start()] + swapped + claim[second.end() :]


def _other_figure(figure: str) -> str:
    """A year nearby, else a number of the same length."""
    if len(figure) == 4 and figure[:2] in ("13", "14", "15", "16", "17", "18", "19", "20"):
        return figure[:3] + str((int(figure[3]) + 3) % 10)
    return str(int(figure[0]) % 9 + 1) + figure[1:]


def _renamed(claim: str, sentence: str, names: Sequence[str]) -> Iterator[str]:
    for match in _NAME.finditer(claim):
        others = [name for name in names if name not in sentence and name not in match.group()]
        alike = [name for name in others if name.count(" ") == match.group().count(" ")]
        for other in (alike or others)[:1]:
            yield _replaced(claim, match, other)
    for one, other in (_SUBJECTS, _SUBJECTS[::-1]):
        if other not in sentence.lower() and (match := re.search(one, claim, re.IGNORECASE)):
            yield _replaced(claim, match, _cased(other, match.group()))


def _names(sources: Sources) -> tuple[str, ...]:
    """The names in a document, those that are met first before the others."""
    return tuple(
        dict.fromkeys(match.group() for u in sources.units for match in _NAME.finditer(u.text))
    )


def _negated(claim: str) -> Iterator[str]:
    if match := _DENIED.search(claim):
        yield _replaced(claim, match, match["auxiliary"])
    elif match := _AUXILIARY.search(claim):
        first, _, rest = match.group().partition(" ")
        denied = "cannot" if first == "can" else f"{first} not"
        yield _replaced(claim, match, f"{denied} {rest}".strip())


def _nearest(claim: str, place: int, units: Sequence[Unit]) -> Unit | None:
    """The sentence elsewhere that shares most words with a claim, if it lacks half of them."""
    said = _stems(claim)
    best, most = None, 0.0
    for at, unit in enumerate(units):
        if abs(at - place) <= 1 or not _is_usable(unit):
            continue
        share = len(said & _stems(unit.text)) / max(len(said), 1)
        if most < share <= _MOST_SHARED:
            best, most = unit, share
    return best


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(text))


def _replaced(claim: str, match: re.Match[str], other: str) -> str:
    changed = claim[: match.start()] + other + claim[match.end() :]
    return changed[:1].upper() + changed[1:]


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
