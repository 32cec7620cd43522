"""True claims, and the same ones made wrong by rule: a number, a name, a negation, a quote."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from corpus import Document, Kind, stems
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
_NAME = re.compile(
    r"\b(?P<before>(?:[a-z]+,?|Dr\.|The) )"
    r"(?P<name>[A-Z][^\W\d_A-Z]{2,}(?: [A-Z][^\W\d_A-Z]+)*)\b(?![-'])"
)
_MONTHS = frozenset(
    "January February March April May June July August September October November December".split()
)
_BEFORE = {
    **dict.fromkeys("in at from to for near of".split(), "place"),
    **dict.fromkeys("the The a".split(), "thing"),
}
"""What a name is of by the word before it; a person, else."""
_SUBJECTS = ("fine-tuning", "prompt engineering")
"""What our digests are about; the one is said of the other."""
_ABOUT_SUBJECT = (re.compile(r"fine.tun", re.IGNORECASE), re.compile(r"prompt", re.IGNORECASE))
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|can|must|should|will|has been|have been)\b(?! not\b)"
)
_DENIED = re.compile(r"\b(?P<auxiliary>is|are|was|were|do|need|must|should|can) ?not\b(?! only\b)")
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|if|unless|how|what|because|since|before|after|until"
    r"|while|than|as)\b[^,;]*$",
    re.IGNORECASE,
)
"""Before a verb that is not the main one of its clause."""
_LIMITED = re.compile(r"[^,;]*\bonly\b")
_FEWEST_BETWEEN = 3
"""Words between two numbers that change places; fewer are a range."""


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    kind: tuple[str, int]
    """What it is of, and how many words it has."""


def corrupted(documents: Sequence[Document], limit: int = PER_KIND) -> tuple[Cited, ...]:
    """True claims of documents and the wrong ones made of them, each after the claim it is from.

    A true claim is a sentence in slightly other words, citing that sentence. The same documents
    always give the same claims.

    Args:
        documents: Where the sentences are taken from.
        limit: The most wrong claims of each kind.
    """
    sources = [sources_of(document) for document in documents]
    names = _names(sources)
    made = [pair for one in sources for pair in _made(one, names[one.document.id])]
    chosen: dict[str, list[Cited]] = {kind.value: [] for kind in Corruption}
    for _, wrong in sorted(made, key=lambda pair: sha256(pair[1].id.encode()).digest()):
        if len(chosen[wrong.group]) < limit:
            chosen[wrong.group].append(wrong)
    kept = {wrong.id for found in chosen.values() for wrong in found}
    used = [one for pair in made if pair[1].id in kept for one in pair]
    return tuple(dict.fromkeys(used))


def _made(sources: Sources, names: Sequence[_Name]) -> Iterator[tuple[Cited, Cited]]:
    """Each true claim of a document with each wrong one made of it."""
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


def _changes(claim: str, sentence: str, names: Sequence[_Name]) -> Iterator[tuple[Corruption, str]]:
    for kind, changes in (
        (Corruption.NUMBER, _numbers(claim, sentence)),
        (Corruption.NAME, _renamed(claim, sentence, names)),
        (Corruption.NEGATION, _negated(claim)),
    ):
        for changed in dict.fromkeys(changes):
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
    if len(figures) == 2 and _is_year(figures[0].group()) == _is_year(figures[1].group()):
        first, second = figures
        between = claim[first.end() : second.start()]
        if len(between.split()) < _FEWEST_BETWEEN or first.group() == second.group():
            return
        swapped = f"{second.group()}{between}{first.group()}"
        yield claim[: first.start()] + swapped + claim[second.end() :]


def _other_figure(figure: str) -> str:
    """A year nearby, else a number of the same length."""
    if _is_year(figure):
        return figure[:3] + str((int(figure[3]) + 3) % 10)
    return str(int(figure[0]) % 9 + 1) + figure[1:]


def _is_year(figure: str) -> bool:
    return bool(re.fullmatch(r"1\d\d\d|20\d\d", figure))


def _renamed(claim: str, sentence: str, names: Sequence[_Name]) -> Iterator[str]:
    for match in _NAME.finditer(claim):
        mine = _name(match)
        if not mine:
            continue
        for other in names:
            if other.kind == mine.kind and not set(other.text.split()) & set(sentence.split()):
                yield claim[: match.start("name")] + other.text + claim[match.end("name") :]
                break
    for n in (0, 1):
        found = re.search(_SUBJECTS[n], claim, re.IGNORECASE)
        if found and not _ABOUT_SUBJECT[1 - n].search(sentence):
            yield _replaced(claim, found, _cased(_SUBJECTS[1 - n], found.group()))


def _names(sources: Sequence[Sources]) -> dict[str, tuple[_Name, ...]]:
    """For each document the names in all of them, its own first."""
    own = {one.document.id: tuple(_names_in(one)) for one in sources}
    every = tuple(name for names in own.values() for name in names)
    return {key: tuple(dict.fromkeys((*names, *every))) for key, names in own.items()}


def _names_in(sources: Sources) -> Iterator[_Name]:
    for unit in filter(_is_usable, sources.units):
        # Labels before a colon are written like names.
        for match in _NAME.finditer(reworded(unit.text)):
            if name := _name(match):
                yield name


def _name(match: re.Match[str]) -> _Name | None:
    text = match["name"]
    if _MONTHS & set(text.split()) or any(one.search(text) for one in _ABOUT_SUBJECT):
        return None
    return _Name(text, (_BEFORE.get(match["before"].strip(" ,"), "person"), text.count(" ")))


def _negated(claim: str) -> Iterator[str]:
    if match := _DENIED.search(claim):
        yield _replaced(claim, match, match["auxiliary"])
        return
    for match in _AUXILIARY.finditer(claim):
        if _SUBORDINATE.search(claim[: match.start()]) or _LIMITED.match(claim[match.end() :]):
            continue
        first, _, rest = match.group().partition(" ")
        denied = "cannot" if first == "can" else f"{first} not"
        yield _replaced(claim, match, f"{denied} {rest}".strip())
        return


def _nearest(claim: str, place: int, units: Sequence[Unit]) -> Unit | None:
    """The sentence elsewhere that shares most words with a claim, if it lacks half of them."""
    said = stems(claim)
    best, most = None, 0.0
    for at, unit in enumerate(units):
        if abs(at - place) <= 1 or not _is_usable(unit):
            continue
        share = len(said & stems(unit.text)) / max(len(said), 1)
        if most < share <= _MOST_SHARED:
            best, most = unit, share
    return best


def _replaced(claim: str, match: re.Match[str], other: str) -> str:
    changed = claim[: match.start()] + other + claim[match.end() :]
    return changed[:1].upper() + changed[1:]


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
