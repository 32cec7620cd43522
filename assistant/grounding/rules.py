"""Rules that a claim must keep: no number, name or small word that its evidence does not have."""

import re

from assistant.grounding.clauses import foreign_clauses
from assistant.grounding.denials import missing_denials
from assistant.grounding.folding import folded
from assistant.grounding.lack import Lack, Missing
from assistant.grounding.named import missing_names
from assistant.grounding.topics import exchanged_topics
from assistant.grounding.values import missing_values
from assistant.grounding.wording import missing_wording
from assistant.plain import plain_words

_DECADE = re.compile(r"\b(\d\d\d?0)'s\b")
"""`1960's`, which is `1960s`."""
_FIGURES = re.compile(
    r"\d+|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozen"
    r"|hundreds?|thousands?|millions?|billions?)\b",
    re.IGNORECASE,
)
_ENUMERATOR = re.compile(r"^\(?\d{1,2}[.)] +(?=\D)")
"""The number of a list item before what it says."""
_MOST_FIGURES = 100
"""Numbers in a claim or its evidence; more are not compared with each other, and refused."""
_LONGEST = 5_000
"""Characters of a claim or its evidence; a longer one is no sentence, and supports nothing."""


def lacks(claim: str, quote: str, around: str, above: str = "") -> tuple[Lack, ...]:
    """What `claim` says that its evidence does not, by rules for English; empty if nothing.

    The evidence is the quote with the sentence it stands in, as a quote that was cut short may hide
    a `not`. What follows from the evidence in other words is not looked at: nothing lacking does
    not yet mean that the claim is supported.

    Args:
        claim: One sentence, without markers.
        quote: The true words it cites.
        around: The sentence or sentences the quote stands in; may be empty.
        above: Title, headings and FAQ question they stand under: what they name may be said by its
            name, unless the evidence names another of them; they tell no number, date or denial.

    >>> [lack.words for lack in lacks("It takes 12 weeks.", "It takes 2 weeks.", "")]
    ['12 weeks']
    """
    texts = (claim, quote, around)
    if any(len(text) > _LONGEST or len(_FIGURES.findall(text)) > _MOST_FIGURES for text in texts):
        return (Lack(Missing.SCOPE, claim[:80]),)
    said, cited, whole = (_plain(text) for text in texts)
    said = _ENUMERATOR.sub("", said)
    evidence = whole if cited in whole else f"{cited}\n{whole}".strip()
    context = _plain(above[:_LONGEST])
    found = (
        *missing_values(said, evidence),
        *missing_names(said, evidence, context),
        *exchanged_topics(said, evidence, context),
        *foreign_clauses(said, f"{evidence}\n{context}"),
        *missing_denials(said, evidence),
        *missing_wording(said, evidence),
    )
    return tuple(dict.fromkeys(found))


def _plain(text: str) -> str:
    return _DECADE.sub(r"\1s", folded(plain_words(text)).text)
