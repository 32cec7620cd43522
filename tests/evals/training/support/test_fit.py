import numpy as np
import pytest

from assistant import SupportModel
from evals.training.support import fit
from evals.training.support.pair import Pair


def pair(kind: str, *, supports: bool, claim: str = "Ann built it.") -> Pair:
    return Pair(kind, claim, ("It was built by Ann.",), "", supports, "mill.md")


def row(log_odds: float) -> np.ndarray:
    """The features of a claim in one part, of which only the first one tells anything."""
    features = np.zeros((1, len(SupportModel.features)))
    features[0, 0] = log_odds
    return features


def test_the_first_pairs_of_a_kind_are_taken_and_doubtful_kinds_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fit, "_MOST_FALSE", 2)
    pairs = [pair("swapped", supports=False, claim=f"Claim {n}.") for n in range(5)]

    found = fit.capped([*pairs, pair("boolq_dev true", supports=True)])

    assert found == pairs[:2]


def test_the_fitted_model_follows_what_tells_true_from_false() -> None:
    true = [pair("reworded", supports=True)] * 20
    false = [pair("swapped", supports=False)] * 60
    features = [row(2.0)] * 20 + [row(-2.0)] * 60

    model = fit.fitted([*true, *false], features)
    scored = fit.scored([*true, *false], features, model)

    assert model["weights"]["supported"] > 0
    assert scored[0].score > 0.9
    assert scored[-1].score < 0.1
    assert scored[0].score + scored[-1].score == pytest.approx(1.0, abs=0.02)


def test_a_claim_in_parts_is_as_good_as_its_worst_and_one_without_parts_scores_nothing() -> None:
    model = {"intercept": 0.0, "weights": dict.fromkeys(SupportModel.features, 1.0)}
    parts = np.vstack([row(3.0), row(-3.0)])
    pairs = [pair("own, true", supports=True)] * 3

    found = fit.scored(pairs, [parts, row(-3.0), parts[:0]], model)

    assert found[0].score == found[1].score
    assert found[2].score == 0.0


def test_the_report_tells_thresholds_and_kinds() -> None:
    model = {"intercept": 0.0, "weights": dict.fromkeys(SupportModel.features, 1.0)}
    pairs = [pair("reworded", supports=True), pair("swapped", supports=False)]

    told = fit.report(fit.scored(pairs, [row(2.0), row(-2.0)], model))

    assert told.startswith("10% loss at 0.881; 5% loss at 0.881")
    assert "| swapped | 1 | 1.000 | 0.0% | 0.0% |" in told
    assert "| reworded | 1 | 0.0% |" in told
