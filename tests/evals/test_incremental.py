from pathlib import Path

import pytest

from evals.incremental import Again, again, is_allowed
from ingest import ingest


def test_each_change_is_made_and_only_what_is_new_is_encoded(tmp_path: Path) -> None:
    documents = tmp_path / "texts"
    documents.mkdir()
    (documents / "bread.md").write_text("# Bread\n\nDough rises for one hour.\n")
    ingest([documents], index=tmp_path / "index")

    measured = again(documents, tmp_path / "index", first_seconds=10.0)

    assert [(one.change, one.encoded) for one in measured] == [
        ("none", 0),
        ("one added", 1),
        ("one changed", 1),
        ("one moved", 0),
        ("one removed", 0),
    ]
    assert all(0 < one.share < 10 for one in measured)
    assert [path.name for path in documents.iterdir()] == ["bread.md"]


@pytest.mark.parametrize(
    ("change", "share", "allowed"),
    [("one added", 0.02, True), ("one added", 0.05, False), ("one removed", 0.05, True)],
)
def test_an_added_file_may_take_least(change: str, share: float, allowed: bool) -> None:
    assert is_allowed(Again(change, share, 1)) is allowed
