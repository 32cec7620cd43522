"""Whether a claim is supported by what it cites, found again from the documents alone."""

from functools import lru_cache

from assistant import Assistant, Citation, Claim, plain_words
from corpus import words
from evals.grounding.units import Sources, Unit, sources_of
from evals.grounding.verdict import verdict

_KEPT = 16


def is_verbatim(claim: Claim) -> bool:
    """Whether every word of the claim stands in its quotes."""
    quoted = {word for citation in claim.citations for word in words(citation.quote)}
    return quoted.issuperset(words(claim.text))


class Rules:
    """The rules that a claim in other words must keep, held against the documents.

    Nothing that the assistant says of a claim is believed: its quotes are looked up where its
    citations say that they stand, and what stands around them is read from the document.

    Args:
        assistant: Lends the documents.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._sources = lru_cache(_KEPT)(self._read)

    def keeps(self, claim: Claim) -> bool:
        """Whether every quote of the claim stands at its place and nothing in it is missing there.

        A claim that only has words of its quotes keeps the rules.
        """
        if not all(map(self._stands, claim.citations)):
            return False
        if is_verbatim(claim):
            return True
        quote = "\n".join(plain_words(one.quote) for one in claim.citations)
        touched = [unit for one in claim.citations for unit in self._units(one)]
        around = "\n".join(dict.fromkeys(one.around for one in touched)) or quote
        above = "\n".join(dict.fromkeys(one.above for one in touched))
        return not verdict(claim.text, quote, around, above).lacks

    def _stands(self, citation: Citation) -> bool:
        text = self._sources(citation.document_id).document.text
        return text[citation.start : citation.end] == citation.quote

    def _units(self, citation: Citation) -> list[Unit]:
        units = self._sources(citation.document_id).units
        return [
            one for one in units if one.span.start < citation.end and citation.start < one.span.end
        ]

    def _read(self, document_id: str) -> Sources:
        return sources_of(self._assistant.document(document_id))
