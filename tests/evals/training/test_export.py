import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from assistant.evidence.layout import Layout, lay_out
from corpus import counting_tokenizer
from evals.training.export import Exported, export, main
from evals.training.graph import Graph
from evals.training.network import Network
from tests.untrained import untrained_network

UNITS = (
    "The bread rises for two hours.",
    "It bakes for forty minutes at 230 degrees.",
    "Ovens need cleaning.",
    "Sourdough keeps for a week if it is wrapped in cloth, and longer in the freezer.",
    "Yeast is killed above 55 degrees, so the milk must not be hot.",
)
QUESTIONS = ("How long does it bake?", "Who invented radio?", "Can I freeze sourdough bread?")
MOST_BYTES = 25_000_000


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return export(untrained_network(), tmp_path_factory.mktemp("export") / "reader.onnx")


def windows() -> list[Layout]:
    tokenizer = counting_tokenizer()
    return [
        window
        for number, question in enumerate(QUESTIONS)
        for count in (1, 3, 5)
        for window in lay_out(tokenizer, question, "Bread", (UNITS * 2)[number : number + count])
    ]


def inputs_of(window: Layout) -> dict[str, np.ndarray]:
    ids = np.array([window.ids], np.int64)
    return {"ids": ids, "own": (np.arange(ids.shape[1])[None, :] >= window.own).astype(np.int64)}


def run(exported: Exported, batch: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    import onnxruntime

    session = onnxruntime.InferenceSession(exported.path, providers=["CPUExecutionProvider"])
    passage, tokens = session.run(["passage", "tokens"], batch)
    return passage, tokens


def all_scores(exported: Exported) -> np.ndarray:
    """Scores of each window read alone."""
    found = []
    for window in windows():
        passage, tokens = run(exported, inputs_of(window))
        found += [passage, tokens[0, list(window.markers)]]
    return np.concatenate(found)


def network_scores(network: Network) -> np.ndarray:
    found = []
    for window in windows():
        ids, own = map(torch.tensor, inputs_of(window).values())
        with torch.no_grad():
            scores = network(ids, own, torch.ones_like(ids))
        found += [scores.passage.numpy(), scores.tokens[0, list(window.markers)].numpy()]
    return np.concatenate(found)


def test_the_file_is_small_and_its_digest_lies_beside_it(exported: Exported) -> None:
    content = exported.path.read_bytes()

    assert exported.size == len(content) <= MOST_BYTES
    assert exported.sha256 == sha256(content).hexdigest()
    assert json.loads(exported.path.with_suffix(".json").read_text()) == {"sha256": exported.sha256}


def test_the_same_weights_give_the_same_bytes(exported: Exported, tmp_path: Path) -> None:
    again = export(untrained_network(), tmp_path / "again.onnx")

    assert again.sha256 == exported.sha256


def test_in_32_bits_the_file_computes_what_the_network_does(tmp_path: Path) -> None:
    exact = export(untrained_network(), tmp_path / "exact.onnx", Graph)

    assert np.abs(all_scores(exact) - network_scores(untrained_network())).max() < 1e-3


def test_eight_bits_are_enough(exported: Exported) -> None:
    expected = network_scores(untrained_network())

    found = all_scores(exported)

    assert np.corrcoef(found, expected)[0, 1] > 0.98
    assert np.abs(found - expected).mean() < 0.2 * expected.std()


def test_no_sum_overflows_on_any_processor(exported: Exported) -> None:
    """Without VNNI the products of two neighbours are added in 16 bits."""
    model = onnx.load(exported.path)
    products = [node for node in model.graph.node if node.op_type == "MatMulIntegerToFloat"]
    values = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}

    largest = [
        int(np.abs(values[node.input[1]].astype(int)).reshape(-1, 2, columns).sum(axis=1).max())
        for node in products
        for columns in [values[node.input[1]].shape[1]]
    ]

    assert len(largest) == 6 * 4
    assert max(largest) * 255 < 2**15


def test_a_checkpoint_becomes_a_file_by_command(
    exported: Exported,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    checkpoint, out = tmp_path / "checkpoint.pt", tmp_path / "out.onnx"
    torch.save({"average": untrained_network().state_dict()}, checkpoint)
    monkeypatch.setattr("sys.argv", ["export", str(checkpoint), str(out)])

    main()

    assert out.read_bytes() == exported.path.read_bytes()
    assert exported.sha256 in capsys.readouterr().out


def test_a_file_of_another_kind_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["export", "checkpoint.pt", str(tmp_path / "out.json")])

    with pytest.raises(SystemExit):
        main()

    assert "does not end in .onnx" in capsys.readouterr().err
