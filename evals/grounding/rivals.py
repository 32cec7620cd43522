"""What others check of a claim, for comparison: scores of a claim against its evidence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus import light_encoder, stems
from evals.grounding.cited import Cited

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EXISTS = "quote exists"
COSINE = "cosine similarity"
SHARE = "share of words"


def rivals(claims: Sequence[Cited]) -> "dict[str, Floats]":
    """A score a claim of each rival, higher is better.

    `quote exists` accepts whatever cites words that stand in the text; `cosine similarity` is that
    of claim and evidence under the bundled encoder; `share of words` is that of the claim's
    content words, as stems, which occur in the evidence.
    """
    import numpy as np

    return {
        EXISTS: np.ones(len(claims)),
        COSINE: _cosine(claims),
        SHARE: np.array([_share(one) for one in claims], np.float64),
    }


def evidence_of(claim: Cited) -> str:
    """What a claim is held against: the sentences its quote stands in."""
    return claim.around or claim.quote


def _cosine(claims: Sequence[Cited]) -> "Floats":
    import numpy as np

    texts = sorted({text for one in claims for text in (one.claim, evidence_of(one))}, key=len)
    vectors = light_encoder().encode_documents(texts)
    place = {text: i for i, text in enumerate(texts)}
    return np.array(
        [vectors[place[one.claim]] @ vectors[place[evidence_of(one)]] for one in claims], np.float64
    )


def _share(claim: Cited) -> float:
    said = stems(claim.claim)
    told = stems(evidence_of(claim))
    return len(said & told) / len(said) if said else 1.0
