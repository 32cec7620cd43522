"""Topics of a document that change places: what is told of one of them, said of another."""

from collections.abc import Iterator

from assistant.grounding.lack import Lack, Missing
from corpus import content_words, stem

_GENERAL = frozenset(
    map(
        stem,
        """approach approaches article articles author authors method methods way ways two key main
        section guide question questions answer answers overview introduction conclusion summary
        comparison difference differences example examples faq page part chapter step steps model
        models use using when what best better good new list count""".split(),
    )
)
"""What any title may say, and no topic."""


def exchanged_topics(claim: str, evidence: str, above: str) -> Iterator[Lack]:
    """The topic that a claim names instead of the one that its evidence names.

    Both stand in a title or heading above, as in `Ovens and stoves`; the claim says `stoves` of
    what is told of `ovens`. A claim may name a topic that its evidence leaves out.
    """
    said, told = _stems(claim), _stems(evidence)
    named = {key for key in _stems(above).keys() - _GENERAL if not key.isdigit()}
    put, lost = (named & said.keys()) - told.keys(), (named & told.keys()) - said.keys()
    if put and lost:
        yield Lack(Missing.NAME, " ".join(word for key, word in said.items() if key in put))


def _stems(text: str) -> dict[str, str]:
    """The content words by their stems, in order."""
    return {stem(word): word for word in content_words(text)}
