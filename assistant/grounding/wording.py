"""Small words that change what a sentence says: denials, hedges, causes, `all` and `if`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.disagreeing import POLES
from assistant.grounding.lack import Lack, Missing
from corpus import content_words, sentence_spans, stem, words

_DENIAL = re.compile(
    r"\b(?:not(?! (?:only|just|merely|simply|necessarily)\b)|no(?! (?:doubt|matter)\b)|never"
    r"|neither|nor|without|hardly|barely|scarcely|cannot|\w+n['’]t|none|nothing|nobody|nowhere"
    r"|unable|impossible|lack(?:s|ed|ing)?|fail(?:s|ed|ing)?|instead of|rather than|seldom|rarely"
    r"|prevent\w*|absence|avoid(?:s|ed|ing)?|false|untrue|incorrect\w*|wrong\w*|refus\w+"
    r"|stop(?:s|ped)?|not necessarily)\b(?! (?:whether )?or not\b)",
    re.IGNORECASE,
)
_HEDGES = (
    re.compile(
        r"\b(?:may(?! \d)|might|(?:could|can)(?! not\b)|possibly|perhaps|maybe"
        r"|sometimes|occasionally|some"
        r"|potentially|rarely|seldom|a few|in (?:some|certain|rare) cases|certain|not always"
        r"|not necessarily|claim\w*|alleged\w*|rumou?r\w*)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:often|frequently|many|likely|probabl\w+|tends?|suggest\w*|appears?|appeared|seems?"
        r"|seemed|expect\w*|believed|estimate[ds]?|hope[ds]?|plan(?:s|ned)?|should|intend\w*|aims?"
        r"|thought to|reported\w*|propos\w+|relatively|partly|partially)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:usually|typically|generally|most|mostly|normally|almost|nearly|commonly|largely"
        r"|mainly|in general|tend to|as a rule)\b",
        re.IGNORECASE,
    ),
)
"""Words that make a statement less sure, the weakest first."""
_CAUSE = re.compile(
    r"\b(?:because|caus(?:e|es|ed|ing)|lead(?:s|ing)? to|led to|result(?:s|ed|ing)? (?:in|from)"
    r"|as a (?:result|consequence)|due to|owing to|thanks to|therefore|thus|hence|consequently"
    r"|so that|that is why|which is why|the reason|reasons? (?:why|for|that)|responsible for"
    r"|bring(?:s|ing)? about|brought about|give(?:s|n)? rise to|trigger(?:s|ed|ing)?"
    r"|stem(?:s|med|ming)? from|contribut\w+ to|accordingly|for this reason)\b",
    re.IGNORECASE,
)
_SCOPES = tuple(
    re.compile(rf"\b(?:{'|'.join(group.split('|'))})\b", re.IGNORECASE)
    for group in (
        "all|every|each|everyone|everybody|everything|everywhere|any|anyone|anything|entire|entirely"
        "|whole|wholly|completely|fully|invariably|universally|throughout|always|totally"
        "|in every case|regardless",
        "only|solely|exclusively|sole|nothing but|no one else|just one|unique|uniquely|alone",
        "must|requir\\w+|need(?:s|ed)? to|ha(?:s|ve) to|necessary|necessarily|mandatory|essential"
        "|obligatory|compulsory|indispensable|needed|needs|crucial|critical|vital",
        "guarantee\\w*|ensur\\w+|certainly|definitely|prove[ns]?|proved|undoubtedly|without doubt"
        "|no doubt|inevitabl\\w+|always",
        "never|under no circumstances|at no time|in no case",
        "most|mostly|majority|usually|generally|typically|normally",
        "best|optimal|ideal|perfect|unbeatable",
        "worst",
        "largest|biggest|greatest",
        "smallest|least|minimal",
        "highest",
        "lowest",
        "fastest|quickest",
        "cheapest",
        "main|primary|principal|chief|major|key|most important",
        "impossible|cannot|can(?:['’]t| not)",
    )
)
"""Words that widen what is said, by what they widen; the evidence must widen the same."""
_CONDITION = re.compile(
    r"\b(?<!even )(?<!as )(?<!what )(?<!see )(?<!check )(?:only if|if|unless|except|provided that"
    r"|providing|as long as|so long as|assuming|only when|only for|depending on|depends on"
    r"|in rare cases|in some cases|in certain cases|other than)\b",
    re.IGNORECASE,
)
_CONDITIONS_KEPT = re.compile(
    r"\b(?:if|unless|except|provided|providing|as long as|so long as|assuming|when|whenever|where"
    r"|once|only|depend\w*|with|without|for|in|case|cases|until|other than|given)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[,;:.!?()\n—–]|\s-\s|\b(?:but|and|or|while|whereas|although|though|because|so|yet)\b",
    re.IGNORECASE,
)
_REACH = 4
"""Content words after a denial or hedge that it is taken to be about."""
_LOOK = 160
"""Characters after it in which they are looked for."""
_PREFIX = re.compile(r"(?:un|non|in|im|ir|il|dis)-?(?=[a-z]{4})")
_NO_PREFIX = frozenset("increase increased increases include includes included including".split())


@dataclass(frozen=True, slots=True)
class _Cue:
    """A small word, and the stems of the words it is about."""

    words: str
    about: frozenset[str]


def missing_wording(claim: str, evidence: str) -> Iterator[Lack]:
    """Each small word that the claim adds to the evidence or loses from it."""
    yield from _denials(claim, evidence)
    yield from _opposites(claim, evidence)
    yield from _lost_hedges(claim, evidence)
    if (cause := _CAUSE.search(claim)) and not _CAUSE.search(evidence):
        yield Lack(Missing.CAUSE, cause.group())
    yield from _widened(claim, evidence)
    yield from _lost_conditions(claim, evidence)


def _denials(claim: str, evidence: str) -> Iterator[Lack]:
    mine, yours = _cues(_DENIAL, claim), _cues(_DENIAL, evidence)
    said, told = _stems(claim), _stems(evidence)
    negative = _prefixed(claim, told), _prefixed(evidence, said)
    denied = frozenset().union(*(cue.about for cue in mine)) | negative[0]
    refused = frozenset().union(*(cue.about for cue in yours)) | negative[1]
    for cue in mine:
        if not (yours or negative[1]) or (cue.about and not cue.about & refused):
            yield Lack(Missing.NEGATION, cue.words)
    for cue in yours:
        is_kept = bool(cue.about & denied) if cue.about else bool(mine)
        if not is_kept and _is_about(cue, said):
            yield Lack(Missing.NEGATION, cue.words)
    # `unsafe` for `safe`, where nothing else denies it.
    for one, other in ((negative[0], refused), (negative[1], denied)):
        for stemmed in sorted(one - other):
            yield Lack(Missing.NEGATION, stemmed)


def _prefixed(text: str, other: frozenset[str]) -> frozenset[str]:
    """Stems that `text` has with a denying prefix, where the other text has them without."""
    found = set()
    for word in words(text.replace("-", "")):
        match = None if word in _NO_PREFIX else _PREFIX.match(word)
        if match and stem(word[match.end() :]) in other and stem(word) not in other:
            found.add(stem(word[match.end() :]))
    return frozenset(found)


def _opposites(claim: str, evidence: str) -> Iterator[Lack]:
    """Words whose opposite the evidence has, and nothing on their own side."""
    if _DENIAL.search(claim) or _DENIAL.search(evidence):
        return
    there = words(evidence)
    sides = {POLES[word] for word in there if word in POLES}
    known = {stem(word) for word in there}
    for word in words(claim):
        pole = POLES.get(word)
        if pole and stem(word) not in known and pole not in sides and (pole[0], -pole[1]) in sides:
            yield Lack(Missing.NEGATION, word)


def _lost_hedges(claim: str, evidence: str) -> Iterator[Lack]:
    said = _stems(claim)
    mine: list[_Cue] = []
    sentences = _sentences_about(said, evidence)
    for hedge in _HEDGES:
        # A weaker hedge of the same words keeps a stronger one.
        mine += _cues(hedge, claim)
        for cue in (cue for sentence in sentences for cue in _cues(hedge, sentence)):
            if _is_about(cue, said) and not any(_share(cue, other) for other in mine):
                yield Lack(Missing.HEDGE, cue.words)


def _share(one: _Cue, other: _Cue) -> bool:
    """Whether two small words are about the same, as far as is known."""
    return not one.about or not other.about or bool(one.about & other.about)


def _widened(claim: str, evidence: str) -> Iterator[Lack]:
    for scope in _SCOPES:
        if (match := scope.search(claim)) and not scope.search(evidence):
            yield Lack(Missing.SCOPE, match.group())


def _lost_conditions(claim: str, evidence: str) -> Iterator[Lack]:
    said = _stems(claim)
    for sentence in _sentences_about(said, evidence):
        for cue in _cues(_CONDITION, sentence):
            keeps = _CONDITIONS_KEPT.search(claim) and cue.about & said
            if cue.about and not keeps:
                yield Lack(Missing.SCOPE, cue.words)


def _sentences_about(said: frozenset[str], evidence: str) -> list[str]:
    """The sentences that have at least a third of what is said; no others limit it."""
    sentences = [span.of(evidence) for span in sentence_spans(evidence)]
    return [one for one in sentences if 3 * len(_stems(one) & said) >= len(said)]


def _is_about(cue: _Cue, said: frozenset[str]) -> bool:
    """Whether at least half of what a small word is about is said, so that the word counts."""
    return 2 * len(cue.about & said) >= len(cue.about)


@lru_cache(maxsize=1024)
def _cues(pattern: re.Pattern[str], text: str) -> tuple[_Cue, ...]:
    found = []
    for match in pattern.finditer(text):
        end = match.end()
        about = _following(text[end : end + _LOOK]) or _following(text[match.start() : end + _LOOK])
        found.append(_Cue(match.group(), about))
    return tuple(found)


def _following(text: str) -> frozenset[str]:
    """Stems of the first content words of `text`, up to the end of its clause."""
    for end in _CLAUSE_END.finditer(text):
        if inside := content_words(text[: end.start()]):
            break
    else:
        inside = content_words(text)
    return frozenset(stem(word) for word in inside[:_REACH])


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(text))
