"""Joins what the trained model and the overlap say: `python -m evals.training.support.join`.

The model is trained on claims made by rule, which are nearer to their evidence in wording than what
chat models write; so it is joined on claims as they are drafted (`evals/grounding/drafts.jsonl`)
and on the twins that one may choose on (`dev.jsonl`). Every feature may only weigh the way it is
meant to: what stands in the evidence speaks for a claim, what is foreign to it against.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant import Settings, SupportModel, lacks
from corpus import replace_text, sentence_spans
from evals.grounding import twins
from evals.training.support.drafted import REPORTED, Drafted, drafted

_STORED = Path(__file__).parents[3] / "assistant" / "grounding" / "support.json"
_AGAINST = ("rarest_missing", "turned", "words", "strangest")
_STRENGTH = 0.002
"""Of the pull towards small weights."""
_TWINS = -1
_LOSS = 0.1

Floats = NDArray[np.float64]


def main() -> int:
    """Writes the weights into `support.json`, and prints what share of each kind is accepted."""
    model = SupportModel.open()
    claims = [*drafted(), *_twins()]
    rows = np.array([_row(model, one) for one in claims])
    breaks = np.array([_breaks_a_rule(one) for one in claims])
    chosen_on = np.array([one.batch != REPORTED for one in claims])
    weights, intercept = _fitted(
        [one for one, is_in in zip(claims, chosen_on, strict=True) if is_in], rows[chosen_on]
    )
    stored = json.loads(_STORED.read_text("utf-8"))
    named = dict(zip(model.features, (round(float(one), 5) for one in weights), strict=True))
    stored |= {"intercept": round(float(intercept), 5), "weights": named}
    replace_text(_STORED, json.dumps(stored, indent=1) + "\n")
    scores = 1 / (1 + np.exp(-(rows @ weights + intercept)))
    true = np.array([one.kind == "true" for one in claims])
    threshold = float(np.quantile(scores[true & chosen_on], _LOSS))
    sys.stdout.write(f"a tenth of the true claims fitted to are below {threshold:.3f}\n")
    _report(claims, (scores >= Settings().support) & ~breaks)
    return 0


def _twins() -> list[Drafted]:
    found = []
    for one in twins("dev"):
        kind = "twin" if one.is_supported else "false twin"
        cited = (one.claim, one.quote, one.around, one.above)
        found.append(Drafted(kind, *cited, supports=one.is_supported, batch=_TWINS))
    return found


def _sentences(claim: str) -> list[str]:
    return [span.of(claim) for span in sentence_spans(claim)] or [claim]


def _row(model: SupportModel, one: Drafted) -> Floats:
    """The features of the sentence that the model takes to be supported least."""
    evidence = one.around or one.quote
    parts = [model.rows(text, evidence, one.above).min(axis=0) for text in _sentences(one.claim)]
    return np.asarray(min(parts, key=lambda row: row[0]), np.float64)


def _breaks_a_rule(one: Drafted) -> bool:
    return any(lacks(text, one.quote, one.around, one.above) for text in _sentences(one.claim))


def _fitted(claims: Sequence[Drafted], rows: Floats) -> tuple[Floats, float]:
    """A logistic model with bounded weights; each kind weighs the same on its side."""
    counts = Counter(one.kind for one in claims)
    kinds = {side: len({c.kind for c in claims if c.supports is side}) for side in (True, False)}
    weights = np.array([1 / counts[one.kind] / kinds[one.supports] for one in claims])
    signs = np.array([1.0 if one.supports else -1.0 for one in claims])
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = (rows - middle) / spread

    def loss(values: Floats) -> float:
        margins = signs * (scaled @ values[:-1] + values[-1])
        return float(weights @ np.logaddexp(0, -margins) + _STRENGTH * values[:-1] @ values[:-1])

    bounds = [(None, 0) if name in _AGAINST else (0, None) for name in SupportModel.features]
    start = np.zeros(rows.shape[1] + 1)
    found = minimize(loss, start, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    plain = found[:-1] / spread
    return plain, float(found[-1] - plain @ middle)


def _report(claims: Sequence[Drafted], accepted: NDArray[np.bool_]) -> None:
    for name, is_reported in (("fitted to", False), ("not fitted to", True)):
        asked: Counter[str] = Counter()
        shown: Counter[str] = Counter()
        for one, is_shown in zip(claims, accepted, strict=True):
            if (one.batch == REPORTED) is is_reported:
                asked[one.kind] += 1
                shown[one.kind] += bool(is_shown)
        told = ", ".join(f"{kind} {shown[kind]} of {asked[kind]}" for kind in asked)
        sys.stdout.write(f"accepted of those {name}: {told}\n")


if __name__ == "__main__":
    sys.exit(main())
