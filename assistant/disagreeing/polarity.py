"""Words that say the opposite of each other, by what they are about."""

import re
from enum import StrEnum

from corpus import stem

NEGATIONS = frozenset("not no never neither nor without hardly cannot longer".split())


class Scale(StrEnum):
    """What two opposite words measure."""

    AMOUNT = "amount"
    COST = "cost"
    EFFECT = "effect"
    CHANGE = "change"
    EASE = "ease"
    SPEED = "speed"
    SAFETY = "safety"
    NEED = "need"
    ABILITY = "ability"
    ADVICE = "advice"


_WORDS = {
    Scale.AMOUNT: (
        "few fewer little less small smaller minimal modest limited scarce tiny handful low",
        "many much large larger big substantial extensive significant vast huge lot lots plenty"
        " considerable massive enormous ample high thousands millions",
    ),
    Scale.COST: (
        "cheap cheaper inexpensive affordable economical free low-cost cost-effective",
        "expensive costly pricey unaffordable pricier costlier",
    ),
    Scale.EFFECT: (
        "harm harms harmful hurt hurts worsen worsens damage damages damaging detrimental"
        " impair impairs weaken weakens weakened harmed worsened damaged impaired degraded"
        " degrade degrades bad worse ineffective useless",
        "help helps helpful improve improves benefit benefits beneficial enhance enhances"
        " strengthen strengthens strengthened helped improved benefited enhanced protected good"
        " better effective useful protect protects",
    ),
    Scale.CHANGE: (
        "decreased reduced lowered decrease decreases reduce reduces lower lowers shrink"
        " shrinks cut cuts fall falls drop drops decline declines shorten shortens",
        "increased raised boosted increase increases raise raises boost boosts grow grows rise"
        " rises lengthen lengthens",
    ),
    Scale.EASE: (
        "easy easier simple simpler straightforward effortless",
        "hard harder difficult complex complicated tricky demanding",
    ),
    Scale.SPEED: (
        "slow slower slowly lengthy time-consuming sluggish",
        "fast faster quick quicker quickly rapid rapidly swift",
    ),
    Scale.SAFETY: (
        "unsafe dangerous risky toxic poisonous hazardous",
        "safe safely harmless nontoxic",
    ),
    Scale.NEED: (
        "optional unnecessary needless voluntary",
        "must required require requires necessary need needs needed mandatory compulsory"
        " obligatory essential",
    ),
    Scale.ABILITY: (
        "cannot unable impossible forbidden prohibited banned illegal",
        "can able possible allowed permitted legal",
    ),
    Scale.ADVICE: (
        "avoid avoided discouraged inadvisable",
        "should recommended recommend recommends advisable advised",
    ),
}
POLES = {
    word: (scale, sign)
    for scale, sides in _WORDS.items()
    for sign, side in zip((-1, 1), sides, strict=True)
    for word in side.split()
}
"""By word, its scale and on which end of it the word is."""
POLE_STEMS = frozenset(stem(word) for word in POLES)
_CUES = {
    Scale.AMOUNT: r"how (?:much|many|large|big|small)|amounts?|enough|needs?|requir\w*|takes?"
    r"|little|lots?|large|big|small|limited|less|size|few",
    Scale.COST: r"costs?|costly|expensive|cheap\w*|prices?|pricey|afford\w*|money|budgets?|free",
    Scale.EFFECT: r"help\w*|harm\w*|hurts?|good|bad|benefi\w*|effects?|effective\w*|improv\w*"
    r"|worse\w*|better|work|works|damag\w*|protect\w*|enhanc\w*|affects?|useful|impacts?",
    Scale.CHANGE: r"increas\w*|decreas\w*|reduc\w*|rais\w*|lower\w*|affects?|effects?|impacts?"
    r"|chang\w*|grow\w*|shrinks?|influence\w*|happens?|boost\w*|shorten\w*|more|less",
    Scale.EASE: r"eas\w+|hard\w*|difficult\w*|simpl\w+|complex\w*|complicated|tricky",
    Scale.SPEED: r"fast\w*|slow\w*|quick\w*|speed\w*|long|rapid\w*|time",
    Scale.SAFETY: r"safe\w*|danger\w*|risk\w*|toxic\w*|harm\w*|poison\w*|hazard\w*",
    Scale.NEED: r"needs?|needed|requir\w*|necessary|must|have to|has to|mandatory|optional"
    r"|compulsory|essential|obligat\w*",
    Scale.ABILITY: r"can|able|possible|allowed|permitted|legal|may|could",
    Scale.ADVICE: r"should|recommend\w*|advis\w*|ok|okay|good idea|avoid",
}
SCALES_ASKED = {
    scale: re.compile(rf"\b(?:{cues})\b", re.IGNORECASE) for scale, cues in _CUES.items()
}
"""Words of a question that asks where something stands on a scale."""


def are_opposite(one: str, other: str) -> bool:
    """Whether two words stand on opposite ends of one scale.

    >>> are_opposite("cheap", "expensive"), are_opposite("cheap", "slow")
    (True, False)
    """
    first, second = POLES.get(one), POLES.get(other)
    return bool(first and second and first[0] == second[0] and first[1] != second[1])
