import json
from pathlib import Path

import pytest

from assistant import SupportModel
from evals.training.support import held_out
from evals.training.support.figures import Scored
from evals.training.support.pair import Pair, side_of

REPORTED = next(f"page {n}" for n in range(999) if side_of(f"page {n}") == "report")
LEARNED = next(f"page {n}" for n in range(999) if side_of(f"page {n}") == "learn")


def pair(kind: str, *, supports: bool, claim: str, document: str = REPORTED) -> Pair:
    return Pair(kind, claim, ("The old mill was built by Ann.",), "", supports, document)


def bundled() -> Path:
    import assistant

    return Path(assistant.__file__).parent / "grounding" / "support.onnx"


def test_the_first_pairs_of_a_kind_are_taken_and_doubtful_kinds_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(held_out, "_MOST_FALSE", 2)
    pairs = [pair("swapped", supports=False, claim=f"Claim {n}.") for n in range(5)]

    found = held_out.capped([*pairs, pair("boolq_dev true", supports=True, claim="Yes.")])

    assert found == pairs[:2]


def test_only_what_is_held_out_is_reported_on() -> None:
    pairs = [
        pair("reworded", supports=True, claim="Ann built the old mill."),
        pair("swapped", supports=False, claim="Penguins breed along the coast."),
        pair("learned", supports=False, claim="Ann sold it.", document=LEARNED),
    ]

    found = held_out.report(pairs, bundled())

    assert "| swapped | 1 | 1.000 |" in found
    assert "learned" not in found


def test_the_figures_tell_thresholds_and_kinds() -> None:
    true = Scored("reworded", supports=True, score=0.9)
    false = Scored("swapped", supports=False, score=0.1)

    found = held_out.told([true, false])

    assert found.startswith("10% loss at 0.900; 5% loss at 0.900")
    assert "| swapped | 1 | 1.000 | 0.0% | 0.0% |" in found
    assert "| reworded | 1 | 0.0% |" in found


def test_new_weights_keep_what_joins_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from evals.training.network import Network

    # A checkpoint is 90 MB; the network it would hold is enough here.
    monkeypatch.setattr(held_out, "load_network", lambda _: Network().eval())
    weights = tmp_path / "support.onnx"
    joined = {"intercept": 0.5, "weights": dict.fromkeys(SupportModel.features, 0.25)}
    weights.with_suffix(".json").write_text(json.dumps({"sha256": "old", **joined}))

    held_out.export_support(tmp_path / "again.pt", weights)

    stored = json.loads(weights.with_suffix(".json").read_text("utf-8"))
    assert {name: stored[name] for name in joined} == joined
    assert 0.0 <= SupportModel.open(weights).score("Ann.", "Ann.") <= 1.0


def test_without_a_join_the_network_alone_is_the_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from evals.training.network import Network

    monkeypatch.setattr(held_out, "load_network", lambda _: Network().eval())
    weights = tmp_path / "support.onnx"

    held_out.export_support(tmp_path / "again.pt", weights)

    stored = json.loads(weights.with_suffix(".json").read_text("utf-8"))
    assert {name for name, weight in stored["weights"].items() if weight} == {"supported"}
