"""Names of a claim that the evidence does not give."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.evidence import specifics
from assistant.grounding.lack import Lack, Missing
from corpus import content_words, stem, words

_RUN = re.compile(r"[A-ZÀ-ÖØ-ÞŁŠŽČ][\w'’&-]*(?: [A-ZÀ-ÖØ-ÞŁŠŽČ][\w'’&-]*)*")
_CODE = re.compile(r"\w+(?:[_./+#@-]\w+)*")
_IS_CODE = re.compile(r"\d|_|@|[a-z][A-Z]|[A-Z]{2}|\w[./]\w")
_ORDINARY = re.compile(
    r"(?:ing|ly|ed|tion|sion|ment|ness|ity|ties|able|ible|ful|ous|ive|ance|ence|ers|ors|ions|ical"
    r"|ists|ship|dom|ings|ments|less|ism|ure|ies)$"
)
_PLURAL = re.compile(r"[^aiou's]s$")
_SINGULAR_VERB = re.compile(r" (?:is|was|has|does)\b")
_OPENERS = frozenset(
    """although though however moreover furthermore instead therefore thus hence yet still also
    overall people person someone anyone everyone nobody nothing something users companies teams
    another besides despite unlike like unless since given using based finally next last many most
    much often sometimes usually perhaps maybe today now later early even every neither none one
    two three four five six seven eight nine ten first second third such rather whereas whenever
    wherever without within across along among around toward yes well part half doing having
    yeah oh ok okay hi sure
    being fewer less more better best worse good bad high low large small long short new old use
    take make keep avoid choose try let consider start include add give get set""".split()
)
"""Words that open a sentence and are no names."""
_APART = 3
"""Words at most from one word of a name to the next, as in `Obama, the president`."""


def missing_names(claim: str, evidence: str, above: str = "") -> Iterator[Lack]:
    """Each name, acronym and identifier that neither `evidence` gives nor what stands above it."""
    apart = [""] * (_APART + 1)
    there = [*map(_key, words(evidence)), *apart, *map(_key, words(above))]
    known = set(there)
    for word in dict.fromkeys((*sorted(specifics(claim)), *_first_name(claim, known))):
        if _key(word) not in known and not any(letter.isdigit() for letter in word):
            yield Lack(Missing.NAME, word)
    yield from _merged(claim, there)
    yield from _codes(claim, f"{evidence}\n{above}")


def _key(word: str) -> str:
    bare = word.removesuffix("'s")
    # The stemmer leaves the plural of what has no vowel: `LLMs`.
    return stem(bare) if re.search(r"[aeiouy]", bare) else bare.removesuffix("s")


def _first_name(claim: str, known: set[str]) -> Iterator[str]:
    """The first word, if its capital is not just that of a sentence's first word."""
    start = len(claim) - len(claim.lstrip("\"'“‘([ \n"))
    match = _RUN.match(claim, start)
    if match is None:
        return
    first, *further = match.group().split(" ")
    folded = content_words(first)
    if not folded or folded[0] in _OPENERS or _key(folded[0]) in known:
        return
    if further or not _is_ordinary(folded[-1], claim[match.end() :]):
        yield from folded


def _is_ordinary(word: str, after: str) -> bool:
    if _ORDINARY.search(word):
        return True
    return bool(_PLURAL.search(word)) and not _SINGULAR_VERB.match(after)


def _merged(claim: str, there: Sequence[str]) -> Iterator[Lack]:
    """Names whose words all occur, but nowhere together: made up of two others."""
    places: dict[str, list[int]] = {}
    for place, key in enumerate(there):
        places.setdefault(key, []).append(place)
    for match in _RUN.finditer(claim):
        parts = [_key(word) for word in content_words(match.group())]
        for one, other in set(pairwise(parts)):
            if not _are_near(places.get(one, []), places.get(other, [])):
                yield Lack(Missing.NAME, match.group())
                break


def _are_near(ones: Sequence[int], others: Sequence[int]) -> bool:
    if not ones or not others:
        return True  # A word that is missing is told on its own.
    known = set(others)
    return any(one + step in known for one in ones for step in range(-_APART, _APART + 1))


def _codes(claim: str, evidence: str) -> Iterator[Lack]:
    """Identifiers such as `GPT-4` or `user_id`, which must stand there as they are."""
    there = {_code(match.group()) for match in _CODE.finditer(evidence)}
    for match in _CODE.finditer(claim):
        word = match.group()
        is_code = _IS_CODE.search(word) and re.search(r"[A-Za-z]{2}|[A-Za-z]-\d", word)
        if not is_code or re.match(r"\d", word):
            continue
        if _code(word) not in there and not _stands(word, evidence):
            yield Lack(Missing.NAME, word)


def _code(word: str) -> str:
    if re.fullmatch(r"(?:[A-Z]\.)+[A-Z]", word):
        return word.replace(".", "").lower()
    return word.lower().removesuffix("s") if len(word) > 2 and word[:-1].isupper() else word.lower()


def _stands(word: str, evidence: str) -> bool:
    """Whether a compound stands there in parts: `RAG-based`, where the text has `RAG`."""
    if any(letter.isdigit() for letter in word):
        return False
    there = {_key(each) for each in words(evidence)}
    return all(
        _key(each) in there for part in re.findall(r"\w*[A-Z]\w*", word) for each in words(part)
    )
