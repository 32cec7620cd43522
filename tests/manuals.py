"""Four versions of one manual, which differ in one number, and a page of another kind."""

from pathlib import Path

import pytest

from ingest import ingest

MANUAL = """\
# Manual of the oven

The oven bakes bread for the whole village. It stands in the old mill.

## Restarting the oven control

The oven control restarts {minutes} minutes after a power cut. Nobody has to stand by meanwhile.

## Cleaning the oven

The oven is cleaned with a {brush} brush every Sunday. The brush hangs behind the door.

## Who may bake

Every villager may bake with the oven on Fridays. Guests ask the miller first.
"""
MILL = """\
# The mill

The mill grinds rye and wheat for the village. It has one oven and two stones.
"""
VERSIONS = ("v1", "v2", "v9", "v10")


@pytest.fixture(scope="session")
def manuals_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index in which the newest manual alone tells another number of minutes.

    Of the brush all say the same, one of them with emphasis.
    """
    folder = tmp_path_factory.mktemp("manuals")
    for version in VERSIONS:
        minutes = 15 if version == "v10" else 10
        brush = "*wire*" if version == "v2" else "wire"
        page = folder / version / "oven.md"
        page.parent.mkdir()
        page.write_text(MANUAL.format(minutes=minutes, brush=brush), encoding="utf-8")
    (folder / "mill.md").write_text(MILL, encoding="utf-8")
    index = tmp_path_factory.mktemp("manuals-index") / "index"
    ingest([folder], index=index)
    return index
