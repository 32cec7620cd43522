"""What kind of answer a question asks for, from its own words."""

import re
from enum import StrEnum


class Asked(StrEnum):
    """The kind of answer a question asks for."""

    NUMBER = "number"
    TIME = "time"
    PERSON = "person"
    LIST = "list"
    COMPARISON = "comparison"
    YES_NO = "yes_no"
    OTHER = "other"


_COUNTED = (
    r"(?:advantages?|aspects?|benefits?|challenges|characteristics|components|concepts|concerns"
    r"|considerations|cons|criteria|difficulties|disadvantages?|downsides|drawbacks|elements"
    r"|examples|factors|features|issues|kinds|limitations|methods|obstacles|options|parts|phases"
    r"|pitfalls|points|principles|problems|procedure|process|pros|reasons|requirements|risks"
    r"|stages|steps|strengths|takeaways|tasks|techniques|things|tips|types|upsides|use cases"
    r"|uses|ways|weaknesses|workflow)"
)
_RULES = (
    (Asked.NUMBER, r"\bhow (?:many|much|long|often|large|big|high|far|old)\b|\bpercent|\bwhat (?:number|share|amount|figure)\b"),
    (Asked.TIME, r"^when (?:did|was|were)\b|\b(?:what|which) (?:year|date|day|month|time)\b|\bin what year\b"),
    (Asked.PERSON, r"\bwho(?:m|se)?\b|\bwhich (?:person|expert|author|company)\b"),
    (Asked.COMPARISON, r"\b(?:compar\w*|differ\w*|versus|vs\.?|distinguish\w*)\b|\bbetter\b.*\bor\b"),
    (Asked.LIST, rf"\b(?:what|which|list|name|give|tell|describe|show|explain|outline|are there|any)\b.*\b{_COUNTED}\b|^(?:the )?(?:\w+ ){{0,4}}{_COUNTED}\b|\bsteps\b"),
    (Asked.YES_NO, r"^(?:is|are|was|were|do|does|did|can|could|should|will|would|has|have|may|must)\b"),
)  # fmt: skip


def asked_for(question: str) -> Asked:
    """The kind of answer `question` asks for; `OTHER` where its words do not tell."""
    lowered = " ".join(question.lower().split())
    for asked, pattern in _RULES:
        if re.search(pattern, lowered):
            return asked
    return Asked.OTHER


_DIGITS = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand"
    r"|million|billion|half|twice|once|double|percent)\b",
    re.IGNORECASE,
)
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
