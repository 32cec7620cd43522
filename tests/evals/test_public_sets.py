"""The public question sets, where `FOOTNOTE_TEST_DATA` names a folder that has them."""

import os
from pathlib import Path

import pytest

from evals.case import load_cases

DATA = os.environ.get("FOOTNOTE_TEST_DATA")
FILES = sorted(Path(DATA).glob("dev/*/questions.jsonl")) if DATA else []


@pytest.mark.skipif(not FILES, reason="FOOTNOTE_TEST_DATA names no public question sets")
def test_every_public_set_is_a_case_file() -> None:
    counts = {path.parent.name: len(load_cases([path])) for path in FILES}

    assert min(counts.values()) > 0
