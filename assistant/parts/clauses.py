"""Where one question of a sentence ends and the next begins."""

import re
from collections.abc import Iterator

_AUXILIARY = (
    "(?:is|are|was|were|do|does|did|can|could|should|would|will|has|have|had|may|might|must|am)"
)
_PRONOUN = "(?:i|you|we|they|he|she|it|one)"
_DETERMINER = "(?:the|a|an|this|that|these|those|my|your|our|their|its|his|her|any|some|all)"
_MEASURE = "(?:many|much|long|often|far|old|big|large|fast|soon|high|well|hard|easy|accurate)"


def _starts(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_NEVER_SUBJECT = f"(?!{_PRONOUN}\\b|{_DETERMINER}\\b)"
_ADVERBIAL = _starts(
    rf"(?:when|where|why|how)(?:['’]s)? (?:else |exactly |then )?(?:{_AUXILIARY}\b|to\b)"
    rf"|(?:where|how|when|what|who)['’]s\b|how (?:{_MEASURE}|\w+ly)\b.* {_AUXILIARY}\b"
    rf"|how \w+ (?:is|are|was|were) |how {_MEASURE} (?!{_PRONOUN}\b|{_DETERMINER}\b)\w+"
)
_OF = "(?:(?:for|in|at|to|from|by|with|on|of|after|before|until|since|under|during|about) )"
_NOMINAL = _starts(
    rf"{_OF}?(?:what|which|whose) (?:else )?{_AUXILIARY}\b"
    rf"|{_OF}?(?:what|which|whose) {_NEVER_SUBJECT}"
    rf"(?:[\w'’/-]+ ){{1,5}}?{_AUXILIARY}\b"
    rf"|who(?:m|se)? {_NEVER_SUBJECT}\w+|what (?:happens|happened|causes|caused|makes|made)\b"
)
_YES_NO = _starts(rf"{_AUXILIARY} (?:not )?(?:{_PRONOUN} \w|(?:{_DETERMINER}|there)\b.*\w \w)")
_ANY_YES_NO = _starts(rf"{_AUXILIARY} \w+.* \w")
_TELL = "(?:please )?(?:explain|describe|define|compare|summari[sz]e|tell me|give me|show me)"
_IMPERATIVE = _starts(rf"{_TELL} (?:\w+\W+){{0,3}}\w|(?:list|name|outline|mention) \w+")
_ALSO_TELL = _starts(rf"(?:also |then )?{_TELL} \w+")
_LINK = re.compile(
    r"\s*[,;]?\s+(?:and|but|plus|&)(?: also| then)?,? (?=\w)|\s*;\s+|,\s+(?=(?:wh|how)\w*\b)",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(
    r"\b(?:between|both|either|the|a|an|of|and|or|to|than|with|whether|if|know|understand)\W*$"
    r"|\bbetween\b(?!.*\band\b)|\bboth\b(?!.*\band\b)",
    re.IGNORECASE,
)
_NO_QUESTION = re.compile(r"[Ww]hat if\b|WHO\b|(?:[Hh]ow|[Ww]hat) about\b")
"""`What if` only sets a case, `what about` leans on what was said, and WHO is a name."""
_QUESTION_WORD = re.compile(r"\b(?:[Ww]ho|[Ww]hat|[Ww]hich|[Ww]hen|[Ww]here|[Ww]hy|[Hh]ow)\b")
_SHORTEST = 3


def asks(clause: str) -> bool:
    """Whether a clause has the form of a question that can stand first in a sentence."""
    if _NO_QUESTION.match(clause):
        return False
    return bool(
        _ADVERBIAL.match(clause)
        or _NOMINAL.match(clause)
        or _ANY_YES_NO.match(clause)
        or _IMPERATIVE.match(clause)
    )


def asks_somewhere(sentence: str) -> bool:
    """Whether a sentence with a question mark has a question word, e.g. `In 1999 who won?`."""
    is_marked = sentence.rstrip("\"')”’ ").endswith("?")
    return is_marked and bool(_QUESTION_WORD.search(sentence)) and not _NO_QUESTION.match(sentence)


def tells(clause: str) -> bool:
    """Whether a clause has the form of an order, e.g. `explain how it works`."""
    return bool(_IMPERATIVE.match(clause))


def clauses(sentence: str) -> tuple[str, ...]:
    """The questions that a sentence strings together, one after the other; often it is one.

    >>> clauses("How much does it cost and who sells it?")
    ('How much does it cost', 'who sells it?')
    >>> clauses("What is learnt about bats and how they drive evolution?")
    ('What is learnt about bats and how they drive evolution?',)
    """
    found = []
    start = 0
    for end, following in _links(sentence):
        left, right = sentence[start:end], sentence[following:]
        if _is_whole(left) and _follows(right):
            found.append(left.rstrip(" ,;"))
            start = following
    return (*found, sentence[start:])


def _links(sentence: str) -> Iterator[tuple[int, int]]:
    for match in _LINK.finditer(sentence):
        yield match.start(), match.end()


def _is_whole(left: str) -> bool:
    return asks(left) and not _UNFINISHED.search(left) and len(left.split()) > 1


def _follows(right: str) -> bool:
    if _ALSO_TELL.match(right) or re.match(r"who \w+\W*$", right):
        return True
    if len(re.findall(r"\w+", right)) < _SHORTEST or _NO_QUESTION.match(right):
        return False
    return bool(_ADVERBIAL.match(right) or _NOMINAL.match(right) or _YES_NO.match(right))
