"""The words of a question as rewriting sees them: in order, with their places and their kinds."""

import re
from dataclasses import dataclass

from corpus import content_words, stem

_TOKEN = re.compile(r"[^\W_]+(?:['’./&+-][^\W_]+)*")

AUXILIARIES = frozenset(
    """am is are was were be been being do does did have has had can could will would shall should
    may might must isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't can't
    cannot couldn't won't wouldn't shouldn't what's who's where's how's that's it's there's
    whats doesnt dont didnt isnt arent wasnt cant wont havent hasnt couldnt wouldnt
    shouldnt""".split()
)
ASKING = frozenset("what which who whom whose when where why how what's who's whats".split())
BOUNDARIES = frozenset(
    """and but or if when while because since although though before after until unless so that
    which who whose where how why whether than then as once""".split()
)
"""Words at which a new clause may begin."""

_COMMON = frozenset(
    stem(word)
    for word in """accept add affect allow answer appear apply ask assist avoid become begin
    believe belong bother break bring build buy call cancel care cause change check choose
    clarify come compare complete confuse connect consider contain contact continue convert cost
    cover create deal decide delete depend describe determine differ discuss do earn elaborate
    enable end ensure enter exist expect explain express fail feel file fill find fit fix follow
    forget function gain get give go happen have hear help hold impact implement improve include
    increase influence involve keep know lead learn leave let like list live look lose love make
    manage matter mean measure meet mention move name need obtain occur offer open operate own pay
    perform play prefer prevent produce provide put qualify reach read receive
    recommend reduce refer relate remain remove replace require result return run say see seem
    select sell send serve set share show sign solve sound speak spend stand start stay stop
    submit suggest support switch take talk tell think touch treat try turn understand update use
    view visit wait want watch wonder work worry write""".split()
)
"""Verbs, stemmed, that many questions have, whatever they are about."""

GENERIC = frozenset(
    stem(word)
    for word in """advice amount anything aspect bit case chance choice comparison concept data
    detail difference document everything example explanation fact factor feature following form
    guy idea information instance issue item kind level lot main matter method nothing number
    option order overview part people person place point possible possibility problem purpose
    question reason regard rest right row rule side situation someone something sort specific step
    stuff summary thing time topic type various way word able actual additional best better
    available basic big certain clear common correct current easy general good great hard
    important interesting large least less likely long main many much new next old own particular
    please popular quick real really recent short simple small sorry sure thank true typical
    typically usually well yes yet bad fine first last okay ok hi hello hey oh wow btw like
    maybe actually also even still already again ever never always often sometimes else however
    therefore furthermore additionally moreover according whenever wherever whatever anyone anybody
    someone somebody everyone everybody nobody among besides behind beyond since yourself myself
    another together directly separately certainly simply specifically generally definitely
    unfortunately terrible wonderful awesome nice help assistance lots plenty anymore nowadays today
    one two three four five six seven eight nine ten etc e.g i.e pls oops
    others other whole entire worth worthwhile
    """.split()
)
"""Words, stemmed, that do not tell by themselves what is spoken of."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text and where it stands."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """The word in lower case, apostrophes straight."""
        return self.text.lower().replace("’", "'")

    @property
    def stem(self) -> str:
        """The word without its English endings."""
        return stem(self.lower)

    @property
    def is_content(self) -> bool:
        """Whether it carries meaning: no stop word and no auxiliary."""
        return self.lower not in AUXILIARIES and bool(content_words(self.text))

    @property
    def is_common(self) -> bool:
        """Whether it is one of the verbs that most questions have."""
        return self.stem in _COMMON

    @property
    def is_topical(self) -> bool:
        """Whether it tells what is spoken of: a content word, no common verb, not generic."""
        return self.is_content and not self.is_common and self.stem not in GENERIC

    @property
    def is_capital(self) -> bool:
        """Whether it is written as a name, an abbreviation or a number."""
        return any(letter.isupper() or letter.isdigit() for letter in self.text)


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text in order; `COVID-19`, `6.15.0` and `it's` are one each."""
    return tuple(Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text))


def is_latin(text: str) -> bool:
    """Whether a text has words, and most of their letters are of the Latin alphabet."""
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(letter < "\u0250" for letter in letters) > len(letters)
