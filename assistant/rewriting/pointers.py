"""Words of a question that stand for something said elsewhere: `it`, `those`, `this animal`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from assistant.rewriting.wording import ASKING, AUXILIARIES, BOUNDARIES, Token, tokens


class Kind(StrEnum):
    """What a pointing word stands for."""

    THING = "thing"
    SEVERAL = "several"
    PERSON = "person"
    OWNER = "owner"
    """Of whom or what something is: `its`, `their`, `her` before a noun."""
    NAMED = "named"
    """Something named by its kind: `this animal`."""
    MEMBER = "member"
    """One of a kind: `create one`, `the other ones`."""
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A pointing word, or a pointing word with the noun it goes with."""

    kind: Kind
    text: str
    start: int
    end: int
    is_open: bool
    """Whether nothing in an earlier clause of the question can be what it stands for."""
    is_bare: bool
    """Whether nothing at all in the question before it can be."""
    noun: str = ""
    """Of `NAMED`: the noun."""
    is_subject: bool = False
    """Of `NAMED`: whether the question asks about it, and not only in its regard."""


_PRONOUNS = {
    "it": Kind.THING, "they": Kind.SEVERAL, "them": Kind.SEVERAL,
    "theirs": Kind.SEVERAL, "he": Kind.PERSON, "she": Kind.PERSON,
    "him": Kind.PERSON, "his": Kind.OWNER, "hers": Kind.PERSON, "her": Kind.OWNER,
    "its": Kind.OWNER, "their": Kind.OWNER, "one": Kind.MEMBER, "ones": Kind.MEMBER,
    "there": Kind.PLACE, "it's": Kind.THING, "they're": Kind.SEVERAL, "he's": Kind.PERSON,
    "she's": Kind.PERSON, "that's": Kind.THING,
}  # fmt: skip
_DEMONSTRATIVES = {
    "this": Kind.THING,
    "that": Kind.THING,
    "these": Kind.SEVERAL,
    "those": Kind.SEVERAL,
}
_DESCRIBING = frozenset("who whom that which where i you we they he she with whose".split())
_ORDINALS = frozenset("first second third last next previous latter former main right".split())
_COUNTS = frozenset("two three four both".split())
_DEICTIC = frozenset(
    """year years month months week weeks week's day days hour time times moment morning evening
    night afternoon summer winter spring fall season semester quarter point decade century age era
    stage way ways kind kinds sort type types weekend term document documents text texts page site
    website article articles corpus collection chat app tool book database index file files bot
    assistant case context machine computer laptop phone device account course class program
    programme module lesson section chapter form project error message package packages
    guide manual policy handbook faq study paper report review research model approach author
    authors""".split()
)
"""What one can point at without having spoken of it: the present, and what is at hand."""

_EMPTY_IT = re.compile(
    r"""\bit(?:'s|\s+(?:is|was|be|being|been|would\sbe|will\sbe|has\sbeen))?\s+
        (?:(?:not|still|really|even|also|always|ever|more|less|so|too|very|just|actually)\s+)*
        (?!(?:compar|relat|appl|belong|lead|refer|similar|equal|equivalent|connect|contribut|respon
            |react|superior|inferior|due|link|attach|switch|convert|limit)[\w'-]*\s+to\b)
        (?:
          (?:(?!about\b|for\b|with\b|in\b|on\b|of\b)[\w'-]+\s+){0,2}?[\w'-]+\s+
            (?:to|that|if|when|whether|how|who|for\s+\w+(?:\s\w+)?\s+to)\s
        | (?:worth|like|okay|ok|legal|safe|possible|wise|smart|cheaper|better|any\suse|no\suse)
            \s+(?:\w+ing|to|for|if|that)\b
        | (?:seems?|appears?|depends?|matters?|rains?|snows?|happens?)\b
        | (?:comes?|came|boils?|turns?)\s+(?:down\s+)?(?:to|out)\b
        | (?:true|legal|possible|normal|common|ok|okay|necessary|required|allowed|safe)\s+\w
        )
      | \b(?:make|makes|made|find|finds|found|think|consider)\s+it\s+[\w'-]+\s+(?:to|that|for)\b
      | \bwhat\s+time\s+is\s+it\b
      | \b(?:take|takes|cost|costs|mean|hurt|make\ssense|matter)\s+(?:\S+\s+){0,5}?
            (?:to|if|when|that|for\s+\w+(?:\s+\w+)?\s+to)\s""",
    re.VERBOSE | re.IGNORECASE,
)
"""`it` that stands for nothing, with the words that show it."""
_IT_TAKES = re.compile(
    r"\bit\s+(?:\w+\s+)?(?:takes?|costs?|mean|hurt|make\s+sense|matter|help|pay)\s+"
    r"(?:[^\s?.!,]+\s+){0,5}?(?:to|if|when|that|for\s+\S+(?:\s+\S+)?\s+to)\s",
    re.IGNORECASE,
)


_MOST = 12
"""Pointing words looked at; no question that is understood has more."""


def pointers(question: str) -> tuple[Pointer, ...]:
    """The pointing words of a question in order; pleonastic `it` and conjunctions are none."""
    read = tokens(question)
    found = (_pointer_at(question, read, i) for i in range(len(read)))
    return tuple(islice((one for one in found if one), _MOST))


def _pointer_at(question: str, read: Sequence[Token], i: int) -> Pointer | None:
    token = read[i]
    if usual := _PRONOUNS.get(token.lower):
        kind = _refined(question, read, i, usual)
        return None if kind is None else _pointer(kind, question, read, i)
    if token.lower in _DEMONSTRATIVES:
        return _demonstrative(question, read, i)
    return None


def _refined(question: str, read: Sequence[Token], i: int, kind: Kind) -> Kind | None:
    """The kind of a pronoun where it stands; `None` where it points at nothing."""
    before = read[i - 1].lower if i else ""
    after = read[i + 1].lower if i + 1 < len(read) else ""
    match read[i].lower:
        case "it" | "it's" | "that's":
            return None if _is_empty(question, read[i]) else kind
        case "her" | "his" if not after or not read[i + 1].is_content:
            return Kind.PERSON
        case "one":
            points = before not in ("", "no", "any", "every", "each", "not", "or", "one", "if")
            ends = not after or after in BOUNDARIES or after in ("for", "in", "from", "with")
            return kind if points and ends and before not in ("type", "part", "day") else None
        case "ones":
            return kind if i else None
        case "there":
            lone = after in AUXILIARIES or before in AUXILIARIES or after in ("any", "a", "no")
            return None if lone or before in ("out", "hi", "hello", "hey", "") else kind
    return kind


def _is_empty(question: str, token: Token) -> bool:
    for pattern in (_EMPTY_IT, _IT_TAKES):
        for match in pattern.finditer(question):
            if match.start() <= token.start < match.end():
                return True
    return False


_SAID_OF = frozenset(
    "enough right true correct possible necessary normal safe legal sufficient".split()
)
"""What is said of something: in `is that enough` the word before points."""


def _demonstrative(question: str, read: Sequence[Token], i: int) -> Pointer | None:
    token, kind = read[i], _DEMONSTRATIVES[read[i].lower]
    after = read[i + 1] if i + 1 < len(read) else None
    before = read[i - 1].lower if i else ""
    touches = after and not question[token.end : after.start].strip()
    if not after or not touches:
        return None if before in ("all", "like") and i == 1 else _pointer(kind, question, read, i)
    if after.lower in _SAID_OF and _follows_auxiliary(read, i):
        return _pointer(kind, question, read, i)
    if token.lower == "that" and not _points(read, i):
        return None
    if token.lower in ("those", "these") and after.lower in (
        "who", "that", "which", "with", "in", "of", "from", "whose", "without", "under", "over",
    ):  # fmt: skip
        return None
    if before in ("only", "just", "all") or _is_described(read, i):
        return None
    if after.is_content and not (after.is_common and _follows_auxiliary(read, i)):
        return _named(question, read, i)
    if token.lower in ("this", "that") and after.lower in ("way", "much", "many"):
        return None
    return _pointer(kind, question, read, i)


def _is_described(read: Sequence[Token], i: int) -> bool:
    """Whether `those` is explained by what follows: `those mails where I am alone`."""
    if read[i].lower not in ("these", "those"):
        return False
    if read[i + 1].lower.endswith("ed"):
        return True
    following = [token.lower for token in read[i + 2 : i + 5]]
    return any(word in _DESCRIBING for word in following)


def _points(read: Sequence[Token], i: int) -> bool:
    """Whether `that` points, and does not join clauses."""
    before = read[i - 1].lower if i else ""
    after = read[i + 1].lower
    if before in ("", "and", "but", "so", "of", "for", "about", "like", "at", "on", "with"):
        return after in AUXILIARIES or after in ("mean", "means", "happens", "work", "works")
    return before in AUXILIARIES and not read[i + 1].is_content


def _follows_auxiliary(read: Sequence[Token], i: int) -> bool:
    return i > 0 and read[i - 1].lower in AUXILIARIES


def _named(question: str, read: Sequence[Token], i: int) -> Pointer | None:
    """`this` with the noun that follows; `None` if it is at hand for everybody."""
    last = i + 1
    while (
        last + 1 < len(read)
        and read[last + 1].is_content
        and not read[last + 1].is_common
        and not read[last + 1].lower.endswith("ed")
        and question[read[last].end : read[last + 1].start].isspace()
        and last - i < 4
    ):
        last += 1
    words = [token.lower for token in read[i + 1 : last + 1]]
    if any(word in _DEICTIC or word in _COUNTS for word in words):
        return None
    stems = {token.stem for token in read[i + 1 : last + 1]}
    earlier = _earlier(read, i, question)
    named = {token.stem for token in read[:i]}
    start, end = read[i].start, read[last].end
    noun = question[read[i + 1].start : end]
    is_open = not (stems & named) and not earlier
    is_subject = i == 0 or _follows_auxiliary(read, i)
    return Pointer(Kind.NAMED, question[start:end], start, end, is_open, is_open, noun, is_subject)


def _pointer(kind: Kind, question: str, read: Sequence[Token], i: int) -> Pointer:
    token = read[i]
    earlier = _earlier(read, i, question)
    is_fronted = _follows_auxiliary(read, i)
    before = [] if is_fronted else [one for one in read[:i] if one.is_content]
    # An owner may stand in the same clause: "How does a battery lose its charge?"
    known = before if kind is Kind.OWNER else earlier
    before = [one for one in before if one.lower not in _ORDINALS]
    is_bare = not (earlier or before)
    return Pointer(kind, token.text, token.start, token.end, not known, is_bare)


def _earlier(read: Sequence[Token], i: int, question: str) -> Sequence[Token]:
    """What is spoken of in the clauses before the one of this word."""
    start = i
    while start and not _begins_clause(read, start, question):
        start -= 1
    return [one for one in read[:start] if one.is_topical]


def _begins_clause(read: Sequence[Token], i: int, question: str) -> bool:
    parted = any(mark in question[read[i - 1].end : read[i].start] for mark in ",;:.?!()—–")
    joins = read[i].lower in BOUNDARIES and read[i].lower not in ASKING
    return parted or joins or (read[i].lower in ASKING and i > 0)
