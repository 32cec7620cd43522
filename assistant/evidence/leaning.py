"""Whether a sentence can be understood without the one before it, from how it begins."""

import re


def _any(words: str) -> str:
    return rf"(?:{'|'.join(words.split())})"


_LINKS = (
    r"(?:however|also|moreover|furthermore|additionally|similarly|likewise|consequently|therefore"
    r"|thus|hence|nevertheless|nonetheless|still|yet|but|and|so|or|indeed|often|usually|sometimes"
    r"|finally|overall|today|now|later|besides|again|in (?:addition|fact|contrast|general"
    r"|particular|short|turn|other words|\d{4})|by contrast|on the other hand|as a result"
    r"|at the same time|over time|of course|after all|that said|even so)\b,? "
)
"""Words that link a sentence to another without naming anything."""

_BEFORE_A_POINTER = (
    r"(?:in|on|for|from|by|to|at|of|as|after|before|during|under|through|within|among|between"
    r"|until|since|because|once|if|while|based on|all|(?:all|each|some|most|many|one|none|either)"
    # `Because of their shells, snails ...` points forward.
    r" of|(?:with|without|like|unlike|despite|besides|because of|due to|instead of|in addition to"
    r"|thanks to)(?! (?:its|his|her|their)\b)) "
)

_OWN_NAMES = _any(
    """articles? blog book chapter course documents? faq form guide guidance handbook leaflet manual
    notice pages? paper policy posts? report review sections? site study survey tutorial website
    year month week season spring summer autumn winter decade century"""
)
"""What a text calls itself or its time: `this guide` points at nothing before."""

_JUDGED = _any(
    """advisable best better clear common crucial critical customary difficult easier easy essential
    fair good hard harder helpful ideal illegal important impossible imperative legal likely
    mandatory necessary normal obvious permissible possible preferable prudent rare reasonable
    recommended required safe safer sensible sufficient time true typical unlikely unnecessary
    unusual useful usual vital wise worth worthwhile"""
)
_TOLD = _any(
    """argued assumed believed claimed estimated expected found hoped known noted reported said
    shown suggested thought understood"""
)
_ADVERBS = _any(
    """absolutely also always almost even especially extremely far generally highly just less more
    most much never not now often only particularly quite still therefore too usually very well
    widely"""
)
_BEING = (
    r"(?:['’]s| is| was| (?:will|would|may|might|can|could|should|must) be| has been| becomes"
    r"| became| remains)"
)
_EXPLETIVE = (
    rf"(?:{_BEING}(?: {_ADVERBS})*"
    rf"(?: {_JUDGED}(?: for(?: [\w'’-]+){{1,5}}?)?"
    r" (?:to|that|whether|if|when|how|why|what|who|where|not|\w+ing)\b"
    rf"| {_TOLD} (?:that|whether|how|why)\b"
    r"| up to\b| an? (?:\w+ )?(?:idea|mistake|practice|fact|requirement) (?:to|that)\b)"
    r"| (?:takes?|took|costs?)\b[^.;]{1,80}? to\b"
    r"| (?:seems|appears|follows|happens|turns out|turned out) (?:that|as)\b"
    r"| (?:helps|pays) to\b| makes (?:\w+ )?sense (?:to|that|for)\b| depends\b"
    r"| goes without saying)"
)
"""What follows an `it` that stands for nothing: `It is possible to ...`."""

_POINTERS = (
    rf"(?:it(?!{_EXPLETIVE})|its|itself|he|him|his|she|her|hers|they|them|their|theirs"
    rf"|(?:this|these)(?! {_OWN_NAMES}\b)|that|such|another"
    r"|those(?! (?:who|whose|with|without|that|which|in|of|from|on|at)\b)"
    # `Both X and Y` names what it is about.
    r"|both(?! (?:the |an? )?(?:[\w'’-]+ ){1,2}and\b)"
    r"|t?here(?=,| (?:it|he|she|they|you|we|one)\b)"
    r"|the latter|the (?:former|other|others|same|first|second)(?=,| (?:is|are|was|were|has|have"
    r"|had|can|may|will|does|do|goes)\b))"
)

_LEANING = re.compile(
    rf"[\W_]*(?:(?:{_LINKS})?(?:{_BEFORE_A_POINTER})?{_POINTERS}\b"
    r"|(?:then|otherwise|for example|for instance|e\.g\.)(?:,|\s)|instead,)",
    re.IGNORECASE,
)


def leans(sentence: str) -> bool:
    """Whether a sentence begins so that it cannot be understood without the one before.

    >>> leans("It keeps the crust crisp."), leans("It is possible to bake without it.")
    (True, False)
    """
    return _LEANING.match(sentence) is not None
