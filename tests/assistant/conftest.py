"""Two assistants to ask: one of a few lines on bread, one of the documents that come along."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from ingest import ingest

DIGESTS = Path(__file__).parent.parent.parent / "corpus" / "documents"


@pytest.fixture(scope="session")
def bread(bread_index: Path) -> Iterator[Assistant]:
    with Assistant.open(bread_index) as assistant:
        yield assistant


@pytest.fixture(scope="session")
def digests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    index = tmp_path_factory.mktemp("digests") / "index"
    ingest([DIGESTS], index=index)
    with Assistant.open(index) as assistant:
        yield assistant
