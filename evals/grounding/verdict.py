"""What the assistant's checks say of a claim."""

from dataclasses import dataclass
from functools import cache

from assistant import SupportModel, lacks, ordered
from corpus import sentence_spans


@dataclass(frozen=True, slots=True)
class Verdict:
    """What rules and the support score say."""

    lacks: tuple[str, ...]
    """What the rules miss in the evidence, and of which kind; empty if nothing."""
    score: float
    """The support score of the claim's least supported sentence, 0 to 1."""

    @property
    def ranked(self) -> float:
        """The score, and below every score where a rule is broken."""
        return self.score - (1 if self.lacks else 0)

    def accepts(self, least: float) -> bool:
        """Whether the claim would be shown."""
        return not self.lacks and self.score >= least


def verdict(claim: str, quote: str, around: str, above: str) -> Verdict:
    """How the assistant judges a claim whose quote was found; each sentence by itself.

    Args:
        claim: What a model wrote.
        quote: The true words it cites.
        around: The sentences the quote stands in; may be empty.
        above: Title and headings it stands under; may be empty.
    """
    sentences = [span.of(claim) for span in sentence_spans(claim)] or [claim]
    evidence = around or quote
    missing = [
        f"{lack.kind.value}: {lack.words}"
        for sentence in sentences
        for lack in lacks(sentence, quote, around, above)
    ]
    missing += [f"order: {order}" for one in sentences if (order := ordered(one, evidence))]
    scores = [_model().score(sentence, evidence, above) for sentence in sentences]
    return Verdict(tuple(missing), min(scores))


@cache
def _model() -> SupportModel:
    return SupportModel.open()
