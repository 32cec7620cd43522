from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.history import History


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    opened = History.open(tmp_path / "state", keep_days=90)
    yield opened
    opened.close()
