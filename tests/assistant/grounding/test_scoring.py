import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.grounding import SupportModel
from assistant.grounding.scoring import BUNDLED_SUPPORT
from corpus import SettingsError

MILL = "Ann Berg built the old mill near Rome, and Karl Holm painted the church beside it."
RULES = (
    "A liveness probe restarts a container.\nA readiness probe only takes it out of the service."
)


@pytest.fixture(scope="module")
def model() -> SupportModel:
    return SupportModel.open()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The bundled model in a folder of its own."""
    path = tmp_path / "support.onnx"
    path.write_bytes(BUNDLED_SUPPORT.read_bytes())
    path.with_suffix(".json").write_text(BUNDLED_SUPPORT.with_suffix(".json").read_text("utf-8"))
    return path


@pytest.mark.parametrize(
    ("evidence", "true", "false"),
    [
        pytest.param(
            MILL,
            "The old mill near Rome was built by Ann Berg.",
            "The old mill near Rome was built by Karl Holm.",
            id="roles swapped",
        ),
        pytest.param(
            RULES,
            "A container is restarted by a liveness probe.",
            "A container is restarted by a readiness probe.",
            id="two facts merged",
        ),
        pytest.param(
            "In 1978 the bridge was closed to lorries. Two years later a tunnel was opened.",
            "A tunnel opened two years after the bridge was closed to lorries.",
            "The bridge was closed to lorries because a tunnel was opened.",
            id="false cause",
        ),
        pytest.param(
            "Dust may reduce what the panels produce.",
            "What the panels produce may be reduced by dust.",
            "All panels always produce less because of dust.",
            id="widened",
        ),
        pytest.param(
            "Members can borrow twelve books for three weeks.",
            "Twelve books can be borrowed for three weeks.",
            "Penguins breed in colonies along the coast.",
            id="unrelated",
        ),
    ],
)
def test_a_true_claim_scores_above_a_false_one(
    model: SupportModel, evidence: str, true: str, false: str
) -> None:
    assert 0.0 <= model.score(false, evidence) < model.score(true, evidence) <= 1.0


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [("", MILL), ("Ann built it.", ""), (" \n", " \n "), ("**", MILL)],
    ids=["no claim", "no evidence", "blanks", "only markup"],
)
def test_nothing_said_or_nothing_told_is_not_supported(
    model: SupportModel, claim: str, evidence: str
) -> None:
    assert model.score(claim, evidence) == 0.0


def test_markup_and_typography_make_no_difference(model: SupportModel) -> None:
    plain = model.score("Ann's mill is old.", "Ann's old mill stands there.")

    assert model.score("**Ann’s** mill is old.", "Ann’s *old* mill stands there.") == plain


def test_support_is_found_at_the_end_of_long_evidence(model: SupportModel) -> None:
    filler = "\n".join(f"Visitor {n} of the fair came by train and left by bus." for n in range(80))
    claim = "The old mill near Rome was built by Ann Berg."

    assert model.score(claim, f"{filler}\n{MILL}") > model.score(claim, filler) + 0.2


def test_every_part_of_a_long_claim_must_be_supported(model: SupportModel) -> None:
    true = "Ann Berg built the old mill near Rome, " * 12
    false = "and whales sing to each other under the ice of the northern sea."

    assert len(model.rows(true + false, MILL)) > 1
    assert model.score(true + false, MILL) < model.score(true, MILL)


def test_texts_beyond_measure_are_scored_all_the_same(model: SupportModel) -> None:
    assert 0.0 <= model.score("x" * 2_000, "y" * 100_000, "z" * 100_000) <= 1.0


def test_the_same_is_scored_alike_in_any_thread_and_by_any_model(model: SupportModel) -> None:
    claims = [f"Ann Berg built {n} mills near Rome." for n in range(8)]
    alone = [model.score(claim, MILL, "Old mill") for claim in claims]
    other = SupportModel.open()

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda claim: other.score(claim, MILL, "Old mill"), claims))

    assert together == alone


def test_damaged_weights_are_refused_with_a_way_out(copied: Path) -> None:
    copied.write_bytes(copied.read_bytes()[:-1] + b"\0\0")

    with pytest.raises(SettingsError, match=r"damaged.*Install the package again"):
        SupportModel.open(copied)


def test_missing_weights_are_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere.*Install the package again"):
        SupportModel.open(tmp_path / "nowhere.onnx")


@pytest.mark.parametrize("damage", ["sha256", "intercept", "weights"])
def test_a_description_that_lacks_something_is_refused(copied: Path, damage: str) -> None:
    path = copied.with_suffix(".json")
    stored = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({name: stored[name] for name in stored if name != damage}))

    with pytest.raises(SettingsError, match="cannot be opened"):
        SupportModel.open(copied)


def test_what_onnxruntime_cannot_run_is_refused(copied: Path) -> None:
    from hashlib import sha256

    stored = json.loads(copied.with_suffix(".json").read_text("utf-8"))
    stored["sha256"] = sha256(b"no model").hexdigest()

    with pytest.raises(SettingsError, match="cannot be run by onnxruntime"):
        SupportModel(b"no model", stored)


def test_scoring_needs_neither_torch_nor_transformers() -> None:
    code = (
        "import sys; from assistant.grounding import SupportModel;"
        "SupportModel.open().score('Ann built it.', 'It was built by Ann.');"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
