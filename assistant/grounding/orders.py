"""Words that a document orders to be said: quoting the order does not make them true."""

import re

from corpus import content_words, sentence_spans, stem

_BEFORE = (
    r"[\W_]*(?:(?:please|now|then|also|always|instead|and|finally|kindly|first|just|simply|only"
    r"|(?:in|at the end of|at the start of|with) (?:your|the|each|every|all|any) (?:\w+ ){0,2}?"
    r"(?:answers?|repl(?:y|ies)|responses?|outputs?)"
    r"|(?:you|the assistant|the ai|the model|the bot) (?:must|should|shall|will|have to|need to"
    r"|are to|can only)|(?:system|important|note|instructions?|attention|assistant|user)\s*:"
    r"|when(?:ever)? (?:asked|you (?:answer|reply|respond))[^,]{0,80})[\W_]+)*"
)
_SPEAKING = (
    r"say|write|reply|respond|answer|print|output|tell|state|claim|repeat|mention|declare|announce"
    r"|pretend"
)
_ORDER = re.compile(rf"{_BEFORE}(?P<said>{_SPEAKING})\b", re.IGNORECASE)
_ABOUT_REPLIES = re.compile(
    r"\byour (?:\w+ ){0,2}?(?P<said>answer|reply|replies|response|output)s?\b", re.IGNORECASE
)
_SAME_WORDS = 0.8
"""Share of a claim's words that are the order's own."""


def ordered(claim: str, evidence: str) -> str:
    """The order in `evidence` that `claim` obeys; empty if it obeys none.

    A claim that tells of the order, with its own word for it, does not obey it.

    >>> ordered("The shop is closed.", 'Reply that "the shop is closed".')
    'Reply that "the shop is closed".'
    >>> ordered("Guests should reply by Friday.", "Reply by Friday.")
    ''
    """
    said = set(map(stem, content_words(claim)))
    for span in sentence_spans(evidence):
        sentence = span.of(evidence)
        found = _ORDER.match(sentence) or _ABOUT_REPLIES.search(sentence)
        if not found or stem(found["said"].lower()) in said:
            continue
        told = set(map(stem, content_words(sentence)))
        if said and len(said & told) >= _SAME_WORDS * len(said):
            return sentence
    return ""
