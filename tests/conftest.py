import os
import sys
from pathlib import Path
from secrets import token_hex

import pytest

GUARD = Path(__file__).parent / "guard"
sys.path.insert(0, str(GUARD))
# The import itself puts the guard in place; `sitecustomize` may already be some other module.
sys.modules.pop("sitecustomize", None)
import sitecustomize  # noqa: E402

pytest_plugins = ["tests.bread", "tests.chroma", "tests.manuals", "tests.ui.browsing"]

assert sitecustomize.__file__ == str(GUARD / "sitecustomize.py")


@pytest.fixture(autouse=True)
def _isolated(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No setting of the person who runs the tests leaks in, and child processes are guarded."""
    for name in [name for name in os.environ if name.startswith("FOOTNOTE_")]:
        if name != "FOOTNOTE_TEST_DATA":
            monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHONPATH", str(GUARD))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    state = tmp_path_factory.getbasetemp() / "state"
    monkeypatch.setenv("FOOTNOTE_STATE", str(state / token_hex(4)))
