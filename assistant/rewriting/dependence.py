"""Whether a question can be understood without what was said before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.rewriting.pointers import Kind, Pointer, pointers
from assistant.rewriting.wording import ASKING, AUXILIARIES, Token, tokens
from corpus import stem

_FILLER = (
    r"(?:(?:ok(?:ay)?|well|oh|hm+|ah+|sure|thanks?(?: you)?|great|i see|alright|all right|right|yes"
    r"|yeah|no|nope|nice|good|wow|interesting|perfect|got it|cool|please|sorry|hi|hello|hey"
    r"|by the way|btw|that(?:'s|’s| is| was| sounds)(?: really| very)? (?:great|good|fine|nice|ok"
    r"|interesting|right|terrible)|thanks for [^.!?]*)\b[\s,.!;:]*)*"
)
_OPENER = re.compile(
    rf"^\s*{_FILLER}(?P<opener>(?:so\s+)?(?:and|but|or|plus|also|then)\b(?:\s+(?:what|how)\s+about\b"
    r"|\s+what\s+if\b)?|(?:so\s+)?(?:what|how)\s+about\b|what\s+if\b|same\s+for\b|except\b)[\s,]*",
    re.IGNORECASE,
)
_REPAIR = re.compile(
    rf"^\s*{_FILLER}(?:i\s+(?:mean|meant)\b|(?:do|did)\s+you\s+mean\b|you\s+(?:mean|said|told)\b"
    r"|are\s+you\s+(?:saying|sure)\b|so,?\s+(?:are|do|does|is|did|can|you)\b|that\s+means\b"
    r"|i\s+(?:don't|do\s+not)\s+(?:understand|mean)\b)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"^(?:for|in|on|at|with|without|from|to|by|during|after|before|under|over|within|outside|as"
    r"|through|using|via|between|among|if|when|until|since)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:other|others|another|else|more|additional|further|again|instead|too|as well|also|same"
    r"|similar|first|second|third|last|latter|former|next|rest|above|previous|mentioned|following"
    r"|only|still|both|either|neither|each)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:better|worse|best|worst|preferable|(?:cheap|safe|fast|slow|easi|hard|bigg|larg|small|high"
    r"|low|long|short|strong|weak|new|old|earli|lat|great)(?:er|est|r|st)|(?:more|less|most|least)"
    r"\s+(?!about\b|than\b|details?\b|information\b|info\b)[a-z]+(?:ive|able|ible|ful|ent|ant|al|ic"
    r"|ous|ed))\b",
    re.IGNORECASE,
)
_COMPARED_WITH = re.compile(r"\b(?:than|or|versus|vs|between|compared|of|for|in|to)\b", re.I)
_FILLING = re.compile(rf"^\s*{_FILLER}", re.IGNORECASE)
_CLAUSE = re.compile(rf"(?:{'|'.join(sorted((ASKING | AUXILIARIES) - {'what'}))})\b", re.IGNORECASE)
_ASKING_ON = frozenset(
    stem(word)
    for word in """tell explain elaborate clarify give show continue go more detail details example
    examples else reason happen work mean better best cheaper faster safer next same
    other another only say exactly specific so possible""".split()
)
"""Words, stemmed, of questions that ask on and name nothing: `Can you give an example?`"""
_FEW_WORDS = 6


@dataclass(frozen=True, slots=True)
class Dependence:
    """What in a question leans on an earlier turn."""

    pointers: tuple[Pointer, ...]
    """Pointing words that nothing in the question explains."""
    opener: str
    """The words by which it goes on from something, e.g. `And what about`; or empty."""
    rest: str
    """The question without opener."""
    is_repair: bool
    """Whether it corrects or asks back: `I meant ...`."""
    is_fragment: bool
    """Whether it is no sentence: `Enterprise`, `for small teams`."""
    asks_more: bool
    """Whether it asks for another, for the rest, or after the same again."""
    is_half_compared: bool
    """Whether it compares without saying with what."""
    topical: tuple[Token, ...]
    """The words that tell what it is about."""
    has_content: bool
    """Whether it has any word that does not merely ask for more."""

    @property
    def missing(self) -> str:
        """What would have to be known, as a question back; empty if it can be understood alone."""
        bare = [one for one in self.pointers if one.is_bare]
        if bare and self._rests_on(bare[0]):
            return ask_back(bare[0])
        if self.opener and _PREPOSITION.match(self.rest) and len(self.rest.split()) <= _FEW_WORDS:
            return f'"{self.rest}" goes on from another question: what would you like to know?'
        if not (self.has_content or self.is_half_compared):
            return "What is your question about? Please name the subject."
        return ""

    def _rests_on(self, pointer: Pointer) -> bool:
        if pointer.kind is Kind.NAMED:
            return pointer.is_subject or len(self.topical) <= 1
        if pointer.kind in (Kind.PLACE, Kind.MEMBER, Kind.OWNER):
            return not self.topical
        return len(self.topical) <= 1


def dependence(question: str) -> Dependence:
    """How a question depends on what was said before it, from its own words."""
    filler = _FILLING.match(question)
    begin = filler.end() if filler and filler.end() < len(question) else 0
    opener = _OPENER.match(question)
    rest = question[opener.end() :] if opener else question[begin:]
    if opener and opener["opener"].lower().endswith("about") and _CLAUSE.match(rest):
        opener = None
    read = [token for token in tokens(question) if token.start >= begin]
    return Dependence(
        pointers=tuple(one for one in pointers(question) if one.is_open and one.start >= begin),
        opener=opener["opener"] if opener else "",
        rest=rest.strip(),
        is_repair=bool(_REPAIR.match(question)),
        is_fragment=_is_fragment(rest),
        asks_more=bool(_MORE.search(question)),
        is_half_compared=bool(_COMPARED.search(question)) and not _COMPARED_WITH.search(question),
        topical=tuple(token for token in read if token.is_topical),
        has_content=not _only_asks_on(read),
    )


def _only_asks_on(read: Sequence[Token]) -> bool:
    """Whether it is like `Why?` or `Can you give an example?`."""
    content = [one for one in read if one.is_content]
    if any(one.stem not in _ASKING_ON for one in content):
        return False
    asks_on = any(one.stem in _ASKING_ON for one in read)
    most = _FEW_WORDS + 2 if asks_on else _FEW_WORDS // 2
    return 0 < len(read) <= most and (asks_on or read[0].lower in ASKING)


def _is_fragment(rest: str) -> bool:
    read = tokens(rest)
    return (
        0 < len(read) <= 6
        and not any(token.lower in AUXILIARIES or token.lower in ASKING for token in read)
        and not read[0].is_common
    )


def ask_back(pointer: Pointer) -> str:
    """Asks what a pointing word stands for."""
    if pointer.kind is Kind.PERSON:
        return f'Whom do you mean by "{pointer.text}"?'
    if pointer.kind is Kind.NAMED:
        return f'Which {pointer.noun} do you mean by "{pointer.text}"?'
    return f'What does "{pointer.text}" stand for?'
