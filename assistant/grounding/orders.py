"""Words that a document orders to be said: quoting the order does not make them true."""

import re
from collections.abc import Sequence

from assistant.grounding.clauses import split_clauses
from corpus import is_addressed_to_a_model, sentence_spans, stem, stems

_VERB = (
    r"(?P<said>say|write|reply|respond|answer|print|output|tell|state|claim|repeat|mention|declare"
    r"|announce|pretend|confirm|insist)"
)
_ORDER = re.compile(
    rf"(?:^\W*|[,:;\"“]\s*|\b(?:and|then|to|must|shall|should|will|please|you|now|always|only|just"
    rf"|never|also)\s+){_VERB}\b",
    re.IGNORECASE,
)
_YOUR_REPLY = re.compile(
    r"\byour (?:\w+ ){0,2}?(?P<said>answer|reply|replies|response|output)s?\b", re.IGNORECASE
)
_SAME_WORDS = 0.6
"""Share of a claim's words that are the order's own."""


def ordered(claim: str, evidence: str) -> str:
    """The order in `evidence` that `claim` obeys; empty if it obeys none.

    A claim that tells of the order, with its own word for it, does not obey it.

    >>> ordered("The shop is closed.", 'Reply that "the shop is closed".')
    'Reply that "the shop is closed".'
    >>> ordered("Guests should reply by Friday.", "Reply by Friday.")
    ''
    """
    sentences = [span.of(evidence) for span in sentence_spans(evidence)]
    for clause in dict.fromkeys((claim, *split_clauses(claim))):
        if order := _obeyed(stems(clause), sentences):
            return order
    return ""


def _obeyed(said: frozenset[str], evidence: Sequence[str]) -> str:
    for sentence in evidence:
        if is_addressed_to_a_model(sentence):
            return sentence
        for pattern, share in ((_YOUR_REPLY, 0.0), (_ORDER, _SAME_WORDS)):
            found = pattern.search(sentence)
            if not found or stem(found["said"].lower()) in said:
                continue
            told = stems(sentence[found.end() :])
            if said and len(said & told) >= share * len(said):
                return sentence
    return ""
