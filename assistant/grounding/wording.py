"""Small words that change how much a sentence says: hedges, causes, `all` and `if`."""

import re
from collections.abc import Iterator

from assistant.grounding.cues import cues, sentences_about
from assistant.grounding.lack import Lack, Missing
from corpus import stems

_HEDGES = (
    re.compile(
        r"\b(?:may(?! \d)|might|(?:could|can)(?! not\b)|possibly|perhaps|maybe"
        r"|sometimes|occasionally|some"
        r"|potentially|rarely|seldom|a few|in (?:some|certain|rare) cases|not always"
        r"|not necessarily|claim(?:s|ed)?|alleged\w*|rumou?r\w*)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:often|frequently|many|likely|probabl\w+|tends?|suggest\w*|appears?|appeared|seems?"
        r"|seemed|expected|believed|estimated|hoped|thought to|reportedly|proposed|partly"
        r"|partially)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:usually|typically|generally|most|mostly|normally|almost|nearly|commonly|largely"
        r"|mainly|in general|tend to|as a rule)\b",
        re.IGNORECASE,
    ),
)
"""Words that make a statement less sure, the weakest first."""
_UNSURE = re.compile(
    r"\b(?:may|might|can|could|would|possib\w+|potential\w*|able|lets?|allow\w*|enabl\w+|helps?"
    r"|options?|perhaps|maybe|sometimes|some|few|often|frequent\w*|common\w*|many|several|various"
    r"|majority|most|mostly|mainly|main|largely|usual\w*|typical\w*|general\w*|normal\w*|almost"
    r"|nearly|likely|unlikely|improbab\w+|probabl\w+|tend\w*|suggest\w*|appear\w*|seem\w*"
    r"|expect\w*|belie\w+|estimat\w+|hope\w*|think\w*|thought|said|says?|saying|claim\w*"
    r"|alleged\w*|reported\w*|recommend\w*|advis\w+|aim\w*|want\w*|plan\w*|intend\w*|goal"
    r"|about|around|roughly|approximately|part(?:ly|ially)|relatively|up to|at most|if|case|cases"
    r"|depend\w*|ideal\w*|suit\w*|good|one)\b",
    re.IGNORECASE,
)
"""The same, and words that may stand for one in other words."""
_CAUSE = re.compile(
    r"\b(?:because|caus(?:e|es|ed|ing)|lead(?:s|ing)? to|led to|result(?:s|ed|ing) from"
    r"|as a (?:result|consequence)|due to|owing to|thanks to|therefore|thus|hence|consequently"
    r"|that is why|which is why|the reason|reasons? (?:why|for|that)|responsible for"
    r"|bring(?:s|ing)? about|brought about|give(?:s|n)? rise to|trigger(?:s|ed|ing)?"
    r"|stem(?:s|med|ming)? from|contribut\w+ to|accordingly|for this reason)\b",
    re.IGNORECASE,
)
_LINKED = re.compile(
    _CAUSE.pattern + r"|[:;—–(]|\b(?:so|as|if|when|where|whenever|by|through|via|and (?:this|thus)"
    r"|which|to|for|means?|make[sn]?|making|give[sn]?|gave|let|lets|help\w*|allow\w*|enabl\w*|brings?"
    r"|result\w*|lead\w*|need\w*|require\w*|depend\w*|affect\w*|effect\w*|influenc\w*|reason\w*"
    r"|explain\w*|owe[sd]?|come[s]? from|from)\b",
    re.IGNORECASE,
)
"""Causes, and what may stand for one in other words."""


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_NEEDING = (
    r"must|requir\w+|need\w*|ha(?:s|ve) to|necessar\w+|mandatory|essential|obligat\w+|compulsory"
)
_WIDER = tuple(
    (_words(wide), _words(f"{wide}|{like}"))
    for wide, like in (
        (
            r"all|every|each|everyone|everybody|everything|everywhere|always|entire|entirely|wholly"
            r"|completely|fully|totally|invariably|universally|in every case",
            r"any\w*|both|whole|throughout|regardless",
        ),
        (
            r"only|solely|exclusively|nothing but|just one",
            r"sole|alone|unique\w*|no one else|except|unless|but not",
        ),
        (
            r"guarantee\w*|ensur\w+|certainly|definitely|undoubtedly|without doubt|inevitabl\w+",
            r"mak(?:e|es|ing) sure|so that|always|no doubt|sure|certain",
        ),
        (r"never|under no circumstances|in no case", r"at no time|no one|nobody|nowhere|none"),
        (
            r"best|largest|biggest|greatest|highest|fastest|quickest|cheapest|worst|smallest|lowest",
            r"most|least|optimal|ideal|perfect|top|prefer\w*|than any|than all|first|leading|main",
        ),
        (_NEEDING, r"need\w*|necessar\w+|essential|demand\w*|calls? for|only|cannot|unless|not|no"),
    )
)
"""Words that widen what is said, and what of the evidence is as wide."""
_ADVISED = _words(r"should|may|might|can|could|recommend\w*|advis\w+|suggest\w*|optional\w*")
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


def missing_wording(claim: str, evidence: str) -> Iterator[Lack]:
    """Each small word that the claim adds to the evidence or loses from it."""
    said = stems(claim)
    about = sentences_about(said, evidence)
    yield from _lost_hedges(claim, said, about)
    if (cause := _CAUSE.search(claim)) and not _LINKED.search(evidence):
        yield Lack(Missing.CAUSE, cause.group())
    yield from _widened(claim, evidence)
    yield from _lost_conditions(claim, said, about)


def _lost_hedges(claim: str, said: frozenset[str], about: list[str]) -> Iterator[Lack]:
    weak, *_, strong = _HEDGES
    is_surer = strong.search(claim) and not weak.search(claim)
    for sentence in about:
        if is_surer and weak.search(sentence) and not strong.search(sentence):
            yield from (
                Lack(Missing.HEDGE, cue.words) for cue in cues(weak, sentence) if cue.is_about(said)
            )
        if not _UNSURE.search(claim):
            yield from (
                Lack(Missing.HEDGE, cue.words)
                for hedge in _HEDGES
                for cue in cues(hedge, sentence)
                if cue.is_about(said)
            )


def _widened(claim: str, evidence: str) -> Iterator[Lack]:
    for wide, like in _WIDER:
        match = wide.search(claim)
        # What is needed is often told without such a word; what is only advised is not.
        is_told = wide is _WIDER[-1][0] and not _ADVISED.search(evidence)
        if match and not (is_told or like.search(evidence)):
            yield Lack(Missing.SCOPE, match.group())


def _lost_conditions(claim: str, said: frozenset[str], about: list[str]) -> Iterator[Lack]:
    for sentence in about:
        for cue in cues(_CONDITION, sentence):
            keeps = _CONDITIONS_KEPT.search(claim) and cue.about & said
            if cue.about and not keeps:
                yield Lack(Missing.SCOPE, cue.words)
