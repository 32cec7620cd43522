from pathlib import Path

import pytest

from tests.untrained import untrained_network


@pytest.fixture(scope="session")
def untrained_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights of a reader that has learned nothing, exported as trained ones are."""
    from evals.training.export import export

    return export(untrained_network(), tmp_path_factory.mktemp("reader") / "untrained.onnx").path
