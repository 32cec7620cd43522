"""What kind of answer a question asks for, from its own words."""

import re
from enum import StrEnum

from corpus import content_words


class Asked(StrEnum):
    """The kind of answer a question asks for."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    LIST = "list"
    COMPARISON = "comparison"
    EXAMPLE = "example"
    REASON = "reason"
    CONDITION = "condition"
    DEFINITION = "definition"
    YES_NO = "yes_no"
    OTHER = "other"


def _any(words: str) -> str:
    return rf"(?:{'|'.join(words.split())})"


_MEASURES = _any("number share amount figure value price size version percentage salary")
_COUNTED = _any(
    """advantages? aspects? benefits? challenges characteristics components concepts concerns
    considerations cons criteria details difficulties disadvantages? downsides drawbacks elements
    examples factors features issues kinds limitations methods obstacles options parts phases
    pitfalls points principles problems procedure process pros reasons requirements risks stages
    steps strengths takeaways tasks techniques things tips types upsides uses ways weaknesses
    workflow"""
)
ENUMERATING = ("what", "which", "list", "name", "give", "tell", "describe", "show", "explain",
               "outline", "any")  # fmt: skip
"""Words that ask for a list when what can be counted follows."""
_ENUMERATING = _any(" ".join(ENUMERATING))
_AUXILIARY = _any("is are was were do does did can could should will would has have may must")
_RULES = {
    Asked.NUMBER: (
        r"\bhow (?:many|much|long|often|large|big|high|far|old|accurate)\b",
        rf"\b(?:what|which) (?:\w+ )?{_MEASURES}\b",
        r"\bpercent",
    ),
    Asked.TIME: (
        r"^when (?:did|was|were)\b",
        r"\b(?:what|which) (?:year|date|day|month|time)\b",
    ),
    Asked.PERSON: (r"\bwho(?:m|se)?\b", r"\bwhich (?:person|expert|author|company)\b"),
    Asked.COMPARISON: (
        r"\b(?:compar\w*|differ\w*|versus|vs\.?|distinguish\w*)\b",
        r"\bbetter\b.*\bor\b",
    ),
    Asked.LIST: (
        rf"\b{_ENUMERATING}\b.*\b{_COUNTED}\b",
        rf"^(?:the )?(?:\w+ ){{0,4}}{_COUNTED}\b",
        r"\bsteps\b",
    ),
    Asked.EXAMPLE: (r"\bexamples?\b", r"\bfor instance\b"),
    Asked.REASON: (r"^why\b", r"\bwhy$", r"\bhow come\b", r"\breason\b", r"\bwhat makes\b"),
    Asked.CONDITION: (
        r"^when\b",
        r"\bwhen\W*$",
        r"\b(?:should|shall|would) (?:i|we|you|one)\b",
        r"\b(?:situations?|circumstances?|scenarios?|conditions?|cases?|point)\b",
        r"\b(?:worth|suit\w*|appropriate|suggested|recommend\w*|prefer\w*|right choice)\b",
        r"\bwhat (?:kind|sort|type) of\b",
    ),
    Asked.DEFINITION: (
        r"^(?:what|whats|what's) (?:is|are|does|do)?\b(?:\W*\w+){1,6}\W*$",
        r"\b(?:defin\w+|meaning|mean|means)\b",
    ),
    Asked.YES_NO: (rf"^{_AUXILIARY}\b",),
}
"""Patterns of each kind; the first kind that has one in the question is the one asked for."""


def asked_for(question: str) -> Asked:
    """The kind of answer `question` asks for; `OTHER` where its words do not tell."""
    lowered = " ".join(question.lower().split())
    for asked, patterns in _RULES.items():
        if any(re.search(pattern, lowered) for pattern in patterns):
            return asked
    return Asked.OTHER


ASKING_A_VALUE = frozenset({Asked.NUMBER, Asked.TIME, Asked.PERSON})
"""Kinds whose answer is one number, time or name."""

_CUES = {
    Asked.EXAMPLE: r"\b(?:examples?|for instance|such as|among them)\b",
    Asked.REASON: r"\b(?:because|since|so that|due to|reason|therefore|thus|as a result|so)\b",
    Asked.CONDITION: (
        r"\b(?:when|where|if|ideal|suit\w*|best|choice|choose|prefer\w*|appropriate|useful"
        r"|valuable|pays? off|worth|recommend\w*|opt|those who|someone who|depends?|crucial)\b"
    ),
    Asked.DEFINITION: r"\b(?:is|are|means?|refers? to|involves?|consists? of|process|takes)\b",
}
"""Words by which a text gives itself away as an answer of a kind."""


def cue(asked: Asked, evidence: str) -> float:
    """1 if `evidence` has the words that go with the kind asked for, -1 if not, 0 if any may."""
    pattern = _CUES.get(asked)
    if pattern is None:
        return 0.0
    return 1.0 if re.search(pattern, evidence, re.IGNORECASE) else -1.0


_NUMERALS = _any(
    """two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty
    forty fifty sixty seventy eighty ninety dozen hundred thousand million billion half quarter
    twice once double percent"""
)
_DIGITS = re.compile(rf"\d|\b{_NUMERALS}\b", re.IGNORECASE)
_TIME = re.compile(
    r"\b(?:1[0-9]{3}|20[0-9]{2})\b|\b(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December|century|yesterday|today|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday)\b"
)
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'’-]+")


def holds(asked: Asked, evidence: str, question: str) -> bool:
    """Whether `evidence` has what the question asks for: a new number, time or name.

    True for kinds that do not ask for a value.
    """
    patterns = {Asked.NUMBER: _DIGITS, Asked.TIME: _TIME, Asked.PERSON: _NAME}
    pattern = patterns.get(asked)
    if pattern is None:
        return True
    known = question.lower()
    return any(match.group().lower() not in known for match in pattern.finditer(evidence))


_SPECIFIC = re.compile(
    r"(?<=[\w.,;:)] )[A-Z][\w-]*"  # a capital, not at the start
    r"|\b\w*\d[\w.]*"  # a digit
    r"|\b\w*[a-z][A-Z]\w*|\b[A-Z]{2,}\w*"  # LoRA, FDA
)


def specifics(question: str) -> frozenset[str]:
    """The names and numbers of a question, folded: an answer must be about the same ones."""
    # Where most words are capitalised, capitals say nothing.
    own = question.split()
    titled = len(own) > 4 and sum(word[:1].isupper() for word in own) > 0.8 * len(own)
    found = {word for match in _SPECIFIC.findall(question) for word in content_words(match)}
    return frozenset(word for word in found if not titled or any(c.isdigit() for c in word))
